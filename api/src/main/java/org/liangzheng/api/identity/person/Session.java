package org.liangzheng.api.identity.person;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.verifier.format.licence.OrganizationId;

/**
 * One sign-in of one person that has not ended.
 *
 * @param authenticatedAt when the person last proved who it is
 * @param acting the authority it acts for in the pages; empty: as a holder
 */
public record Session(
    UUID id,
    UUID account,
    UUID party,
    Assurance assurance,
    Instant authenticatedAt,
    Optional<OrganizationId> acting,
    boolean mustChangePassword) {}
