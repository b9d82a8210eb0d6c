package org.liangzheng.api.web.idempotency;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the leases of the acts this node is performing, all in one statement, on a thread of its
 * own: jobs that take long must not make other nodes think that this one died.
 */
final class Leases implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

  private final IntentStore store;
  private final Duration lease;
  private final Map<Intent, Boolean> held = new ConcurrentHashMap<>();
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("leases").factory());

  Leases(IntentStore store, Duration lease) {
    this.store = store;
    this.lease = lease;
    long pause = Math.max(1, lease.toMillis() / 3);
    var _ = heart.scheduleWithFixedDelay(this::beat, pause, pause, TimeUnit.MILLISECONDS);
  }

  Duration length() {
    return lease;
  }

  void hold(Intent intent) {
    held.put(intent, true);
  }

  void letGo(Intent intent) {
    held.remove(intent);
  }

  private void beat() {
    List<Intent> now = List.copyOf(held.keySet());
    if (now.isEmpty()) {
      return;
    }
    try {
      store.renew(now, lease);
    } catch (RuntimeException failed) {
      // The next beat tries again; if none succeeds, the lease runs out as it should.
      LOG.warn("{} leases could not be renewed", now.size(), failed);
    }
  }

  @Override
  public void close() {
    heart.shutdownNow();
  }
}
