package org.liangzheng.api.presentation.code;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.custody.KeyRef;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.RevocationList;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of presentation keys, their certifier and its revocation list. */
@Repository
class KeyRows {
  private final JdbcClient database;

  KeyRows(JdbcClient database) {
    this.database = database;
  }

  /**
   * A presentation key.
   *
   * @param useFrom from when codes are signed with it
   */
  record Row(
      UUID id,
      Certificate certificate,
      ByteString wrapped,
      String wrappingKey,
      Instant useFrom,
      Optional<Instant> revokedAt) {}

  void insert(Row row, Instant now) {
    database
        .sql(
            "insert into presentation_key (id, certificate, wrapped, wrapping_key, made_at,"
                + " use_from, valid_until) values (?, ?, ?, ?, ?, ?, ?)")
        .params(
            row.id(),
            row.certificate().der().toByteArray(),
            row.wrapped().toByteArray(),
            row.wrappingKey(),
            at(now),
            at(row.useFrom()),
            at(row.certificate().notAfter()))
        .update();
  }

  /** Those whose certificate has not ended, the last to be used first. */
  List<Row> valid(Instant now) {
    return database
        .sql(
            "select id, certificate, wrapped, wrapping_key, use_from, revoked_at"
                + " from presentation_key where valid_until > ? order by use_from desc, id desc")
        .param(at(now))
        .query(KeyRows::read)
        .list();
  }

  /** Returns whether it was not revoked before. */
  boolean revoke(UUID id, Instant now) {
    return database
            .sql("update presentation_key set revoked_at = ? where id = ? and revoked_at is null")
            .params(at(now), id)
            .update()
        == 1;
  }

  /** What ended long ago; nothing is signed or checked with it. */
  void forget(Instant before) {
    var _ =
        database
            .sql("delete from presentation_key where valid_until < ?")
            .param(at(before))
            .update();
  }

  Optional<KeyRef> certifier() {
    return database
        .sql("select key_ref from presentation_authority order by activated_at desc limit 1")
        .query((row, _) -> new KeyRef(row.getString(1)))
        .optional();
  }

  void setCertifier(KeyRef key, Instant now) {
    var _ =
        database
            .sql(
                "insert into presentation_authority (key_ref, activated_at) values (?, ?)"
                    + " on conflict do nothing")
            .params(key.value(), at(now))
            .update();
  }

  Optional<RevocationList> revocations() {
    return database
        .sql("select list from presentation_revocation order by number desc limit 1")
        .query((row, _) -> {
          try {
            return RevocationList.of(row.getBytes(1));
          } catch (MalformedException damaged) {
            throw new IllegalStateException("a stored revocation list is damaged", damaged);
          }
        })
        .optional();
  }

  void insert(long number, RevocationList list) {
    var _ =
        database
            .sql(
                "insert into presentation_revocation (number, list) values (?, ?)"
                    + " on conflict do nothing")
            .params(number, list.der().toByteArray())
            .update();
  }

  private static Row read(ResultSet row, int number) throws SQLException {
    OffsetDateTime revoked = row.getObject("revoked_at", OffsetDateTime.class);
    try {
      return new Row(
          row.getObject("id", UUID.class),
          Certificate.of(row.getBytes("certificate")),
          ByteString.of(row.getBytes("wrapped")),
          row.getString("wrapping_key"),
          row.getObject("use_from", OffsetDateTime.class).toInstant(),
          Optional.ofNullable(revoked).map(OffsetDateTime::toInstant));
    } catch (MalformedException damaged) {
      throw new IllegalStateException("a stored certificate is damaged", damaged);
    }
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
