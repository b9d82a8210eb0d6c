package org.liangzheng.hsm.pool;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way through the pool, made by the caller's thread, which is the only one to wait
 * for it. Its state decides the question that the attempt journal must answer truthfully: a call
 * cancelled in the queue was certainly never made.
 */
final class Job<S extends Session, R> {
  private enum State {
    QUEUED,
    RUNNING,
    CANCELLED,
    ABANDONED,
    DONE
  }

  private final Thread caller = Thread.currentThread();
  private final SessionCall<S, R> call;
  private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);
  private volatile long startedAt;
  private volatile @Nullable Worker<S> worker;

  /** Written before the state becomes DONE, read after. */
  private @Nullable R value;

  /** Written before the state becomes DONE, read after. */
  private @Nullable RuntimeException failure;

  Job(SessionCall<S, R> call) {
    this.call = call;
  }

  /** The worker takes the job. False if its caller has given it up. */
  boolean start(Worker<S> taker, long now) {
    startedAt = now;
    worker = taker;
    return state.compareAndSet(State.QUEUED, State.RUNNING);
  }

  /** The caller gives the job up before it was taken. False if it was taken. */
  boolean cancel() {
    return state.compareAndSet(State.QUEUED, State.CANCELLED);
  }

  /** The caller gives up a job that is being run. False if it has just ended. */
  boolean abandon() {
    return state.compareAndSet(State.RUNNING, State.ABANDONED);
  }

  boolean running() {
    return state.get() == State.RUNNING;
  }

  boolean done() {
    return state.get() == State.DONE;
  }

  long startedAt() {
    return startedAt;
  }

  @Nullable Worker<S> worker() {
    return worker;
  }

  void run(S session) {
    value = call.run(session);
    if (state.compareAndSet(State.RUNNING, State.DONE)) {
      LockSupport.unpark(caller);
    }
  }

  void fail(RuntimeException cause) {
    failure = cause;
    if (state.compareAndSet(State.RUNNING, State.DONE)
        || state.compareAndSet(State.QUEUED, State.DONE)) {
      LockSupport.unpark(caller);
    }
  }

  /**
   * Looks on until the job is done, if that pays and a processor is spare for it.
   *
   * @param nanos no longer than this
   */
  void watch(long nanos, Patience patience) {
    if (nanos <= 0 || done() || !patience.worthIt() || !SpareCores.tryOccupy()) {
      return;
    }
    try {
      long end = System.nanoTime() + nanos;
      while (!done() && System.nanoTime() - end < 0 && !caller.isInterrupted()) {
        pause();
      }
      patience.learn(done());
    } finally {
      SpareCores.release();
    }
  }

  // A virtual thread lets others have its carrier; a platform thread that yielded to the kernel
  // would lose its turn.
  @SuppressWarnings("ThreadPriorityCheck")
  private void pause() {
    if (caller.isVirtual()) {
      Thread.yield();
    } else {
      Thread.onSpinWait();
    }
  }

  /** Sleeps until the job is done, or for the time, or for no reason. */
  void sleep(long nanos) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (!done()) {
      LockSupport.parkNanos(this, Math.min(nanos, TimeUnit.HOURS.toNanos(1)));
    }
  }

  /** What the call gave, once the job is done. */
  @SuppressWarnings("NullAway") // a call may give null if R allows it
  R result() {
    RuntimeException cause = failure;
    if (cause != null) {
      throw cause;
    }
    return value;
  }
}
