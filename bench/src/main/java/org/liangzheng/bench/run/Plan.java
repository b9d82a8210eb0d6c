package org.liangzheng.bench.run;

import java.time.Duration;

/**
 * How long and how often.
 *
 * @param forks processes a match is run in, one after the other: compilers decide anew in each
 * @param rounds rounds in each of them
 * @param warmUp of each contestant, before the first round
 * @param round how long a contestant is measured in a round
 */
public record Plan(int forks, int rounds, Duration warmUp, Duration round) {
  /** Two processes of four rounds: about five minutes for the fourteen matches of hsm. */
  public static final Plan FULL = new Plan(2, 4, Duration.ofMillis(1_500), Duration.ofMillis(500));

  /** Shows that everything runs; its figures mean nothing. */
  public static final Plan QUICK = new Plan(1, 1, Duration.ofMillis(50), Duration.ofMillis(50));
}
