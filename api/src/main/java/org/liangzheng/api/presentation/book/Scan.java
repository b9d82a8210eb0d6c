package org.liangzheng.api.presentation.book;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.verifier.format.licence.OrganizationId;

/**
 * One scan by a point.
 *
 * @param presentation what was scanned; empty where nothing of ours was
 * @param reason why there is no verdict, or why the verdict is not VALID
 * @param reference four letters and digits to be read aloud
 * @param number the two digits that the counter shows
 * @param choices the three that the holder is shown
 */
public record Scan(
    UUID id,
    UUID point,
    OrganizationId authority,
    Optional<UUID> presentation,
    String scene,
    Mode mode,
    State state,
    Optional<String> verdict,
    Optional<String> reason,
    String reference,
    Instant at,
    Optional<Instant> lapsesAt,
    Optional<String> number,
    List<String> choices) {
  public Scan {
    choices = List.copyOf(choices);
  }

  /** How the code was checked. Names are stored. */
  public enum Mode {
    ONLINE,
    OFFLINE,
    FACE
  }

  /** Where a scan stands. Names are stored. */
  public enum State {
    /** There is a verdict. */
    VERDICT,
    /** The holder is asked. */
    ASKED,
    /** There is none and will be none. */
    NOT_CHECKED,
    /** It was no code of ours. */
    UNREADABLE
  }
}
