package org.liangzheng.hsm.pool;

import org.jspecify.annotations.Nullable;
import org.liangzheng.hsm.CustodyException;

/** One platform thread with its one session, opened when the first call comes. */
final class Worker<S extends Session> implements Runnable {
  private final SessionPool<S> pool;
  private volatile boolean abandoned;
  private @Nullable S session;

  Worker(SessionPool<S> pool) {
    this.pool = pool;
  }

  /** Tells the worker, stuck in a call, to end when the call comes back. */
  void abandon() {
    abandoned = true;
  }

  boolean abandoned() {
    return abandoned;
  }

  @Override
  public void run() {
    try {
      while (!abandoned && !pool.closed()) {
        serve(pool.next());
      }
    } catch (InterruptedException closing) {
      // The pool closes: nobody else interrupts its workers, and the thread ends here.
    } finally {
      dropSession();
      pool.ended(this);
    }
  }

  private void serve(Job<S, ?> job) {
    long start = System.nanoTime();
    if (!job.start(this, start)) {
      return;
    }
    SpareCores.occupy();
    try {
      job.run(usableSession());
      pool.calls().took(System.nanoTime() - start);
    } catch (CustodyException.SessionLost lost) {
      dropSession();
      job.fail(lost);
    } catch (CustodyException failure) {
      job.fail(failure);
    } catch (RuntimeException | Error unforeseen) {
      // Whatever state the session is in now, it is not one to sign with.
      dropSession();
      job.fail(
          new CustodyException.VaultFault(
              pool.vault(), unforeseen.getClass().getSimpleName(), unforeseen));
    } finally {
      SpareCores.release();
    }
  }

  private S usableSession() {
    S current = session;
    if (current != null && current.usable()) {
      return current;
    }
    dropSession();
    S opened = pool.open();
    session = opened;
    return opened;
  }

  private void dropSession() {
    S current = session;
    session = null;
    if (current != null) {
      pool.dropped();
      current.close();
    }
  }
}
