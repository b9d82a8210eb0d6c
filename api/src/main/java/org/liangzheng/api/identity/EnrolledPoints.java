package org.liangzheng.api.identity;

import java.util.Optional;
import java.util.UUID;
import org.liangzheng.verifier.format.licence.OrganizationId;

/** The verifier points that have a key, as their register answers it. */
@FunctionalInterface
public interface EnrolledPoints {
  /** A point that was enrolled, also one that is suspended or revoked. */
  Optional<Point> find(UUID id);

  /** A point and its key. */
  record Point(UUID id, OrganizationId authority, PublicJwk key, Standing standing) {}

  /** Whether a point may work. */
  enum Standing {
    ACTIVE,
    SUSPENDED,
    /** For good. */
    REVOKED
  }
}
