package org.liangzheng.api.catalogue.matter;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * A published version of a matter as it was written.
 *
 * @param id opaque, of this version
 * @param newest whether no later version was published
 * @param withdrawnAt since when no case is opened by it; versions that were replaced have none
 */
public record PublishedMatter(
    UUID id,
    String code,
    int version,
    JsonNode definition,
    Instant publishedAt,
    boolean newest,
    Optional<Instant> withdrawnAt) {
  /** What it says. */
  public Matter matter() {
    return MatterReader.published(definition, version);
  }
}
