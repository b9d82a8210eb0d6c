package org.liangzheng.api.trust;

import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.pack.EvidencePack;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Published packs, newest last. */
@Repository
class PackStore {
  /** Kept, to see what was published lately. */
  private static final int KEPT = 100;

  private final JdbcClient database;

  PackStore(JdbcClient database) {
    this.database = database;
  }

  Optional<Long> newestVersion() {
    return database
        .sql("select version from trust_pack order by version desc limit 1")
        .query(Long.class)
        .optional();
  }

  byte[] bytes(long version) {
    return database
        .sql("select pack from trust_pack where version = ?")
        .param(version)
        .query(byte[].class)
        .single();
  }

  Optional<PackRow> newestMark() {
    return database
        .sql(
            "select version, issued_at, coalesce(licences_list, 0), coalesce(seals_list, 0)"
                + " from trust_pack order by version desc limit 1")
        .query((row, _) ->
            new PackRow(
                row.getLong(1),
                row.getObject(2, OffsetDateTime.class).toInstant(),
                row.getLong(3),
                row.getLong(4)))
        .optional();
  }

  /**
   * Adds a pack; another node may have published the same version first, then that one stands.
   *
   * @param mark of the status lists in it; none for a pack without
   * @return whether this one stands
   */
  boolean insert(EvidencePack pack, byte[] bytes, @Nullable PackRow mark) {
    return database
            .sql(
                "insert into trust_pack (version, issued_at, expires_at, sha256, pack,"
                    + " licences_list, seals_list) values (?, ?, ?, ?, ?, ?, ?)"
                    + " on conflict do nothing")
            .param(1, pack.version())
            .param(2, pack.issuedAt().atOffset(ZoneOffset.UTC))
            .param(3, pack.expiresAt().atOffset(ZoneOffset.UTC))
            .param(4, Sha256Digest.of(bytes).value().toByteArray())
            .param(5, bytes)
            .param(6, mark == null ? null : mark.licencesList(), Types.BIGINT)
            .param(7, mark == null ? null : mark.sealsList(), Types.BIGINT)
            .update()
        == 1;
  }

  /** Forgets packs that are long superseded; nobody is served them. */
  void prune(long newest) {
    database.sql("delete from trust_pack where version <= ?").param(newest - KEPT).update();
  }
}
