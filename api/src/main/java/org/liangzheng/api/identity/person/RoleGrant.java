package org.liangzheng.api.identity.person;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.verifier.format.licence.OrganizationId;

/**
 * A role somebody has or had.
 *
 * @param proposal that two people approved; empty for the first administrators
 */
public record RoleGrant(
    UUID id,
    UUID account,
    OrganizationId authority,
    Role role,
    Optional<UUID> proposal,
    Instant grantedAt,
    Optional<Instant> revokedAt) {}
