package org.liangzheng.api.custody;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The replacement of a key of the database.
 *
 * @param toVersion the new version; everything under another one is old
 * @param horizon transactions before this one may have worked by the phase before
 * @param pass times all columns or tables were gone through in this phase
 * @param place column or table the pass has come to; null: at its beginning
 * @param lastRow the last row done there
 * @param found rows under an old version met in this pass
 * @param damaged rows of this pass that could not be moved; between passes, of the last one
 * @param moved rows moved or deleted in all
 */
record Rotation(
    UUID id,
    DataKeyKind kind,
    int toVersion,
    RotationPhase phase,
    Instant phaseSince,
    long horizon,
    int pass,
    @Nullable String place,
    @Nullable String lastRow,
    long found,
    long damaged,
    long moved,
    Instant startedAt,
    @Nullable Instant finishedAt) {

  Rotation at(@Nullable String nextPlace, @Nullable String nextRow, Chunk chunk) {
    return new Rotation(
        id,
        kind,
        toVersion,
        phase,
        phaseSince,
        horizon,
        pass,
        nextPlace,
        nextRow,
        found + chunk.found(),
        (place == null ? 0 : damaged) + chunk.damaged(),
        moved + chunk.moved(),
        startedAt,
        finishedAt);
  }

  /** Once more from the beginning; what could not be moved is tried again later. */
  Rotation nextPass(Instant now) {
    return new Rotation(
        id,
        kind,
        toVersion,
        phase,
        damaged > 0 ? now : phaseSince,
        horizon,
        pass + 1,
        null,
        null,
        0,
        damaged,
        moved,
        startedAt,
        finishedAt);
  }

  Rotation in(RotationPhase next, Instant now, long newHorizon) {
    return new Rotation(
        id,
        kind,
        toVersion,
        next,
        now,
        newHorizon,
        0,
        null,
        null,
        0,
        0,
        moved,
        startedAt,
        next == RotationPhase.DONE ? now : null);
  }

  /**
   * What a step did.
   *
   * @param lastRow the last row looked at; null: there are no more at this place
   */
  record Chunk(@Nullable String lastRow, long found, long moved, long damaged) {}
}
