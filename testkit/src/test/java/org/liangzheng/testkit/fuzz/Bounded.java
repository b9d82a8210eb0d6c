package org.liangzheng.testkit.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** One input may take a second of processor time, whatever else the machine does. */
final class Bounded {
  private static final long LIMIT = 1_000_000_000L;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** A first input loads classes and compiles: it says nothing about an input. */
  private static boolean warm;

  private Bounded() {}

  /** Something that may end by a declared refusal, and by nothing else. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  static void run(Work work) throws Exception {
    long start = THREADS.getCurrentThreadCpuTime();
    work.run();
    long spent = THREADS.getCurrentThreadCpuTime() - start;
    if (spent > LIMIT && warm) {
      throw new AssertionError("took " + spent / 1_000_000 + " ms");
    }
    warm = true;
  }
}
