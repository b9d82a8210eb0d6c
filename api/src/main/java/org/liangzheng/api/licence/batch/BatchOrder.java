package org.liangzheng.api.licence.batch;

import java.util.Optional;
import java.util.UUID;
import org.liangzheng.verifier.format.licence.OrganizationId;

/**
 * Who asks for a batch, and of what kind.
 *
 * @param source what it belongs to, by its kind
 * @param authority in whose name
 * @param actor who asks: an opaque id
 */
public record BatchOrder(
    String kind, Optional<UUID> source, OrganizationId authority, String actor) {}
