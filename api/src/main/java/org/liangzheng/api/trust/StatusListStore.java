package org.liangzheng.api.trust;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.status.StatusListToken;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Signed lists as published, newest last; older ones are of no use to anybody. */
@Repository
class StatusListStore {
  /** Kept, so that a node that just read a version still finds its bytes. */
  private static final int KEPT = 5;

  private final JdbcClient database;

  StatusListStore(JdbcClient database) {
    this.database = database;
  }

  Optional<ListMark> newest(StatusKind kind) {
    return database
        .sql(
            "select version, issued_at, subject from trust_status_list where kind = ?"
                + " order by version desc limit 1")
        .param(kind.name())
        .query((row, _) ->
            new ListMark(
                row.getLong(1),
                row.getObject(2, OffsetDateTime.class).toInstant(),
                row.getString(3)))
        .optional();
  }

  byte[] bytes(StatusKind kind, long version) {
    return database
        .sql("select list from trust_status_list where kind = ? and version = ?")
        .params(kind.name(), version)
        .query(byte[].class)
        .single();
  }

  /**
   * Adds a list and takes the changes that it shows off the pile; call it inside a transaction.
   *
   * @return false if another node has published this version: nothing is done then
   */
  boolean insert(
      StatusKind kind, long version, StatusListToken token, byte[] bytes, List<Long> changes) {
    int rows =
        database
            .sql(
                "insert into trust_status_list (kind, version, issued_at, expires_at, sha256, list,"
                    + " subject) values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing")
            .params(
                kind.name(),
                version,
                token.issuedAt().atOffset(ZoneOffset.UTC),
                token.expiresAt().atOffset(ZoneOffset.UTC),
                Sha256Digest.of(bytes).value().toByteArray(),
                bytes,
                token.subject())
            .update();
    if (rows == 1) {
      database
          .sql("delete from trust_status_change where id = any(?)")
          .param(changes.stream().mapToLong(Long::longValue).toArray())
          .update();
      database
          .sql("delete from trust_status_list where kind = ? and version <= ?")
          .params(kind.name(), version - KEPT)
          .update();
    }
    return rows == 1;
  }
}
