package org.liangzheng.api.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.verifier.format.log.LogEntry;

/**
 * An entry as it is kept.
 *
 * @param position its place in the tree, once it has one
 */
record AuditRow(
    UUID id, String act, UUID subject, Instant at, LogEntry entry, Optional<Long> position) {}
