package org.liangzheng.api.catalogue.publication;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * A published version as it was written.
 *
 * @param id opaque, of this version
 * @param definition in its form of docs/formats
 * @param newest whether no later version was published
 * @param withdrawnAt since when it is not used any more; versions that were replaced have none
 */
public record PublishedVersion(
    UUID id,
    String code,
    int version,
    JsonNode definition,
    Instant publishedAt,
    boolean newest,
    Optional<Instant> withdrawnAt) {}
