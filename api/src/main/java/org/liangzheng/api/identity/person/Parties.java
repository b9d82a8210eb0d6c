package org.liangzheng.api.identity.person;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.custody.BlindIndex;
import org.liangzheng.api.custody.BlindIndexRows;
import org.liangzheng.api.custody.BlindIndexTable;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.api.web.Ids;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.licence.HolderCode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Who there is: one surrogate for each holder code. Names and codes are encrypted. */
public final class Parties {
  private static final String TABLE = "identity_party";
  private static final String INDEX = "identity_party_index";

  private final JdbcClient jdbc;
  private final FieldCipher cipher;
  private final BlindIndex indexes;
  private final BlindIndexRows rows;
  private final TransactionTemplate transactions;
  private final Ids ids;
  private final Clock clock;

  Parties(
      JdbcClient jdbc,
      FieldCipher cipher,
      BlindIndex indexes,
      BlindIndexRows rows,
      TransactionTemplate transactions,
      Ids ids,
      Clock clock) {
    this.jdbc = jdbc;
    this.cipher = cipher;
    this.indexes = indexes;
    this.rows = rows;
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
  }

  /** The party of a code, entered if it is not there; its name stays as it is. */
  public Party ensure(HolderCode code) {
    return ensure(code, null);
  }

  /** The party of a code, entered if it is not there; a proven name replaces an earlier one. */
  public Party ensure(HolderCode code, @Nullable String provenName) {
    Party party = find(code).orElseGet(() -> enter(code));
    if (provenName == null || party.name().equals(Optional.of(provenName))) {
      return party;
    }
    int rows =
        jdbc.sql("update identity_party set name = ? where id = ?")
            .params(seal("name", party.id(), provenName), party.id())
            .update();
    if (rows != 1) {
      throw new IllegalStateException("a party has gone");
    }
    return new Party(party.id(), code, Optional.of(provenName));
  }

  public Optional<Party> find(HolderCode code) {
    return indexes.find(
        INDEX,
        "index",
        text(code),
        index ->
            jdbc.sql(
                    "select p.id, p.kind, p.code, p.name from identity_party_index i"
                        + " join identity_party p on p.id = i.party"
                        + " where i.index = ? and i.key_version = ?")
                .params(index.value().toByteArray(), index.version())
                .query((row, _) -> read(row))
                .optional());
  }

  public Optional<Party> find(UUID id) {
    return jdbc.sql("select id, kind, code, name from identity_party where id = ?")
        .param(id)
        .query((row, _) -> read(row))
        .optional();
  }

  private Party enter(HolderCode code) {
    UUID id = ids.next();
    Boolean first =
        transactions.execute(_ -> {
          jdbc.sql("insert into identity_party (id, kind, code, created_at) values (?, ?, ?, ?)")
              .params(
                  id,
                  code.type(),
                  seal("code", id, code.value()),
                  clock.instant().atOffset(ZoneOffset.UTC))
              .update();
          boolean free = rows.claim(INDEX, "party", text(code), id);
          if (!free) {
            jdbc.sql("delete from identity_party where id = ?").param(id).update();
          }
          return free;
        });
    // Another may have come first; then its surrogate stands.
    return Boolean.TRUE.equals(first)
        ? new Party(id, code, Optional.empty())
        : find(code).orElseThrow();
  }

  /** How the index of codes is keyed anew. */
  BlindIndexTable indexTable() {
    return new BlindIndexTable() {
      @Override
      public String table() {
        return INDEX;
      }

      @Override
      public String owner() {
        return "party";
      }

      @Override
      public List<String> values(UUID owner) {
        return find(owner).map(party -> text(party.code())).stream().toList();
      }
    };
  }

  private static String text(HolderCode code) {
    return code.type() + ":" + code.value();
  }

  private byte[] seal(String column, UUID row, String text) {
    return cipher.encrypt(new Cell(TABLE, column, row), text);
  }

  private String open(String column, UUID row, byte[] sealed) {
    return cipher.text(new Cell(TABLE, column, row), sealed);
  }

  private Party read(ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    byte[] name = row.getBytes("name");
    try {
      return new Party(
          id,
          HolderCode.parse(row.getString("kind"), open("code", id, row.getBytes("code"))),
          name == null ? Optional.empty() : Optional.of(open("name", id, name)));
    } catch (MalformedException damaged) {
      throw new IllegalStateException("a stored party does not read back", damaged);
    }
  }
}
