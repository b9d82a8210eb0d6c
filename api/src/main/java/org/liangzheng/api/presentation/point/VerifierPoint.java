package org.liangzheng.api.presentation.point;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.identity.PublicJwk;
import org.liangzheng.api.text.Said;
import org.liangzheng.verifier.format.licence.OrganizationId;

/**
 * A registered verifier point.
 *
 * @param authority whose point it is
 * @param scenes codes of the scenes it may scan for
 * @param key of its device or browser; empty until it is enrolled
 */
public record VerifierPoint(
    UUID id,
    OrganizationId authority,
    Said name,
    Said place,
    PlaceKind placeKind,
    List<String> scenes,
    Instant createdAt,
    Optional<PublicJwk> key,
    Optional<Instant> enrolledAt,
    Optional<Instant> suspendedAt,
    Optional<Instant> revokedAt) {
  public VerifierPoint {
    scenes = List.copyOf(scenes);
  }

  /** Neither suspended nor revoked. */
  public boolean isActive() {
    return suspendedAt.isEmpty() && revokedAt.isEmpty();
  }

  /** Where it stands in its life. */
  public State state() {
    if (revokedAt.isPresent()) {
      return State.REVOKED;
    }
    if (suspendedAt.isPresent()) {
      return State.SUSPENDED;
    }
    return key.isPresent() ? State.ENROLLED : State.REGISTERED;
  }

  /** What can be said of a point. */
  public enum State {
    /** It has no key yet. */
    REGISTERED,
    ENROLLED,
    SUSPENDED,
    /** For good. */
    REVOKED
  }
}
