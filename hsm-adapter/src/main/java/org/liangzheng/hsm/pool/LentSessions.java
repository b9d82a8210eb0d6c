package org.liangzheng.hsm.pool;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.liangzheng.hsm.CustodyCode;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.VaultHealth;

/**
 * A bounded number of sessions, lent to the callers' own threads. For a vault whose calls are
 * computations of this process: they end by themselves, so nobody has to be rescued from them, and
 * passing them to another thread would cost more than they do (decision 0013). A vault that waits
 * for a device or a foreign library uses a {@link SessionPool}.
 */
public final class LentSessions<S extends Session> implements AutoCloseable {
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private final String vault;
  private final PoolSettings settings;
  private final SessionSource<S> source;

  /** Guards what follows. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition changed = lock.newCondition();

  /** The last one back is the first to go: its signers are still in the caches. */
  private final Deque<S> idle = new ArrayDeque<>();

  private int lent;
  private boolean closed;

  /**
   * Sessions are opened when calls come.
   *
   * @param vault name for failures
   * @param settings {@code threads} is the number of sessions, {@code queueWait} the wait for one;
   *     the rest does not apply
   */
  public LentSessions(String vault, PoolSettings settings, SessionSource<S> source) {
    this.vault = vault;
    this.settings = settings;
    this.source = source;
  }

  /**
   * Runs a call on the calling thread with a session of its own.
   *
   * @throws CustodyException.VaultBusy if no session came free: the call was not made
   * @throws CustodyException.VaultClosed if the vault is closed: the call was not made
   * @throws CustodyException what opening a session and the call itself throw
   */
  public <R> R call(SessionCall<S, R> call) {
    S session = borrow();
    boolean good = false;
    try {
      if (session == null) {
        session = source.open();
      }
      R result = call.run(session);
      good = true;
      return result;
    } catch (CustodyException.SessionLost lost) {
      throw lost;
    } catch (CustodyException refused) {
      good = session != null;
      throw refused;
    } catch (RuntimeException | Error unforeseen) {
      // Whatever state the session is in now, it is not one to sign with.
      throw new CustodyException.VaultFault(
          vault, unforeseen.getClass().getSimpleName(), unforeseen);
    } finally {
      giveBack(session, good);
    }
  }

  /** An idle session; null if one may be opened. */
  private @Nullable S borrow() {
    lock.lock();
    try {
      long left = settings.queueWait().toNanos();
      while (!closed && lent == settings.threads()) {
        if (left <= 0) {
          throw new CustodyException.VaultBusy(vault);
        }
        left = changed.awaitNanos(left);
      }
      if (closed) {
        throw new CustodyException.VaultClosed(vault);
      }
      lent++;
      return idle.poll();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CustodyException.VaultBusy(vault);
    } finally {
      lock.unlock();
    }
  }

  private void giveBack(@Nullable S session, boolean good) {
    boolean keep;
    lock.lock();
    try {
      lent--;
      keep = good && !closed;
      if (keep && session != null) {
        idle.push(session);
      }
      if (closed) {
        changed.signalAll();
      } else {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
    if (!keep && session != null) {
      session.close();
    }
  }

  /** The state, without a call. No thread can be stuck here. */
  public VaultHealth health() {
    lock.lock();
    try {
      return closed
          ? new VaultHealth(VaultHealth.Status.DOWN, 0, 0, Optional.of(CustodyCode.VAULT_CLOSED))
          : new VaultHealth(VaultHealth.Status.UP, settings.threads(), 0, Optional.empty());
    } finally {
      lock.unlock();
    }
  }

  /** Callers that wait fail; running calls may finish within 5 seconds. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      long left = CLOSE_WAIT.toNanos();
      while (lent > 0 && left > 0) {
        left = changed.awaitNanos(left);
      }
      idle.forEach(Session::close);
      idle.clear();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
