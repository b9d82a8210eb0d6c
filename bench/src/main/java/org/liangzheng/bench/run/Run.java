package org.liangzheng.bench.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When and how a run of an area went.
 *
 * @param start when it began, UTC
 * @param commit of the sources, with {@code +} if they were changed since; {@code unknown} without
 *     git
 * @param look whether it was no measurement: too quick, or of some matches only
 * @param before load before anything of the bench was started
 * @param after load when everything of it had ended; empty while it goes on
 * @param seconds it took so far
 * @param state how far it came
 * @param planned ids of all matches
 * @param left matches (by id) and other parts that were not measured, with the reason of each
 */
public record Run(
    Instant start,
    String commit,
    boolean look,
    Load before,
    Optional<Load> after,
    long seconds,
    State state,
    List<String> planned,
    Map<String, String> left) {
  /** The whole area, where {@link #left} gives the reason why it ended. */
  public static final String AREA = "area";

  /** The figures that are no match. */
  public static final String FIGURES = "figures";

  private static final int LONGEST_REASON = 200;

  /** How far it came. */
  public enum State {
    /** Going on, or broken off without a word. */
    BEGUN,
    /** All that was planned was tried; what failed stands in {@link Run#left}. */
    ENDED,
    /** It could not be prepared. */
    FAILED
  }

  public Run {
    planned = List.copyOf(planned);
    left = Map.copyOf(left);
  }

  /** One about to begin. */
  public static Run begun(Instant start, String commit, boolean look, Load before) {
    return new Run(
        start, commit, look, before, Optional.empty(), 0, State.BEGUN, List.of(), Map.of());
  }

  /** The same with these matches to play. */
  public Run planning(List<String> matches) {
    return new Run(start, commit, look, before, after, seconds, state, matches, left);
  }

  /** The same some time later. */
  public Run after(long elapsed, Map<String, String> notMeasured) {
    return new Run(start, commit, look, before, after, elapsed, state, planned, notMeasured);
  }

  /** The same at its end. */
  public Run ended(Load load) {
    return new Run(
        start, commit, look, before, Optional.of(load), seconds, State.ENDED, planned, left);
  }

  /** The same, not having come further. */
  public Run failed(long elapsed, Throwable cause) {
    Map<String, String> reasons = new TreeMap<>(left);
    reasons.put(AREA, reason(cause));
    return new Run(start, commit, look, before, after, elapsed, State.FAILED, planned, reasons);
  }

  /**
   * A cause in one line that may be published: file names are left out, they say how this machine
   * is laid out.
   */
  public static String reason(Throwable cause) {
    String words = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    String shown = words.replaceAll("(?<![\\w.:])/[^\\s:,;)]+", "…").strip();
    String kind = cause.getClass().getSimpleName();
    boolean plain = cause instanceof IllegalStateException && !shown.isEmpty();
    String line = plain ? shown : kind + ": " + shown;
    return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
  }
}
