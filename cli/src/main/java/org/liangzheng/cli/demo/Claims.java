package org.liangzheng.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a step claims: each claim is checked when it is made, said, and counted. */
final class Claims {
  private final Screen screen;
  private final List<String> held = new ArrayList<>();
  private final List<String> notBuilt = new ArrayList<>();

  Claims(Screen screen) {
    this.screen = screen;
  }

  /**
   * Claims something.
   *
   * @param key of its sentence, {@code claim.…}
   * @throws ClaimFailedException if it does not hold
   */
  void that(boolean holds, String key, Object... arguments) {
    if (!holds) {
      screen.refuted("claim." + key, "", arguments);
      throw new ClaimFailedException(key);
    }
    held.add(key);
    screen.held("claim." + key, arguments);
  }

  /**
   * Claims that one thing is another; what it is instead is shown, so only codes, counts and the
   * like are compared so.
   */
  void same(Object expected, Object actual, String key, Object... arguments) {
    if (!Objects.equals(expected, actual)) {
      screen.refuted("claim." + key, actual + " ≠ " + expected, arguments);
      throw new ClaimFailedException(key);
    }
    that(true, key, arguments);
  }

  /** Says that the service lacks a part of this step, which is then not counted as passed. */
  void notBuilt(String part) {
    notBuilt.add(part);
    screen.open("part." + part);
  }

  int count() {
    return held.size();
  }

  List<String> held() {
    return List.copyOf(held);
  }

  /** How a step ended that came to its end. */
  Outcome outcome() {
    return notBuilt.isEmpty() ? new Outcome.Passed() : new Outcome.NotBuilt(notBuilt);
  }
}
