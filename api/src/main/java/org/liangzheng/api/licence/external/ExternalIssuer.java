package org.liangzheng.api.licence.external;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.verifier.format.licence.OrganizationId;

/**
 * A source of licences that somebody else issued.
 *
 * @param code its key: 2 to 40 of a-z, 0-9 and hyphen
 * @param authority whose licences it delivers
 * @param keeper the department of this service that opened the source and answers for it
 * @param client the machine client that delivers; without one any client of the keeper's may
 * @param staleAfter a source not heard for longer no longer vouches for anything being in force
 * @param disabledAt since when nothing is taken from it; it does not come back
 */
record ExternalIssuer(
    UUID id,
    String code,
    String name,
    OrganizationId authority,
    OrganizationId keeper,
    Optional<String> client,
    Duration staleAfter,
    Instant registeredAt,
    Optional<Instant> heardAt,
    Optional<Instant> disabledAt) {

  /** How fresh its word is. */
  SourceView source(Instant now) {
    Instant heard = heardAt.isPresent() ? heardAt.get() : null;
    return new SourceView(
        "EXTERNAL",
        code,
        name,
        heard,
        heard == null ? null : Math.max(0, Duration.between(heard, now).toSeconds()),
        staleAfter.toSeconds(),
        isStale(now));
  }

  /** Whether its silence says nothing: a disabled source cannot be heard any more. */
  boolean isStale(Instant now) {
    return disabledAt.isPresent()
        || heardAt.isEmpty()
        || heardAt.get().plus(staleAfter).isBefore(now);
  }
}
