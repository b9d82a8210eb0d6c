package org.liangzheng.hsm.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.VaultHealth;

class SessionPoolTest {
  private static final class FakeSession implements Session {
    private final Thread owner = Thread.currentThread();
    private volatile boolean usable = true;
    private volatile boolean closed;

    @Override
    public boolean usable() {
      return usable;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private final List<FakeSession> sessions = new ArrayList<>();
  private final List<SessionPool<FakeSession>> pools = new ArrayList<>();

  private SessionPool<FakeSession> pool(PoolSettings settings) {
    return pool(
        settings,
        () -> {
          FakeSession session = new FakeSession();
          synchronized (sessions) {
            sessions.add(session);
          }
          return session;
        });
  }

  private SessionPool<FakeSession> pool(PoolSettings settings, SessionSource<FakeSession> source) {
    SessionPool<FakeSession> pool = new SessionPool<>("test", settings, source);
    pools.add(pool);
    return pool;
  }

  private static PoolSettings settings(int threads, int queue, int maxAbandoned) {
    return new PoolSettings(
        threads, queue, Duration.ofMillis(300), Duration.ofMillis(500), maxAbandoned);
  }

  @AfterEach
  void close() {
    pools.forEach(SessionPool::close);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void eachSessionStaysOnItsPlatformThread() throws Exception {
    SessionPool<FakeSession> pool = pool(settings(4, 64, 1));
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        answers.add(
            callers.submit(() ->
                pool.call(session ->
                    session.owner.equals(Thread.currentThread())
                        && !Thread.currentThread().isVirtual()
                        && Thread.currentThread().getName().startsWith("vault-test-"))));
      }
      for (Future<Boolean> answer : answers) {
        assertThat(answer.get()).isTrue();
      }
    }
    assertThat(sessions).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void aWrongPinIsOfferedOnceWhateverTheNumberOfThreads() throws Exception {
    AtomicInteger offered = new AtomicInteger();
    SessionPool<FakeSession> pool =
        pool(
            settings(8, 64, 1),
            () -> {
              offered.incrementAndGet();
              throw new CustodyException.PinRejected("test");
            });
    try (ExecutorService callers = Executors.newFixedThreadPool(16)) {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        Callable<Boolean> call = () -> pool.call(_ -> true);
        answers.add(callers.submit(call));
      }
      for (Future<Boolean> answer : answers) {
        assertThatThrownBy(answer::get)
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(CustodyException.PinRejected.class);
      }
    }
    assertThat(offered).hasValue(1);
    assertThat(pool.health().status()).isEqualTo(VaultHealth.Status.DOWN);
  }

  @Test
  void aSessionThatIsNoLongerUsableIsReplacedBeforeTheCall() {
    SessionPool<FakeSession> pool = pool(settings(1, 4, 1));
    FakeSession first = pool.call(session -> session);
    first.usable = false;
    assertThat(pool.<FakeSession>call(session -> session)).isNotSameAs(first);
    assertThat(first.closed).isTrue();
  }

  @Test
  void aLostSessionAndAnUnforeseenFailureCostTheSession() {
    SessionPool<FakeSession> pool = pool(settings(1, 4, 1));
    assertThatThrownBy(() ->
            pool.call(_ -> {
              throw new CustodyException.SessionLost("test", "gone");
            }))
        .isInstanceOf(CustodyException.SessionLost.class);
    assertThatThrownBy(() ->
            pool.call(_ -> {
              throw new IllegalStateException("unforeseen");
            }))
        .isInstanceOf(CustodyException.VaultFault.class);
    pool.probe();
    assertThat(sessions).hasSize(3);
    assertThat(sessions.get(0).closed).isTrue();
    assertThat(sessions.get(1).closed).isTrue();
    assertThat(sessions.get(2).closed).isFalse();
  }

  @Test
  void anAnswerOfTheVaultCostsNoSession() {
    SessionPool<FakeSession> pool = pool(settings(1, 4, 1));
    assertThatThrownBy(() ->
            pool.call(_ -> {
              throw new CustodyException.VaultFault("test", "CKR_ARGUMENTS_BAD");
            }))
        .isInstanceOf(CustodyException.VaultFault.class);
    pool.probe();
    assertThat(sessions).hasSize(1);
  }

  @Test
  void comesBackWhenSessionsCanBeOpenedAgain() {
    AtomicBoolean there = new AtomicBoolean();
    SessionPool<FakeSession> pool =
        pool(
            settings(2, 4, 1),
            () -> {
              if (!there.get()) {
                throw new CustodyException.VaultUnavailable("test", "no token");
              }
              return new FakeSession();
            });
    assertThatThrownBy(pool::probe).isInstanceOf(CustodyException.VaultUnavailable.class);
    assertThat(pool.health().status()).isEqualTo(VaultHealth.Status.DOWN);
    there.set(true);
    pool.probe();
    assertThat(pool.health().status()).isEqualTo(VaultHealth.Status.UP);
  }

  @Test
  void aFullQueueAndALongWaitAreBusyAndTheCallIsNotMade() throws Exception {
    SessionPool<FakeSession> pool =
        pool(new PoolSettings(1, 1, Duration.ofMillis(100), Duration.ofSeconds(10), 0));
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger made = new AtomicInteger();
    try (ExecutorService callers = Executors.newFixedThreadPool(3)) {
      Future<Boolean> first = callers.submit(() -> pool.call(_ -> await(release)));
      Thread.sleep(50);
      List<Future<Integer>> others = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        others.add(callers.submit(() -> pool.call(_ -> made.incrementAndGet())));
      }
      for (Future<Integer> other : others) {
        assertThatThrownBy(other::get).hasCauseInstanceOf(CustodyException.VaultBusy.class);
      }
      release.countDown();
      assertThat(first.get()).isTrue();
    }
    pool.probe();
    assertThat(made).hasValue(0);
  }

  @Test
  void stuckCallsDoNotHoldUpOthersAndTheirThreadsComeHome() throws Exception {
    SessionPool<FakeSession> pool = pool(settings(2, 64, 2));
    CountDownLatch release = new CountDownLatch(1);
    try (ExecutorService callers = Executors.newFixedThreadPool(2)) {
      List<Future<Boolean>> stuck = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        stuck.add(callers.submit(() -> pool.call(_ -> await(release))));
      }
      for (Future<Boolean> call : stuck) {
        assertThatThrownBy(call::get).hasCauseInstanceOf(CustodyException.TimedOut.class);
      }
    }
    assertThat(pool.health().abandoned()).isEqualTo(2);
    assertThat(pool.<Integer>call(_ -> 7)).isEqualTo(7);
    release.countDown();
    long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (pool.health().abandoned() > 0 && System.nanoTime() < end) {
      Thread.sleep(10);
    }
    assertThat(pool.health())
        .isEqualTo(new VaultHealth(VaultHealth.Status.UP, 2, 0, Optional.empty()));
    assertThat(sessions.stream().filter(session -> !session.closed)).hasSizeLessThanOrEqualTo(2);
  }

  /** A job that no worker is woken for would wait out its 20 seconds and fail. */
  @Test
  void noCallIsForgottenWhoeverLooksAndWhoeverSleeps() throws Exception {
    SessionPool<FakeSession> pool =
        pool(new PoolSettings(3, 2, Duration.ofSeconds(20), Duration.ofSeconds(20), 0));
    AtomicInteger made = new AtomicInteger();
    try (ExecutorService platform = Executors.newFixedThreadPool(6);
        ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int caller = 0; caller < 24; caller++) {
        int number = caller;
        ExecutorService callers = caller % 4 == 0 ? platform : virtual;
        answers.add(
            callers.submit(() -> {
              int sum = 0;
              for (int i = 0; i < 1_000; i++) {
                int value = i;
                sum +=
                    pool.<Integer>call(_ -> {
                      made.incrementAndGet();
                      return value + number;
                    });
                if (i % 100 == 99) {
                  Thread.sleep(1);
                }
              }
              return sum;
            }));
      }
      for (int caller = 0; caller < answers.size(); caller++) {
        assertThat(answers.get(caller).get()).isEqualTo(499_500 + 1_000 * caller);
      }
    }
    assertThat(made).hasValue(24_000);
    assertThat(sessions).hasSizeBetween(1, 3);
  }

  @Test
  void aCallThatStartedAtOnceTimesOutThoughItsQueueTimeStillRuns() throws Exception {
    SessionPool<FakeSession> pool =
        pool(new PoolSettings(1, 4, Duration.ofSeconds(60), Duration.ofMillis(100), 1));
    CountDownLatch release = new CountDownLatch(1);
    assertThatThrownBy(() ->
            pool.call(_ -> {
              awaitUninterruptibly(release);
              return true;
            }))
        .isInstanceOf(CustodyException.TimedOut.class);
    release.countDown();
  }

  @Test
  void closingFailsWhoWaitsAndClosesEverySession() throws Exception {
    SessionPool<FakeSession> pool =
        pool(new PoolSettings(1, 8, Duration.ofSeconds(10), Duration.ofSeconds(10), 0));
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (ExecutorService callers = Executors.newFixedThreadPool(2)) {
      Future<Boolean> running =
          callers.submit(() ->
              pool.call(_ -> {
                started.countDown();
                return await(release);
              }));
      started.await();
      Future<Boolean> waiting = callers.submit(() -> pool.call(_ -> true));
      Thread.sleep(100);
      pool.close();
      assertThatThrownBy(waiting::get).hasCauseInstanceOf(CustodyException.VaultClosed.class);
      running.get();
    }
    assertThatThrownBy(pool::probe).isInstanceOf(CustodyException.VaultClosed.class);
    assertThat(sessions).allMatch(session -> session.closed);
  }

  @Test
  void anInterruptedCallerGoesAndKeepsItsInterrupt() throws Exception {
    SessionPool<FakeSession> pool =
        pool(new PoolSettings(1, 8, Duration.ofSeconds(10), Duration.ofSeconds(10), 1));
    CountDownLatch release = new CountDownLatch(1);
    AtomicBoolean kept = new AtomicBoolean();
    Thread caller =
        Thread.ofPlatform()
            .start(() -> {
              try {
                pool.call(_ -> await(release));
              } catch (CustodyException.TimedOut given) {
                kept.set(Thread.currentThread().isInterrupted());
              }
            });
    Thread.sleep(200);
    caller.interrupt();
    caller.join();
    assertThat(kept).isTrue();
    pool.probe();
    release.countDown();
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
    return true;
  }
}
