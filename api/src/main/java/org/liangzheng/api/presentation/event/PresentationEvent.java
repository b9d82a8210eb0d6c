package org.liangzheng.api.presentation.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a presentation. It names ids and words of fixed lists only.
 *
 * @param id position: grows with each event of a presentation
 * @param scan the scan it is about
 * @param point the point it is about
 * @param word a verdict, or why it stopped
 */
public record PresentationEvent(
    long id,
    UUID presentation,
    Kind kind,
    Instant at,
    @Nullable UUID scan,
    @Nullable UUID point,
    @Nullable String word) {
  /** What can happen. Names are stored. */
  public enum Kind {
    /** A point asks in a sensitive scene. */
    ASKED,
    /** A point was given its answer. */
    CHECKED,
    /** The holder said no. */
    REFUSED,
    /** A wrong number, or nobody had said one. */
    STOPPED,
    /** The holder did not answer in time. */
    LAPSED,
    /** Another point was told that the code was used. */
    TRIED,
    /** The holder ended it, or it was left alone. */
    ENDED
  }
}
