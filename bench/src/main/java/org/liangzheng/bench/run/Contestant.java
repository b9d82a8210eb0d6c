package org.liangzheng.bench.run;

import java.util.List;
import java.util.function.LongFunction;

/** Who takes part in a match. */
public sealed interface Contestant {
  /** Its name in tables and results. */
  String name();

  /**
   * A JMH benchmark in throughput mode.
   *
   * @param benchmark class and method, separated by a dot
   * @param threads threads that call it at the same time
   */
  record Jmh(String name, String benchmark, int threads) implements Contestant {}

  /**
   * A program that runs a loop and prints one JSON object with {@code perCpuSecond} and, unless it
   * measures CPU time only, {@code perSecond}.
   *
   * @param command the program and its arguments
   */
  record Program(String name, List<String> command) implements Contestant {
    public Program {
      command = List.copyOf(command);
    }
  }

  /**
   * A program that keeps running, because it is slow to warm up, and is asked for each round.
   *
   * @param rounds plays one round of about the given length, in milliseconds
   */
  record Neighbour(String name, LongFunction<Measured> rounds) implements Contestant {}
}
