package org.liangzheng.hsm.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.VaultHealth;

class LentSessionsTest {
  private static final class FakeSession implements Session {
    private final AtomicBoolean inUse = new AtomicBoolean();
    private volatile boolean closed;

    @Override
    public boolean usable() {
      return true;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private final List<FakeSession> made = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch release = new CountDownLatch(1);

  private LentSessions<FakeSession> sessions(int number, Duration wait) {
    return new LentSessions<>(
        "test",
        new PoolSettings(number, 1, wait, Duration.ofSeconds(5), 0),
        () -> {
          FakeSession session = new FakeSession();
          made.add(session);
          return session;
        });
  }

  @AfterEach
  void letGo() {
    release.countDown();
  }

  @Test
  void callsRunOnTheirCallersThreadWithASessionNobodyElseHas() throws Exception {
    LentSessions<FakeSession> sessions = sessions(3, Duration.ofSeconds(20));
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        answers.add(
            callers.submit(() -> {
              Thread caller = Thread.currentThread();
              return sessions.call(session -> {
                boolean mine = session.inUse.compareAndSet(false, true);
                Thread.yield();
                session.inUse.set(false);
                return mine && Thread.currentThread().equals(caller);
              });
            }));
      }
      for (Future<Boolean> answer : answers) {
        assertThat(answer.get()).isTrue();
      }
    }
    assertThat(made).hasSizeBetween(1, 3);
  }

  @Test
  void aFailureThatLeavesTheSessionInDoubtCostsIt() {
    LentSessions<FakeSession> sessions = sessions(1, Duration.ofSeconds(1));
    FakeSession first = sessions.call(session -> session);
    assertThatThrownBy(() ->
            sessions.call(_ -> {
              throw new CustodyException.VaultFault("test", "refused");
            }))
        .isInstanceOf(CustodyException.VaultFault.class);
    assertThat(sessions.<FakeSession>call(session -> session)).isSameAs(first);
    assertThatThrownBy(() ->
            sessions.call(_ -> {
              throw new CustodyException.SessionLost("test", "gone");
            }))
        .isInstanceOf(CustodyException.SessionLost.class);
    assertThat(first.closed).isTrue();
    FakeSession second = sessions.call(session -> session);
    assertThat(second).isNotSameAs(first);
    assertThatThrownBy(() ->
            sessions.call(_ -> {
              throw new IllegalStateException("unforeseen");
            }))
        .isInstanceOf(CustodyException.VaultFault.class)
        .hasRootCauseMessage("unforeseen");
    assertThat(second.closed).isTrue();
    assertThat(sessions.<FakeSession>call(session -> session)).isNotSameAs(second);
  }

  @Test
  void aWaitWithoutEndIsBusyAndTheCallIsNotMade() throws Exception {
    LentSessions<FakeSession> sessions = sessions(1, Duration.ofMillis(50));
    Thread holder = hold(sessions);
    assertThatThrownBy(() -> sessions.call(_ -> true))
        .isInstanceOf(CustodyException.VaultBusy.class);
    release.countDown();
    holder.join();
    assertThat(sessions.<Boolean>call(_ -> true)).isTrue();
    assertThat(made).hasSize(1);
  }

  @Test
  void anInterruptedCallerGoesAndKeepsItsInterrupt() throws Exception {
    LentSessions<FakeSession> sessions = sessions(1, Duration.ofSeconds(20));
    Thread holder = hold(sessions);
    AtomicBoolean kept = new AtomicBoolean();
    Thread waiting =
        Thread.ofPlatform()
            .start(() -> {
              try {
                sessions.call(_ -> true);
              } catch (CustodyException.VaultBusy given) {
                kept.set(Thread.currentThread().isInterrupted());
              }
            });
    waiting.interrupt();
    waiting.join();
    assertThat(kept).isTrue();
    release.countDown();
    holder.join();
  }

  @Test
  void closingFailsWhoWaitsLetsWhoRunsFinishAndClosesEverySession() throws Exception {
    LentSessions<FakeSession> sessions = sessions(1, Duration.ofSeconds(20));
    Thread holder = hold(sessions);
    try (ExecutorService callers = Executors.newFixedThreadPool(2)) {
      Future<Boolean> waiting = callers.submit(() -> sessions.call(_ -> true));
      Future<?> closing = callers.submit(sessions::close);
      assertThatThrownBy(waiting::get).hasCauseInstanceOf(CustodyException.VaultClosed.class);
      release.countDown();
      closing.get();
    }
    holder.join();
    assertThat(made).hasSize(1).allMatch(session -> session.closed);
    assertThatThrownBy(() -> sessions.call(_ -> true))
        .isInstanceOf(CustodyException.VaultClosed.class);
    assertThat(sessions.health().status()).isEqualTo(VaultHealth.Status.DOWN);
  }

  /** A thread that holds a session until released; returns once it has it. */
  private Thread hold(LentSessions<FakeSession> sessions) throws InterruptedException {
    CountDownLatch has = new CountDownLatch(1);
    Thread holder =
        Thread.ofPlatform()
            .start(() ->
                sessions.call(_ -> {
                  has.countDown();
                  try {
                    release.await();
                  } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                  }
                  return true;
                }));
    has.await();
    return holder;
  }
}
