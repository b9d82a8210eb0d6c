package org.liangzheng.api.catalogue.publication;

import java.time.Instant;
import java.util.UUID;
import org.liangzheng.verifier.format.licence.OrganizationId;
import tools.jackson.databind.JsonNode;

/**
 * Something that is being written; it belongs to the authority that writes it.
 *
 * @param id also of the version that it becomes
 * @param replaces number of the newest version when it was last written; 0 for none
 * @param definition a JSON object, perhaps not yet a right one
 */
record Draft(
    UUID id, OrganizationId authority, int replaces, JsonNode definition, Instant changedAt) {}
