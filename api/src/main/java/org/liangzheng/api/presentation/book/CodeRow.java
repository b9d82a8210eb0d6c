package org.liangzheng.api.presentation.book;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One code of a presentation. Its handle is not here, only a digest of it is kept.
 *
 * @param scan the scan that used it
 * @param point the point that used it
 */
public record CodeRow(
    UUID id,
    UUID presentation,
    Instant issuedAt,
    Instant expiresAt,
    Optional<UUID> scan,
    Optional<UUID> point,
    Optional<Instant> usedAt) {}
