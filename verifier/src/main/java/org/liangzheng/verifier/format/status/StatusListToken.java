package org.liangzheng.verifier.format.status;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What is said in a signed status list ({@code statuslist+jwt}).
 *
 * @param subject the address it is served at, which says whose list it is
 * @param issuedAt whole seconds
 * @param expiresAt whole seconds, after {@code issuedAt}
 * @param timeToLive how long a reader may use it before it asks again, whole seconds, at least one
 */
public record StatusListToken(
    String subject, Instant issuedAt, Instant expiresAt, Duration timeToLive, StatusList list) {
  /** The header's typ. */
  public static final String TYPE = "statuslist+jwt";

  public StatusListToken {
    if (subject.isBlank()
        || !whole(issuedAt)
        || !whole(expiresAt)
        || issuedAt.getEpochSecond() < 1
        || !issuedAt.isBefore(expiresAt)
        || timeToLive.toNanosPart() != 0
        || timeToLive.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("subject or times of the status list are wrong");
    }
  }

  private static boolean whole(Instant instant) {
    return instant.equals(instant.truncatedTo(ChronoUnit.SECONDS));
  }
}
