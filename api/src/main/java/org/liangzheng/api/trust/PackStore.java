package org.liangzheng.api.trust;

import java.time.ZoneOffset;
import java.util.Optional;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.pack.EvidencePack;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Published packs, newest last. */
@Repository
class PackStore {
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

  /** Adds a pack; another node may have published the same version first, then that one stands. */
  void insert(EvidencePack pack, byte[] bytes) {
    database
        .sql(
            "insert into trust_pack (version, issued_at, expires_at, sha256, pack)"
                + " values (?, ?, ?, ?, ?) on conflict do nothing")
        .params(
            pack.version(),
            pack.issuedAt().atOffset(ZoneOffset.UTC),
            pack.expiresAt().atOffset(ZoneOffset.UTC),
            Sha256Digest.of(bytes).value().toByteArray(),
            bytes)
        .update();
  }
}
