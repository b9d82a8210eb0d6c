package org.liangzheng.testkit.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** One input may take a second of processor time, whatever else the machine does. */
final class Bounded {
  private static final long LIMIT = 1_000_000_000L;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Bounded() {}

  /** Something that may end by a declared refusal, and by nothing else. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  static void run(Work work) throws Exception {
    if (spent(work) <= LIMIT) {
      return;
    }
    // The first time may have loaded and compiled classes: only the second one says how it is.
    long again = spent(work);
    if (again > LIMIT) {
      throw new AssertionError("took " + again / 1_000_000 + " ms");
    }
  }

  private static long spent(Work work) throws Exception {
    long start = THREADS.getCurrentThreadCpuTime();
    work.run();
    return THREADS.getCurrentThreadCpuTime() - start;
  }
}
