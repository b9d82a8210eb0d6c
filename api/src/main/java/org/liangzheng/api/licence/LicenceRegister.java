package org.liangzheng.api.licence;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.custody.BlindIndex;
import org.liangzheng.api.custody.BlindIndexRows;
import org.liangzheng.api.custody.BlindIndexValue;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.licence.HolderCode;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rows of the register. */
@Repository
class LicenceRegister {
  private static final String VERSIONS = "licence_version";

  private static final String VERSION =
      """
      select l.id, l.holder, l.authority, l.status, v.id, v.issued_at, v.file, v.content,
             l.current_version
      from licence l join licence_version v on v.licence = l.id
      """;

  private final JdbcClient database;
  private final FieldCipher cipher;
  private final BlindIndex indexes;
  private final BlindIndexRows rows;
  private final JsonMapper json;

  LicenceRegister(
      JdbcClient database,
      FieldCipher cipher,
      BlindIndex indexes,
      BlindIndexRows rows,
      JsonMapper json) {
    this.database = database;
    this.cipher = cipher;
    this.indexes = indexes;
    this.rows = rows;
    this.json = json;
  }

  /** What is encrypted in {@code licence_version.content}. */
  private record Content(Map<String, String> facts, JsonNode data) {}

  /** Writes a new licence; call inside the transaction of its act. */
  void insert(Allotment ids, LicenceFacts facts, int typeVersion, JsonNode data, Instant issuedAt) {
    OffsetDateTime at = issuedAt.atOffset(ZoneOffset.UTC);
    database
        .sql(
            "insert into licence (id, holder, type, authority, status, status_since,"
                + " current_version) values (?, ?, ?, ?, ?, ?, ?)")
        .params(
            ids.licence(),
            holder(facts.holder(), ids.newHolder()),
            facts.id().type().value(),
            facts.issuer().value(),
            LicenceStatus.IN_FORCE.name(),
            at,
            facts.id().version())
        .update();
    byte[] content =
        json.writeValueAsString(new Content(facts.toCustomDatas(), data))
            .getBytes(StandardCharsets.UTF_8);
    database
        .sql(
            "insert into licence_version (id, licence, version, type_version, file, content,"
                + " issued_at) values (?, ?, ?, ?, ?, ?, ?)")
        .params(
            ids.version(),
            ids.licence(),
            facts.id().version(),
            typeVersion,
            ids.file(),
            cipher.encrypt(new Cell(VERSIONS, "content", ids.version()), content),
            at)
        .update();
    if (!rows.claim("licence_identifier", "version_id", facts.id().text(), ids.version())) {
      throw new DuplicateKeyException("a licence identifier is taken");
    }
  }

  /** The current version of a licence. */
  Optional<RegisteredLicence> find(UUID licence) {
    return database
        .sql(VERSION + "where l.id = ? and v.version = l.current_version")
        .param(licence)
        .query(this::read)
        .optional();
  }

  /** The version of a licence that has the identifier; it may not be the current one. */
  Optional<RegisteredLicence> find(LicenceId id) {
    for (BlindIndexValue index : indexes.all("licence_identifier", "index", id.text())) {
      Optional<RegisteredLicence> found =
          database
              .sql(
                  VERSION
                      + "where v.id = (select version_id from licence_identifier"
                      + " where index = ? and key_version = ?)")
              .params(index.value().toByteArray(), index.version())
              .query(this::read)
              .optional();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The holder of a version as the index of holders knows it. */
  static String text(HolderCode code) {
    return code.type() + ":" + code.value();
  }

  /** What is said of the newest version of any licence of a holder. */
  Optional<LicenceFacts> factsOfHolder(UUID holder) {
    return facts("where l.holder = ? order by v.id desc limit 1", holder);
  }

  /** What a version says. */
  Optional<LicenceFacts> factsOfVersion(UUID version) {
    return facts("where v.id = ?", version);
  }

  private Optional<LicenceFacts> facts(String where, UUID id) {
    return database
        .sql(VERSION + where)
        .param(id)
        .query(this::read)
        .optional()
        .map(RegisteredLicence::facts);
  }

  private UUID holder(HolderCode code, UUID fresh) {
    String text = text(code);
    for (BlindIndexValue index : indexes.all("licence_holder", "index", text)) {
      Optional<UUID> known = holder(index);
      if (known.isPresent()) {
        return known.get();
      }
    }
    if (rows.claim("licence_holder", "holder", text, fresh)) {
      return fresh;
    }
    // Another act came first; its surrogate stands.
    return indexes.all("licence_holder", "index", text).stream()
        .flatMap(index -> holder(index).stream())
        .findFirst()
        .orElseThrow();
  }

  private Optional<UUID> holder(BlindIndexValue index) {
    return database
        .sql("select holder from licence_holder where index = ? and key_version = ?")
        .params(index.value().toByteArray(), index.version())
        .query(UUID.class)
        .optional();
  }

  private RegisteredLicence read(ResultSet row, int number) throws SQLException {
    UUID version = row.getObject(5, UUID.class);
    byte[] plain = cipher.decrypt(new Cell(VERSIONS, "content", version), row.getBytes(8));
    Content content = json.readValue(plain, Content.class);
    try {
      return new RegisteredLicence(
          row.getObject(1, UUID.class),
          row.getObject(2, UUID.class),
          new OrganizationId(row.getString(3)),
          LicenceStatus.valueOf(row.getString(4)),
          row.getObject(6, OffsetDateTime.class).toInstant(),
          row.getObject(7, UUID.class),
          row.getInt(9),
          LicenceFacts.read(content.facts()),
          content.data());
    } catch (MalformedException damaged) {
      throw new IllegalStateException("a stored licence does not read back", damaged);
    }
  }
}
