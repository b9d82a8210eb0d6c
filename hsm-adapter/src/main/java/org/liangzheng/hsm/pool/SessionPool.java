package org.liangzheng.hsm.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.liangzheng.hsm.CustodyCode;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.VaultHealth;

/**
 * A bounded pool of platform threads, each with its own session. Callers, on any kind of thread,
 * wait a bounded time for a session and a bounded time for the answer. A thread whose call does not
 * come back is abandoned and replaced; past the cap of abandoned threads the pool shrinks, and an
 * empty pool says so at once.
 */
public final class SessionPool<S extends Session> implements AutoCloseable {
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private final String vault;
  private final PoolSettings settings;
  private final SessionSource<S> source;
  private final Handover<S> queue;
  private final CallTime calls = new CallTime();
  private final Patience patience = new Patience();

  /** Guards the maps of threads. */
  private final Object threads = new Object();

  private final Map<Worker<S>, Thread> live = new HashMap<>();
  private final Map<Worker<S>, Thread> stuck = new HashMap<>();
  private int made;

  /** One session is opened at a time: so a wrong PIN is offered once, not once a thread. */
  private final ReentrantLock opening = new ReentrantLock();

  private final AtomicInteger sessions = new AtomicInteger();

  /** Why the PIN is never offered again. */
  private volatile @Nullable CustodyException rejected;

  private volatile @Nullable CustodyCode lastOpenFailure;
  private volatile boolean closed;

  /**
   * Starts the threads. Sessions are opened when calls come; {@link #probe} opens the first.
   *
   * @param vault name for threads and failures
   */
  public SessionPool(String vault, PoolSettings settings, SessionSource<S> source) {
    this.vault = vault;
    this.settings = settings;
    this.source = source;
    this.queue = new Handover<>(settings.queue());
    synchronized (threads) {
      for (int i = 0; i < settings.threads(); i++) {
        startWorker();
      }
    }
  }

  /**
   * Opens a session if none is open, so that a start fails at once where it would fail later.
   *
   * @throws CustodyException as {@link #call}
   */
  public void probe() {
    call(_ -> true);
  }

  /**
   * Runs a call on a worker thread and waits for it.
   *
   * @throws CustodyException.VaultBusy if no session came free: the call was not made
   * @throws CustodyException.VaultClosed if the pool is closed: the call was not made
   * @throws CustodyException.VaultUnavailable if no session can be had: the call was not made
   * @throws CustodyException.PinRejected if the vault rejected the PIN, now or ever before
   * @throws CustodyException.PinLocked if the vault had locked it, now or ever before
   * @throws CustodyException.TimedOut if the call did not come back in time
   * @throws CustodyException what the call itself throws
   */
  public <R> R call(SessionCall<S, R> call) {
    requireOpen();
    Job<S, R> job = new Job<>(call);
    long queueEnd = System.nanoTime() + settings.queueWait().toNanos();
    try {
      if (!queue.offer(job, settings.queueWait().toNanos())) {
        throw new CustodyException.VaultBusy(vault);
      }
      if (closed && job.cancel()) {
        throw new CustodyException.VaultClosed(vault);
      }
      return await(job, queueEnd);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw givenUp(job);
    }
  }

  private <R> R await(Job<S, R> job, long queueEnd) throws InterruptedException {
    job.watch(calls.worthWatching(), patience);
    while (!job.done()) {
      long wait = job.running() ? left(job) : untilLooked(queueEnd);
      if (wait > 0) {
        job.sleep(wait);
      }
      if (queueEnd - System.nanoTime() <= 0 && job.cancel()) {
        throw new CustodyException.VaultBusy(vault);
      }
      if (job.running() && left(job) <= 0) {
        throw givenUp(job);
      }
    }
    return job.result();
  }

  /** Nanoseconds that a running call still has. */
  private long left(Job<S, ?> job) {
    return job.startedAt() + settings.callTimeout().toNanos() - System.nanoTime();
  }

  /**
   * How long to wait for a call that still queues: it may start the next moment, so not past the
   * time that a call may take.
   */
  private long untilLooked(long queueEnd) {
    return Math.min(queueEnd - System.nanoTime(), settings.callTimeout().toNanos());
  }

  /** The caller waits no longer; says truthfully whether the call was made. */
  private CustodyException givenUp(Job<S, ?> job) {
    if (job.cancel()) {
      return new CustodyException.VaultBusy(vault);
    }
    Worker<S> worker = job.worker();
    if (job.abandon() && worker != null) {
      abandon(worker);
    }
    return new CustodyException.TimedOut(vault);
  }

  private void abandon(Worker<S> worker) {
    synchronized (threads) {
      Thread thread = live.remove(worker);
      if (thread == null) {
        return;
      }
      worker.abandon();
      stuck.put(worker, thread);
      if (stuck.size() <= settings.maxAbandoned() && !closed) {
        startWorker();
      }
    }
  }

  /** A worker's thread is about to end. An abandoned one that came back makes room for another. */
  void ended(Worker<S> worker) {
    synchronized (threads) {
      live.remove(worker);
      stuck.remove(worker);
      if (!closed && live.size() < settings.threads()) {
        startWorker();
      }
    }
  }

  private void startWorker() {
    Worker<S> worker = new Worker<>(this);
    Thread thread =
        Thread.ofPlatform().daemon().name("vault-" + vault + "-" + ++made).unstarted(worker);
    live.put(worker, thread);
    thread.start();
  }

  CallTime calls() {
    return calls;
  }

  Job<S, ?> next() throws InterruptedException {
    return queue.take();
  }

  S open() {
    boolean mine = false;
    try {
      mine = opening.tryLock(settings.callTimeout().toNanos(), TimeUnit.NANOSECONDS);
      if (!mine) {
        throw new CustodyException.VaultUnavailable(vault, "another session is stuck in opening");
      }
      requireOpen();
      S session = source.open();
      sessions.incrementAndGet();
      lastOpenFailure = null;
      return session;
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      throw new CustodyException.VaultClosed(vault);
    } catch (CustodyException.PinRejected | CustodyException.PinLocked wrong) {
      rejected = wrong;
      lastOpenFailure = wrong.code();
      throw wrong;
    } catch (CustodyException failure) {
      lastOpenFailure = failure.code();
      throw failure;
    } finally {
      if (mine) {
        opening.unlock();
      }
    }
  }

  void dropped() {
    sessions.decrementAndGet();
  }

  private void requireOpen() {
    if (closed) {
      throw new CustodyException.VaultClosed(vault);
    }
    CustodyException before = rejected;
    if (before != null) {
      throw before.code() == CustodyCode.PIN_LOCKED
          ? new CustodyException.PinLocked(vault, "found before")
          : new CustodyException.PinRejected(vault);
    }
    synchronized (threads) {
      if (live.isEmpty()) {
        throw new CustodyException.VaultUnavailable(vault, "every thread is stuck in a call");
      }
    }
  }

  /** The state of the pool, without a call into the vault. */
  public VaultHealth health() {
    int workers;
    int abandoned;
    synchronized (threads) {
      workers = live.size();
      abandoned = stuck.size();
    }
    CustodyCode problem = closed ? CustodyCode.VAULT_CLOSED : lastOpenFailure;
    if (problem == null && abandoned > 0) {
      problem = CustodyCode.VAULT_TIMED_OUT;
    }
    VaultHealth.Status status = VaultHealth.Status.UP;
    if (closed
        || rejected != null
        || workers == 0
        || (lastOpenFailure != null && sessions.get() == 0)) {
      status = VaultHealth.Status.DOWN;
    } else if (problem != null || workers < settings.threads()) {
      status = VaultHealth.Status.DEGRADED;
    }
    return new VaultHealth(status, workers, abandoned, Optional.ofNullable(problem));
  }

  String vault() {
    return vault;
  }

  boolean closed() {
    return closed;
  }

  /**
   * Ends the pool: waiting calls fail, running ones may finish within 5 seconds, then threads that
   * are still stuck are left behind.
   */
  @Override
  public void close() {
    List<Thread> workers;
    synchronized (threads) {
      if (closed) {
        return;
      }
      closed = true;
      workers = new ArrayList<>(live.values());
    }
    queue.drain().forEach(job -> job.fail(new CustodyException.VaultClosed(vault)));
    workers.forEach(Thread::interrupt);
    long end = System.nanoTime() + CLOSE_WAIT.toNanos();
    for (Thread worker : workers) {
      try {
        long left = end - System.nanoTime();
        if (left > 0) {
          worker.join(Duration.ofNanos(left));
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
