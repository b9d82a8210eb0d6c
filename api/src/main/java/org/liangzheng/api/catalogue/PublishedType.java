package org.liangzheng.api.catalogue;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import tools.jackson.databind.JsonNode;

/**
 * A published version of a licence type as it was written.
 *
 * @param id opaque, of this version
 * @param definition in the form of docs/formats/licence-type.md
 * @param newest whether no later version was published
 * @param withdrawnAt since when nothing is issued by it; versions that were replaced have none
 */
public record PublishedType(
    UUID id,
    LicenceTypeCode code,
    int version,
    JsonNode definition,
    Instant publishedAt,
    boolean newest,
    Optional<Instant> withdrawnAt) {}
