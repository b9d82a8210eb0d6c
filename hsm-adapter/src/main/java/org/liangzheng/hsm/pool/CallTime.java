package org.liangzheng.hsm.pool;

import java.util.concurrent.TimeUnit;

/** How long calls into a vault took of late: whether to look on until the next one is back. */
final class CallTime {
  private static final long WORTH_WATCHING_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

  /** In nanoseconds; written by all workers, lost updates and all. */
  private volatile long typical = Long.MAX_VALUE;

  /** A worker tells how long a call took. */
  void took(long nanos) {
    long before = typical;
    typical = before == Long.MAX_VALUE ? nanos : before + (nanos - before) / 8;
  }

  /**
   * Nanoseconds for which looking on pays; 0 for a vault whose answers take long: what waking costs
   * does not show there.
   */
  long worthWatching() {
    long expected = typical;
    return expected < WORTH_WATCHING_NANOS ? 2 * expected : 0;
  }
}
