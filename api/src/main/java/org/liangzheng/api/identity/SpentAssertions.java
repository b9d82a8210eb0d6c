package org.liangzheng.api.identity;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which assertions have been used: each counts once, on whichever node. */
final class SpentAssertions {

  /** Kept beyond their end by more than the clocks of nodes may differ. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private static final int BATCH = 1000;

  private final JdbcClient jdbc;
  private final Clock clock;

  SpentAssertions(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * @param jti its identifier, unique with the client
   * @param end from which it is refused anyway
   * @return whether this is its first use
   */
  boolean spend(Client client, String jti, Instant end) {
    return jdbc.sql(
                "insert into identity_assertion (client, jti_hash, expires_at) values (?, ?, ?)"
                    + " on conflict do nothing")
            .params(
                client.id(),
                Sha256Digest.of(jti.getBytes(StandardCharsets.UTF_8)).value().toByteArray(),
                Timestamp.from(end))
            .update()
        == 1;
  }

  /** Forgets those that are refused for their age. */
  int forget() {
    Timestamp limit = Timestamp.from(clock.instant().minus(MARGIN));
    int gone = 0;
    int rows;
    do {
      rows =
          jdbc.sql(
                  "delete from identity_assertion where (client, jti_hash) in"
                      + " (select client, jti_hash from identity_assertion"
                      + " where expires_at < ? limit ? for update skip locked)")
              .params(limit, BATCH)
              .update();
      gone += rows;
    } while (rows == BATCH);
    return gone;
  }
}
