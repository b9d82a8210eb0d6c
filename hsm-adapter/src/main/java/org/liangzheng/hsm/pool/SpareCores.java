package org.liangzheng.hsm.pool;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many processors the vaults of this process keep busy. Waiting for another thread by looking
 * again and again is quicker than sleeping by tens of microseconds, and only sensible while a
 * processor has nothing better to do: with more calls than processors everybody sleeps.
 */
final class SpareCores {
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final AtomicInteger BUSY = new AtomicInteger();

  private SpareCores() {}

  /** A call begins; it runs whether a processor is spare or not. */
  static void occupy() {
    BUSY.incrementAndGet();
  }

  /** Takes a spare processor for waiting on it, if there is one. */
  static boolean tryOccupy() {
    if (BUSY.incrementAndGet() <= CORES) {
      return true;
    }
    BUSY.decrementAndGet();
    return false;
  }

  /** Gives a processor back. */
  static void release() {
    BUSY.decrementAndGet();
  }
}
