package org.liangzheng.hsm.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.liangzheng.hsm.CustodyCode;

/**
 * Several devices that hold the same keys, and which of them serves the next session. Only counts
 * and times: it never calls a device.
 *
 * <p>A new session goes to the ready device with the fewest, in turn where they are equal. A lost
 * device rests, each time twice as long, and all its sessions are unusable from that moment; it
 * comes back when a probe says so ({@link #due}, {@link #back}). Its back-off starts anew only
 * after a call has succeeded, so a device that opens sessions and then fails in each does not come
 * back quickly. When no device is ready, the one that rests longest is tried all the same: a timer
 * is no reason to refuse. When a device is back, sessions move to it one after another until the
 * load is even.
 *
 * <p>Safe for use by many threads. {@link Turn#usable} and {@link Turn#proven}, which are asked at
 * each call, take no lock.
 */
public final class DeviceRota<D extends Device> {
  /**
   * How long lost devices rest: the first time, doubled at each further loss, up to the longest,
   * which is a day at most.
   */
  public record Rest(Duration first, Duration longest) {
    private static final Duration MOST = Duration.ofDays(1);

    /** 250 ms, doubling up to 30 s. */
    public static final Rest DEFAULT = new Rest(Duration.ofMillis(250), Duration.ofSeconds(30));

    public Rest {
      if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
        throw new IllegalArgumentException("a rest is more than nothing, and grows");
      }
      if (longest.compareTo(MOST) > 0) {
        throw new IllegalArgumentException("a rest is at most a day");
      }
    }

    long nanos(int failures) {
      long most = longest.toNanos();
      long nanos = first.toNanos();
      for (int loss = 1; loss < failures && nanos < most; loss++) {
        nanos *= 2;
      }
      return Math.min(nanos, most);
    }
  }

  private final Rest rest;
  private final LongSupplier nanoTime;
  private final List<DevicePlace<D>> places = new ArrayList<>();
  private int next;

  /** Whether a session should move; written under the lock, read without it. */
  private volatile boolean uneven;

  /**
   * Starts with every device ready.
   *
   * @param devices at least one
   * @param nanoTime {@link System#nanoTime} outside tests
   * @throws IllegalArgumentException if there is none, or two bear one name
   */
  public DeviceRota(Collection<? extends D> devices, Rest rest, LongSupplier nanoTime) {
    if (devices.isEmpty()) {
      throw new IllegalArgumentException("a rota has at least one device");
    }
    if (devices.stream().map(Device::name).distinct().count() != devices.size()) {
      throw new IllegalArgumentException("two devices bear one name");
    }
    this.rest = rest;
    this.nanoTime = nanoTime;
    devices.forEach(device -> places.add(new DevicePlace<>(device)));
  }

  /** All devices in the order given. */
  public List<D> devices() {
    return places.stream().map(place -> place.device).toList();
  }

  /**
   * Chooses the device of a new session and counts it there. The caller closes the turn with the
   * session, or when it could not be opened.
   *
   * @param tried devices that failed in this very opening
   * @return empty if all were tried or refused the PIN
   */
  public synchronized Optional<Turn> take(Collection<? extends D> tried) {
    DevicePlace<D> best = null;
    for (int i = 0; i < places.size(); i++) {
      DevicePlace<D> place = places.get((next + i) % places.size());
      if (place.state != DeviceHealth.State.REFUSED
          && !tried.contains(place.device)
          && (best == null || place.before(best))) {
        best = place;
      }
    }
    if (best == null) {
      return Optional.empty();
    }
    next = (places.indexOf(best) + 1) % places.size();
    return Optional.of(turn(best));
  }

  /** A turn on one device, whatever its state: for a probe, or for a key that only it holds. */
  public synchronized Turn turnOn(D device) {
    return turn(place(device));
  }

  private Turn turn(DevicePlace<D> place) {
    place.sessions++;
    measure();
    return new Turn(place);
  }

  /** Lost devices whose rest is over: to be probed, then {@link #back} or {@link #stillLost}. */
  public synchronized List<D> due() {
    long now = nanoTime.getAsLong();
    return places.stream()
        .filter(place -> place.state == DeviceHealth.State.RESTING && place.restEnds - now <= 0)
        .map(place -> place.device)
        .toList();
  }

  /** A probe succeeded: new sessions go to the device again. */
  public synchronized void back(D device) {
    DevicePlace<D> place = place(device);
    if (place.state == DeviceHealth.State.RESTING) {
      place.state = DeviceHealth.State.READY;
      place.problem = null;
      measure();
    }
  }

  /** The device cannot be reached, found outside a session: it rests, or rests longer. */
  public synchronized void stillLost(D device, CustodyCode problem) {
    DevicePlace<D> place = place(device);
    boolean saidAlready =
        place.state == DeviceHealth.State.RESTING && place.restEnds - nanoTime.getAsLong() > 0;
    if (!saidAlready) {
      lose(place, problem);
    }
  }

  /** Every device as last seen, in the order given. */
  public synchronized List<DeviceHealth> health() {
    return places.stream().map(DevicePlace::health).toList();
  }

  private void lose(DevicePlace<D> place, CustodyCode problem) {
    if (place.state != DeviceHealth.State.REFUSED) {
      place.lose(nanoTime.getAsLong(), rest, problem);
      measure();
    }
  }

  private void measure() {
    int most = 0;
    int fewest = Integer.MAX_VALUE;
    for (DevicePlace<D> place : places) {
      if (place.state == DeviceHealth.State.READY) {
        most = Math.max(most, place.sessions);
        fewest = Math.min(fewest, place.sessions);
      }
    }
    uneven = fewest != Integer.MAX_VALUE && most - fewest > 1;
  }

  private DevicePlace<D> place(D device) {
    return places.stream()
        .filter(place -> place.device.equals(device))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("a device of another rota"));
  }

  /** One session's place on a device, from before its opening to its close. */
  public final class Turn implements AutoCloseable {
    private final DevicePlace<D> place;
    private final long generation;
    private volatile boolean moved;
    private boolean closed;

    private Turn(DevicePlace<D> place) {
      this.place = place;
      this.generation = place.generation.get();
    }

    public D device() {
      return place.device;
    }

    /**
     * Whether the session may be used: the device was not lost since it was opened, and the session
     * need not move to a device that has fewer. For {@link Session#usable}.
     */
    public boolean usable() {
      return alive() && !(uneven && giveWay());
    }

    /** Whether the device was not lost since the session was opened. */
    public boolean alive() {
      return generation == place.generation.get();
    }

    private boolean giveWay() {
      synchronized (DeviceRota.this) {
        if (moved) {
          return true;
        }
        boolean crowded =
            places.stream()
                .anyMatch(other ->
                    other.state == DeviceHealth.State.READY && place.sessions - other.sessions > 1);
        if (crowded && !closed) {
          // Counted out at once, so that not every session of the device moves.
          moved = true;
          place.sessions--;
          measure();
        }
        return moved;
      }
    }

    /** A call succeeded. Cheap; said after each one. */
    public void proven() {
      if (!place.proven && alive()) {
        synchronized (DeviceRota.this) {
          if (alive()) {
            place.proven = true;
            place.failures = 0;
            if (place.state == DeviceHealth.State.RESTING) {
              back(place.device);
            }
          }
        }
      }
    }

    /**
     * The session broke; the device may be well. All its sessions are opened anew before they are
     * used, so that none costs another request an attempt. A second break without a success between
     * is a lost device.
     */
    public void broken(CustodyCode problem) {
      synchronized (DeviceRota.this) {
        if (!alive()) {
          return;
        }
        if (place.proven) {
          place.endSessions();
        } else {
          lose(place, problem);
        }
      }
    }

    /** The device is lost: it rests, and all its sessions are unusable. */
    public void lost(CustodyCode problem) {
      synchronized (DeviceRota.this) {
        if (alive()) {
          lose(place, problem);
        }
      }
    }

    /** The device rejected the PIN: it is never asked again. */
    public void refused(CustodyCode problem) {
      synchronized (DeviceRota.this) {
        place.endSessions();
        place.state = DeviceHealth.State.REFUSED;
        place.problem = problem;
        measure();
      }
    }

    /** The session is closed, or was not opened. */
    @Override
    public void close() {
      synchronized (DeviceRota.this) {
        if (!closed) {
          closed = true;
          if (!moved) {
            place.sessions--;
            measure();
          }
        }
      }
    }
  }
}
