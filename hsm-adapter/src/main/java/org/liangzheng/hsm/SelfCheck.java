package org.liangzheng.hsm;

import java.util.random.RandomGenerator;

/**
 * How many signatures are verified before they leave. All of them unless an operator says
 * otherwise: a device that returns garbage is then found at the first one.
 */
public final class SelfCheck {
  private final double rate;
  private final RandomGenerator random;

  private SelfCheck(double rate, RandomGenerator random) {
    this.rate = rate;
    this.random = random;
  }

  /**
   * Checks a share of the signatures, chosen at random.
   *
   * @param rate 0.0 (none) to 1.0 (all)
   */
  public static SelfCheck at(double rate, RandomGenerator random) {
    requireRate(rate);
    return new SelfCheck(rate, random);
  }

  /**
   * Checks a setting, before anything is opened for it.
   *
   * @throws IllegalArgumentException if it lies outside 0.0 to 1.0
   */
  public static void requireRate(double rate) {
    if (!(rate >= 0.0 && rate <= 1.0)) {
      throw new IllegalArgumentException("the rate of self-checks lies between 0.0 and 1.0");
    }
  }

  /** The share of signatures that are checked. */
  public double rate() {
    return rate;
  }

  boolean due() {
    return rate >= 1.0 || (rate > 0.0 && random.nextDouble() < rate);
  }
}
