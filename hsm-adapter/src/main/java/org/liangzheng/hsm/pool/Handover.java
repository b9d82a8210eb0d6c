package org.liangzheng.hsm.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The bounded queue between callers and workers. A worker that runs out of work looks on for a
 * moment before it sleeps, while a processor is spare for that: waking a sleeping thread on another
 * processor costs as much as a signature (decision 0013).
 */
final class Handover<S extends Session> {
  private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Queue<Job<S, ?>> waiting = new ArrayDeque<>();

  /** The last one to fall asleep is the first to be woken. */
  private final Deque<Sleeper> asleep = new ArrayDeque<>();

  /** Workers that look on; each of them takes the next job without being woken. */
  private int looking;

  private final Patience patience = new Patience();

  /** Size of {@code waiting}, for those who look without the lock. */
  private volatile int size;

  /** A worker asleep, until {@code woken}. */
  private static final class Sleeper {
    private final Thread thread = Thread.currentThread();
    private boolean woken;
  }

  Handover(int capacity) {
    this.capacity = capacity;
  }

  /** Hands a job over. False if there was no room in time. */
  boolean offer(Job<S, ?> job, long nanos) throws InterruptedException {
    @Nullable Sleeper next = null;
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (waiting.size() == capacity) {
        if (left <= 0) {
          return false;
        }
        left = room.awaitNanos(left);
      }
      waiting.add(job);
      size = waiting.size();
      if (size > looking) {
        next = asleep.poll();
      }
      if (next != null) {
        next.woken = true;
      }
    } finally {
      lock.unlock();
    }
    if (next != null) {
      LockSupport.unpark(next.thread);
    }
    return true;
  }

  /** The next job, for a worker. */
  Job<S, ?> take() throws InterruptedException {
    while (true) {
      Job<S, ?> job = pollOr(false);
      if (job == null && patience.worthIt() && SpareCores.tryOccupy()) {
        job = look();
        patience.learn(job != null);
      }
      if (job == null) {
        job = sleep();
      }
      if (job != null) {
        return job;
      }
    }
  }

  /** What is there; if nothing is and {@code look}, counts the caller among those who look. */
  private @Nullable Job<S, ?> pollOr(boolean look) {
    lock.lock();
    try {
      Job<S, ?> job = poll();
      if (job == null && look) {
        looking++;
      }
      return job;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Job<S, ?> look() {
    try {
      Job<S, ?> job = pollOr(true);
      if (job != null) {
        return job;
      }
      long end = System.nanoTime() + LOOK_NANOS;
      while (true) {
        boolean over = System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted();
        if (size > 0 || over) {
          lock.lock();
          try {
            job = poll();
            if (job != null || over) {
              looking--;
              return job;
            }
          } finally {
            lock.unlock();
          }
        }
        Thread.onSpinWait();
      }
    } finally {
      SpareCores.release();
    }
  }

  /** Sleeps until woken; null if somebody else had taken the job. */
  private @Nullable Job<S, ?> sleep() throws InterruptedException {
    Sleeper self = new Sleeper();
    lock.lockInterruptibly();
    try {
      Job<S, ?> job = poll();
      if (job != null) {
        return job;
      }
      asleep.push(self);
      while (!self.woken) {
        lock.unlock();
        try {
          LockSupport.park(this);
        } finally {
          lock.lock();
        }
        if (Thread.interrupted()) {
          asleep.remove(self);
          throw new InterruptedException();
        }
      }
      return poll();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Job<S, ?> poll() {
    Job<S, ?> job = waiting.poll();
    if (job != null) {
      size = waiting.size();
      room.signal();
    }
    return job;
  }

  /** Empties the queue. */
  List<Job<S, ?>> drain() {
    lock.lock();
    try {
      List<Job<S, ?>> all = new ArrayList<>(waiting);
      waiting.clear();
      size = 0;
      room.signalAll();
      return all;
    } finally {
      lock.unlock();
    }
  }
}
