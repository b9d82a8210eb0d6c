package org.liangzheng.hsm.pool;

import java.time.Duration;

/**
 * Sizes and waits of a pool.
 *
 * @param threads 1 to 256: sessions used at the same time
 * @param queue 1 to 65,536: calls that may wait for a session
 * @param queueWait how long a call waits for a session before it is given up unmade
 * @param callTimeout how long a call may take in the vault before its thread is abandoned
 * @param maxAbandoned 0 to 256: stuck threads that are replaced at the same time; past it the pool
 *     shrinks
 */
public record PoolSettings(
    int threads, int queue, Duration queueWait, Duration callTimeout, int maxAbandoned) {
  public PoolSettings {
    requireRange("threads", threads, 1, 256);
    requireRange("queue", queue, 1, 65_536);
    requireRange("maxAbandoned", maxAbandoned, 0, 256);
    requirePositive("queueWait", queueWait);
    requirePositive("callTimeout", callTimeout);
  }

  /** The same with another number of threads. */
  public PoolSettings withThreads(int number) {
    return new PoolSettings(number, queue, queueWait, callTimeout, maxAbandoned);
  }

  /** 256 calls in the queue, 2 s in it, 5 s in the vault, as many replacements as threads. */
  public static PoolSettings ofThreads(int threads) {
    return new PoolSettings(
        threads, 256, Duration.ofSeconds(2), Duration.ofSeconds(5), Math.min(threads, 256));
  }

  private static void requireRange(String name, int value, int from, int to) {
    if (value < from || value > to) {
      throw new IllegalArgumentException(name + " lies between " + from + " and " + to);
    }
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofMinutes(10)) > 0) {
      throw new IllegalArgumentException(name + " is more than nothing and at most 10 minutes");
    }
  }
}
