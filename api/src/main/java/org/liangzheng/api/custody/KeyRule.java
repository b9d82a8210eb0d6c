package org.liangzheng.api.custody;

import java.time.Instant;
import java.time.LocalTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a seal's key may be used for, as custody keeps it and holds each order against it.
 *
 * @param enabled false: the seal is suspended, revoked or not yet in use
 * @param notAfter last instant at which it may sign
 * @param hours hours of the day at which it may sign
 * @param matters codes of matters it may be used for; empty: all
 * @param actors ids of clients and accounts that may use it; empty: all
 * @param perDay fuse: signatures a legal day, at least 1
 */
public record KeyRule(
    boolean enabled,
    Optional<Instant> notAfter,
    Optional<Hours> hours,
    Set<String> matters,
    Set<String> actors,
    OptionalLong perDay) {

  public KeyRule {
    matters = Set.copyOf(matters);
    actors = Set.copyOf(actors);
    if (perDay.isPresent() && perDay.getAsLong() < 1) {
      throw new IllegalArgumentException("a fuse lets one pass at least");
    }
  }

  /** Enabled, and bound by nothing. */
  public static KeyRule open() {
    return new KeyRule(
        true, Optional.empty(), Optional.empty(), Set.of(), Set.of(), OptionalLong.empty());
  }

  /** The same, enabled or not. */
  public KeyRule enabled(boolean now) {
    return new KeyRule(now, notAfter, hours, matters, actors, perDay);
  }

  /**
   * Hours of each day in Asia/Shanghai; from later than until: over midnight.
   *
   * @param until not included
   */
  public record Hours(LocalTime from, LocalTime until) {
    public Hours {
      if (from.equals(until)) {
        throw new IllegalArgumentException("hours are not empty");
      }
    }

    boolean contains(LocalTime time) {
      boolean begun = !time.isBefore(from);
      boolean open = time.isBefore(until);
      return from.isBefore(until) ? begun && open : begun || open;
    }
  }
}
