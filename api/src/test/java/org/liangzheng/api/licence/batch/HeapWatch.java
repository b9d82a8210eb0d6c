package org.liangzheng.api.licence.batch;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Looks again and again how much of the heap is alive: after a collection, so garbage is none. */
final class HeapWatch implements AutoCloseable {
  private final ScheduledExecutorService eye = Executors.newSingleThreadScheduledExecutor();
  private final AtomicLong most = new AtomicLong();
  private final long before = live();

  HeapWatch(Duration pause) {
    var _ =
        eye.scheduleWithFixedDelay(
            () -> most.accumulateAndGet(live(), Math::max),
            0,
            pause.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private static long live() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Bytes above what was alive at the beginning. */
  long grown() {
    return Math.max(0, most.get() - before);
  }

  @Override
  public void close() {
    eye.shutdownNow();
  }
}
