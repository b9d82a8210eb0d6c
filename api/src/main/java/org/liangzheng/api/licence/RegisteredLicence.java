package org.liangzheng.api.licence;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.format.licence.OrganizationId;
import tools.jackson.databind.JsonNode;

/**
 * A version of a licence as the register has it.
 *
 * @param holder the holder's surrogate
 * @param statusSince when the last act took effect, at first the issuing
 * @param typeVersion version of the type it was issued under
 * @param version own id of this version
 * @param issuedAt when this version was
 * @param currentVersion number of the newest version
 * @param file where the document feature keeps the sealed file
 */
public record RegisteredLicence(
    UUID id,
    UUID holder,
    OrganizationId authority,
    LicenceStatus status,
    Instant statusSince,
    int typeVersion,
    UUID version,
    Instant issuedAt,
    UUID file,
    int currentVersion,
    LicenceFacts facts,
    JsonNode data) {
  /** Whether a newer version replaced this one. */
  public boolean superseded() {
    return facts.id().version() < currentVersion;
  }

  /** What it is on a legal day. */
  public LicenceState stateOn(LocalDate day) {
    return LicenceState.of(status, facts.validUntil(), day);
  }

  /** The id only: the rest is personal data. */
  @Override
  public String toString() {
    return "RegisteredLicence[" + id + "]";
  }
}
