package org.liangzheng.bench.service;

import java.util.function.LongToDoubleFunction;

/**
 * Warms a service until it gets no quicker. A service that has just started spends most of its CPU
 * time on being compiled: some thousand requests later the same act costs a third. What is measured
 * is the service as it runs from its second minute to its next upgrade.
 *
 * @param enough an act that takes no less than this share of the best CPU time so far, so often in
 *     a row, is no quicker any more
 * @param calm how often in a row
 * @param most windows at the most
 * @param millis length of a window
 */
public record Warmth(double enough, int calm, int most, long millis) {
  /** Within 3 percent three times in a row, 30 windows of 3 s at the most. */
  public static final Warmth STEADY = new Warmth(0.97, 3, 30, 3_000);

  /** One window, whatever comes of it. */
  public static final Warmth QUICK = new Warmth(0, 1, 1, 300);

  /**
   * Warms.
   *
   * @param perCpuSecond works for so many milliseconds, and says how many operations a CPU-second
   *     did
   * @return windows it took
   */
  public int reach(LongToDoubleFunction perCpuSecond) {
    double best = 0;
    int still = 0;
    for (int window = 1; window <= most; window++) {
      double now = perCpuSecond.applyAsDouble(millis);
      still = best >= now * enough ? still + 1 : 0;
      best = Math.max(best, now);
      if (still == calm) {
        return window;
      }
    }
    return most;
  }
}
