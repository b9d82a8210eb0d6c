package org.liangzheng.api.licence;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.custody.BlindIndex;
import org.liangzheng.api.custody.BlindIndexValue;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.licence.HolderCode;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;
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
  private final JsonMapper json;

  LicenceRegister(JdbcClient database, FieldCipher cipher, BlindIndex indexes, JsonMapper json) {
    this.database = database;
    this.cipher = cipher;
    this.indexes = indexes;
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
    BlindIndexValue index = indexes.of("licence_identifier", "index", facts.id().text());
    database
        .sql("insert into licence_identifier (index, key_version, version_id) values (?, ?, ?)")
        .params(index.value().toByteArray(), index.version(), ids.version())
        .update();
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

  /** The surrogate of a holder who has or had a licence. */
  Optional<UUID> holder(HolderCode code) {
    String text = code.type() + ":" + code.value();
    return indexes.all("licence_holder", "index", text).stream()
        .flatMap(index -> holder(index).stream())
        .findFirst();
  }

  /** A holder's licences of a type that are neither ended nor replaced, expired or not. */
  List<RegisteredLicence> standing(UUID holder, LicenceTypeCode type) {
    return database
        .sql(
            VERSION
                + "where l.holder = ? and l.type = ? and l.status in ('IN_FORCE', 'SUSPENDED')"
                + " and v.version = l.current_version")
        .params(holder, type.value())
        .query(this::read)
        .list();
  }

  /**
   * The surrogate of a holder, in the transaction that writes a licence.
   *
   * @param fresh for a holder that has none yet
   */
  UUID holder(HolderCode code, UUID fresh) {
    String text = code.type() + ":" + code.value();
    for (BlindIndexValue index : indexes.all("licence_holder", "index", text)) {
      Optional<UUID> known = holder(index);
      if (known.isPresent()) {
        return known.get();
      }
    }
    BlindIndexValue index = indexes.of("licence_holder", "index", text);
    database
        .sql(
            "insert into licence_holder (index, key_version, holder) values (?, ?, ?)"
                + " on conflict do nothing")
        .params(index.value().toByteArray(), index.version(), fresh)
        .update();
    // Another act may have come first; then its surrogate stands.
    return holder(index).orElseThrow();
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
