package org.liangzheng.api.licence.batch;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.verifier.format.licence.OrganizationId;

/**
 * A batch as it stands.
 *
 * @param lastLine number of the last line received
 * @param lines how many of them are not blank
 * @param pausedUntil only while it lies ahead
 * @param pauseCode code of the problem it waits for
 * @param failures pauses in a row
 */
record Batch(
    UUID id,
    BatchOrder order,
    State state,
    int uploadAttempt,
    int nextPart,
    int lastLine,
    int lines,
    long bytes,
    int chunks,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    Optional<Instant> pausedUntil,
    Optional<String> pauseCode,
    int failures,
    boolean resultsGone) {
  enum State {
    UPLOADING,
    RUNNING,
    CANCELLING,
    CANCELLED,
    DONE;

    boolean finished() {
      return this == CANCELLED || this == DONE;
    }
  }

  OrganizationId authority() {
    return order.authority();
  }
}
