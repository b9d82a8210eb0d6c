package org.liangzheng.api.licence;

import java.time.Instant;
import java.util.UUID;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.format.licence.OrganizationId;
import tools.jackson.databind.JsonNode;

/**
 * A version of a licence as the register has it.
 *
 * @param holder the holder's surrogate
 * @param currentVersion number of the newest version
 * @param file where the document feature keeps the sealed file
 */
record RegisteredLicence(
    UUID id,
    UUID holder,
    OrganizationId authority,
    LicenceStatus status,
    Instant issuedAt,
    UUID file,
    int currentVersion,
    LicenceFacts facts,
    JsonNode data) {
  /** Whether a newer version replaced this one. */
  boolean superseded() {
    return facts.id().version() < currentVersion;
  }
}
