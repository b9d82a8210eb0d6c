package org.liangzheng.api.identity;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Identifiers of proofs of possession that were used (RFC 9449 §11.1), for all nodes: what one has
 * seen no other takes.
 */
final class SpentProofs {
  /** Beyond the minute that a proof may be old or early, so that no clock brings one back. */
  private static final Duration KEPT = Duration.ofMinutes(5);

  private static final int BATCH = 5000;

  private final JdbcClient jdbc;
  private final Clock clock;

  SpentProofs(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * @param key thumbprint of the key that signed
   * @param jti unique with the key
   * @return whether this is its first use
   */
  boolean spend(String key, String jti) {
    byte[] name = (key + " " + jti).getBytes(StandardCharsets.UTF_8);
    return jdbc.sql(
                "insert into identity_proof (proof_hash, expires_at) values (?, ?)"
                    + " on conflict do nothing")
            .params(
                Sha256Digest.of(name).value().toByteArray(),
                Timestamp.from(clock.instant().plus(KEPT)))
            .update()
        == 1;
  }

  /** Forgets those that are refused for their age. */
  void forget() {
    Timestamp now = Timestamp.from(clock.instant());
    int rows;
    do {
      rows =
          jdbc.sql(
                  "delete from identity_proof where proof_hash in (select proof_hash"
                      + " from identity_proof where expires_at < ? limit ? for update skip locked)")
              .params(now, BATCH)
              .update();
    } while (rows == BATCH);
  }
}
