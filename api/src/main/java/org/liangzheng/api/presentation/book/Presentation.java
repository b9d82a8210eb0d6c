package org.liangzheng.api.presentation.book;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A holder shows a licence for a scene.
 *
 * @param holder surrogate of the licence's holder
 * @param party who shows it
 * @param session the sign-in in which it is shown; only that answers
 * @param scene code of the catalogue
 * @param elder whether answers may take longer
 */
public record Presentation(
    UUID id,
    UUID licence,
    UUID holder,
    UUID party,
    UUID session,
    String scene,
    CodeKind kind,
    boolean elder,
    Instant startedAt,
    Optional<Instant> endedAt) {
  /** Kinds of codes that are shown. Names are stored. */
  public enum CodeKind {
    ONLINE,
    OFFLINE
  }
}
