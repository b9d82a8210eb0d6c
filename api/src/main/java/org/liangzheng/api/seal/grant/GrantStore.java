package org.liangzheng.api.seal.grant;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.custody.KeyRef;
import org.liangzheng.api.seal.grant.SealGrant.End;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of grants; they are ended and never deleted. */
@Component
class GrantStore {
  static final String TABLE = "seal_grant";

  private final JdbcClient database;
  private final FieldCipher cipher;

  GrantStore(JdbcClient database, FieldCipher cipher) {
    this.database = database;
    this.cipher = cipher;
  }

  /** Throws a DuplicateKeyException if there is one that is not ended. */
  void insert(SealGrant grant) {
    database
        .sql(
            "insert into seal_grant (id, seal, authority, type, version, role, last_day, proposal,"
                + " granted_by, granted_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            grant.id(),
            grant.seal(),
            grant.authority().value(),
            grant.type().value(),
            grant.version(),
            grant.role())
        .param(grant.lastDay().orElse(null))
        .params(grant.id(), grant.grantedBy(), utc(grant.grantedAt()))
        .update();
  }

  /**
   * Ends one.
   *
   * @return false if it was ended before
   */
  boolean end(UUID id, End end) {
    return database
            .sql(
                "update seal_grant set ended_by = ?, ended_at = ?, reason = ?"
                    + " where id = ? and ended_at is null")
            .params(
                end.actor(),
                utc(end.at()),
                cipher.encrypt(cell(id), end.reason().getBytes(StandardCharsets.UTF_8)),
                id)
            .update()
        == 1;
  }

  /** The one that is not ended, if there is one. */
  Optional<SealGrant> open(UUID seal, LicenceTypeCode type, int version) {
    return database
        .sql(
            "select * from seal_grant where seal = ? and type = ? and version = ?"
                + " and ended_at is null")
        .params(seal, type.value(), version)
        .query((row, _) -> read(row))
        .optional();
  }

  Optional<SealGrant> find(UUID id, OrganizationId authority) {
    return database
        .sql("select * from seal_grant where id = ? and authority = ?")
        .params(id, authority.value())
        .query((row, _) -> read(row))
        .optional();
  }

  /** Those of an authority in the order in which they were proposed. */
  List<SealGrant> list(OrganizationId authority, @Nullable UUID after, int most) {
    return database
        .sql(
            "select * from seal_grant where authority = ? and (?::uuid is null or id > ?)"
                + " order by id limit ?")
        .param(authority.value())
        .param(after)
        .param(after)
        .param(most)
        .query((row, _) -> read(row))
        .list();
  }

  /**
   * The key of a licence seal that is in use or suspended, held as it is until the transaction
   * ends: no renewal takes its place meanwhile.
   */
  Optional<KeyRef> key(UUID seal) {
    return database
        .sql(
            "select key_ref from seal where id = ? and kind = 'LICENCE'"
                + " and state in ('ACTIVE', 'SUSPENDED') for share")
        .param(seal)
        .query(String.class)
        .optional()
        .map(KeyRef::new);
  }

  /** The licence seal of an authority, in use or suspended. */
  Optional<UUID> seal(OrganizationId authority) {
    return database
        .sql(
            "select id from seal where authority = ? and kind = 'LICENCE'"
                + " and state in ('ACTIVE', 'SUSPENDED') order by state limit 1")
        .param(authority.value())
        .query(UUID.class)
        .optional();
  }

  private SealGrant read(ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    byte[] reason = row.getBytes("reason");
    return new SealGrant(
        id,
        row.getObject("seal", UUID.class),
        new OrganizationId(row.getString("authority")),
        new LicenceTypeCode(row.getString("type")),
        row.getInt("version"),
        row.getString("role"),
        Optional.ofNullable(row.getObject("last_day", LocalDate.class)),
        row.getString("granted_by"),
        row.getObject("granted_at", OffsetDateTime.class).toInstant(),
        reason == null
            ? Optional.empty()
            : Optional.of(
                new End(
                    row.getString("ended_by"),
                    row.getObject("ended_at", OffsetDateTime.class).toInstant(),
                    new String(cipher.decrypt(cell(id), reason), StandardCharsets.UTF_8))));
  }

  private static Cell cell(UUID id) {
    return new Cell(TABLE, "reason", id);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
