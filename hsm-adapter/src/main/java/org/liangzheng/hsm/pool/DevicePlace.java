package org.liangzheng.hsm.pool;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.liangzheng.hsm.CustodyCode;

/** What a rota knows of one device. Written under the rota's lock. */
final class DevicePlace<D extends Device> {
  final D device;

  /** Sessions opened under an earlier number are unusable. Read without the lock. */
  final AtomicLong generation = new AtomicLong();

  /** Whether a call succeeded since the last loss or break. Read without the lock. */
  volatile boolean proven;

  DeviceHealth.State state = DeviceHealth.State.READY;
  @Nullable CustodyCode problem;
  int sessions;
  int failures;

  /** By the rota's clock, in nanoseconds. */
  long restEnds;

  long lostAt;

  DevicePlace(D device) {
    this.device = device;
  }

  /** All its sessions are unusable from now on. */
  void endSessions() {
    generation.incrementAndGet();
    proven = false;
  }

  void lose(long now, DeviceRota.Rest rest, CustodyCode code) {
    endSessions();
    state = DeviceHealth.State.RESTING;
    problem = code;
    failures++;
    lostAt = now;
    restEnds = now + rest.nanos(failures);
  }

  /**
   * Whether a new session rather goes here: to who is ready and has fewer, or was lost longer ago.
   */
  boolean before(DevicePlace<?> other) {
    boolean ready = state == DeviceHealth.State.READY;
    if (ready != (other.state == DeviceHealth.State.READY)) {
      return ready;
    }
    return ready ? sessions < other.sessions : lostAt - other.lostAt < 0;
  }

  DeviceHealth health() {
    return new DeviceHealth(device.name(), state, sessions, failures, Optional.ofNullable(problem));
  }
}
