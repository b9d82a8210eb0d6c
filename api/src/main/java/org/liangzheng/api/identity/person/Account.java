package org.liangzheng.api.identity.person;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.verifier.format.licence.OrganizationId;

/**
 * An account of a natural person.
 *
 * @param id opaque; stands in tokens, logs and the audit log
 * @param party who the person is; the same for all accounts of one person
 * @param registeredBy the authority that made it and may disable it; empty for one that an outside
 *     issuer brought
 * @param mustChange its password is one that somebody else has seen
 */
public record Account(
    UUID id,
    UUID party,
    Optional<OrganizationId> registeredBy,
    boolean mustChange,
    Optional<Instant> disabledAt) {

  public boolean enabled() {
    return disabledAt.isEmpty();
  }
}
