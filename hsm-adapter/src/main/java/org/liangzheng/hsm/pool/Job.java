package org.liangzheng.hsm.pool;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way through the pool. Its state decides the question that the attempt journal
 * must answer truthfully: a call cancelled in the queue was certainly never made.
 */
final class Job<S extends Session, R> {
  private enum State {
    QUEUED,
    RUNNING,
    CANCELLED,
    ABANDONED,
    DONE
  }

  final CompletableFuture<R> result = new CompletableFuture<>();
  private final SessionCall<S, R> call;
  private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);
  private volatile long startedAt;
  private volatile @Nullable Worker<S> worker;

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

  long startedAt() {
    return startedAt;
  }

  @Nullable Worker<S> worker() {
    return worker;
  }

  void run(S session) {
    R value = call.run(session);
    if (state.compareAndSet(State.RUNNING, State.DONE)) {
      result.complete(value);
    }
  }

  void fail(RuntimeException failure) {
    state.compareAndSet(State.RUNNING, State.DONE);
    state.compareAndSet(State.QUEUED, State.DONE);
    result.completeExceptionally(failure);
  }
}
