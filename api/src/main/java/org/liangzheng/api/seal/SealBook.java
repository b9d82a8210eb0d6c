package org.liangzheng.api.seal;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.custody.BlindIndex;
import org.liangzheng.api.custody.BlindIndexRows;
import org.liangzheng.api.custody.BlindIndexValue;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.api.web.Ids;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The seal book (用印记录): each use of each seal. Entries are written and never changed. */
@Service
public class SealBook {
  private static final String TABLE = "seal_use";

  private final JdbcClient database;
  private final FieldCipher cipher;
  private final BlindIndex indexes;
  private final BlindIndexRows rows;
  private final Ids ids;
  private final Clock clock;

  SealBook(
      JdbcClient database,
      FieldCipher cipher,
      BlindIndex indexes,
      BlindIndexRows rows,
      Ids ids,
      Clock clock) {
    this.database = database;
    this.cipher = cipher;
    this.indexes = indexes;
    this.rows = rows;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * What to look for; what is empty does not narrow.
   *
   * @param from first instant
   * @param until end, not included
   * @param digest of a document before or after sealing, or as it was sent to be sealed
   * @param before entries older than this one: the last of the page before
   */
  public record Search(
      OrganizationId authority,
      Optional<UUID> seal,
      Optional<Instant> from,
      Optional<Instant> until,
      Optional<SealUse.Act> act,
      Optional<String> actor,
      Optional<String> matter,
      Optional<ByteString> digest,
      Optional<UUID> before,
      int most) {}

  /** Writes a use down, in the transaction of its act. */
  public void record(SealUse use) {
    byte[] detail = null;
    if (!use.digests().isEmpty()) {
      String text = String.join(" ", use.digests().stream().map(ByteString::toHex).toList());
      detail = cipher.encrypt(cell(use.id()), text.getBytes(StandardCharsets.US_ASCII));
    }
    database
        .sql(
            "insert into seal_use (id, seal, version, authority, act, actor, matter, subject, file,"
                + " detail, used_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            use.id(),
            use.seal(),
            use.version(),
            use.authority().value(),
            use.act().name(),
            use.actor())
        .param(use.matter().orElse(null))
        .param(use.subject().orElse(null))
        .param(use.file().orElse(null))
        .param(detail)
        .param(use.usedAt().atOffset(ZoneOffset.UTC))
        .update();
    if (!use.digests().isEmpty()) {
      rows.add(
          "seal_use_digest",
          "use",
          use.digests().stream().distinct().map(ByteString::toHex).toList(),
          use.id());
    }
  }

  /**
   * Writes the use of a licence or copy seal down at once: licences are issued in many ways, and
   * none may go past the book.
   *
   * @param subject the licence version or annotated copy
   */
  void record(UUID seal, SealUse.Act act, String actor, UUID subject) {
    database
        .sql(
            "insert into seal_use (id, seal, version, authority, act, actor, subject, used_at)"
                + " select ?, id, version, authority, ?, ?, ?, ? from seal where id = ?")
        .params(
            ids.next(), act.name(), actor, subject, clock.instant().atOffset(ZoneOffset.UTC), seal)
        .update();
  }

  /** A use by its id. */
  public Optional<SealUse> find(UUID id) {
    return database
        .sql("select * from seal_use where id = ?")
        .param(id)
        .query((row, _) -> read(row))
        .optional();
  }

  /** Newest first. */
  public List<SealUse> search(Search search) {
    StringBuilder sql = new StringBuilder("select u.* from seal_use u where u.authority = ?");
    List<@Nullable Object> values = new ArrayList<>();
    values.add(search.authority().value());
    narrow(sql, values, " and u.seal = ?", search.seal());
    narrow(sql, values, " and u.used_at >= ?", search.from().map(SealBook::utc));
    narrow(sql, values, " and u.used_at < ?", search.until().map(SealBook::utc));
    narrow(sql, values, " and u.act = ?", search.act().map(Enum::name));
    narrow(sql, values, " and u.actor = ?", search.actor());
    narrow(sql, values, " and u.matter = ?", search.matter());
    narrow(sql, values, " and u.id < ?", search.before());
    if (search.digest().isPresent()) {
      sql.append(" and u.id in (select use from seal_use_digest where");
      String or = " ";
      for (BlindIndexValue index :
          indexes.all("seal_use_digest", "index", search.digest().get().toHex())) {
        sql.append(or).append("(index = ? and key_version = ?)");
        values.add(index.value().toByteArray());
        values.add(index.version());
        or = " or ";
      }
      sql.append(')');
    }
    sql.append(" order by u.id desc limit ?");
    values.add(search.most());
    return database.sql(sql.toString()).params(values).query((row, _) -> read(row)).list();
  }

  private static void narrow(
      StringBuilder sql, List<@Nullable Object> values, String condition, Optional<?> value) {
    if (value.isPresent()) {
      sql.append(condition);
      values.add(value.get());
    }
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private SealUse read(ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    byte[] detail = row.getBytes("detail");
    return new SealUse(
        id,
        row.getObject("seal", UUID.class),
        row.getInt("version"),
        new OrganizationId(row.getString("authority")),
        SealUse.Act.valueOf(row.getString("act")),
        row.getString("actor"),
        Optional.ofNullable(row.getString("matter")),
        Optional.ofNullable(row.getObject("subject", UUID.class)),
        Optional.ofNullable(row.getObject("file", UUID.class)),
        detail == null ? List.of() : digests(cipher.decrypt(cell(id), detail)),
        row.getObject("used_at", OffsetDateTime.class).toInstant());
  }

  private static List<ByteString> digests(byte[] text) {
    return Arrays.stream(new String(text, StandardCharsets.US_ASCII).split(" "))
        .map(hex -> ByteString.of(HexFormat.of().parseHex(hex)))
        .toList();
  }

  private static Cell cell(UUID id) {
    return new Cell(TABLE, "detail", id);
  }
}
