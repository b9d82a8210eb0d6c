package org.liangzheng.verifier.format.pack;

import java.time.Duration;
import java.time.Instant;

/**
 * How long the evidence of a pack is fresh: until the pack's own end or the verifier's limit,
 * whichever comes first.
 *
 * @param limit the verifier's own limit, a setting
 */
public record PackAge(Instant issuedAt, Instant expiresAt, Duration limit) {
  /** Four hours. */
  public static final Duration DEFAULT_LIMIT = Duration.ofHours(4);

  public static PackAge of(EvidencePack pack, Duration limit) {
    return new PackAge(pack.issuedAt(), pack.expiresAt(), limit);
  }

  /** Age at an instant; never negative, as a pack issued later knows more, not less. */
  public Duration at(Instant instant) {
    return instant.isBefore(issuedAt) ? Duration.ZERO : Duration.between(issuedAt, instant);
  }

  public boolean tooOldAt(Instant instant) {
    return instant.isAfter(expiresAt) || at(instant).compareTo(limit) > 0;
  }
}
