package org.liangzheng.api.licence.external;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.licence.LicenceStatus;
import org.liangzheng.verifier.format.licence.OrganizationId;

/**
 * A foreign licence as the register has it.
 *
 * @param issuer its source
 * @param authority who issued it, by its identifier; a region's code stands for its source's
 * @param intake what the file's verification said when it came in
 */
record ExternalLicence(
    UUID id,
    UUID issuer,
    UUID holder,
    String type,
    OrganizationId authority,
    LicenceStatus status,
    long contentSequence,
    long statusSequence,
    List<String> findings,
    Optional<Intake> intake,
    Optional<UUID> file,
    Stored stored,
    Instant takenAt,
    Instant changedAt) {

  /** A verification of the past. */
  record Intake(String verdict, List<String> reasons, Instant at) {}
}
