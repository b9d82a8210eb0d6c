package org.liangzheng.api.web.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;

/** What becomes of acts whose holder died, was overtaken or did not answer. */
class IdempotencyRecoveryTest extends IdempotencyRig {
  /** Dies after the act and before anything of it is stored. */
  private static final class Dying extends Making {
    @Override
    public Outcome perform(Intent intent) {
      Outcome outcome = super.perform(intent);
      if (intent.attempt() == 1) {
        throw new Killed();
      }
      return outcome;
    }
  }

  private static final class Killed extends Error {}

  @Test
  void afterADeathTheLeaseProtectsThenTheRetryGoesOn() {
    Node dead = node(Duration.ofMinutes(1));
    Node alive = node(Duration.ofMinutes(1));
    Dying act = new Dying();
    assertThatThrownBy(() -> run(dead, act)).isInstanceOf(Killed.class);
    assertThat(state()).isEqualTo("PERFORMING 1");
    Problem problem = refused(() -> run(alive, act));
    assertThat(problem.code()).isEqualTo(WebProblem.REQUEST_IN_FLIGHT);
    assertThat(problem.headers()).containsEntry("Retry-After", "5");

    runOut();
    assertThat(run(alive, act).status()).isEqualTo(201);
    assertThat(act.allotted.stream().distinct()).hasSize(1);
    assertThat(things()).isEqualTo(1);
    assertThat(state()).isEqualTo("ANSWERED 2");
  }

  @Test
  void theJobStoresAnOutcomeThatIsThereAndVoidsOneThatIsNot() {
    Node dead = node(Duration.ofMinutes(1));
    Node alive = node(Duration.ofMinutes(1));
    Dying act = new Dying();
    assertThatThrownBy(() -> run(dead, act)).isInstanceOf(Killed.class);
    alive.jobs().settleOverdue();
    assertThat(state()).as("the lease still runs").isEqualTo("PERFORMING 1");

    runOut();
    alive.jobs().settleOverdue();
    assertThat(state()).isEqualTo("VOID 2");
    assertThat(things()).isZero();

    // Another death; this time the act left something behind.
    jdbc.sql("update web_intent set state = 'PERFORMING', lease_until = now()").update();
    runOut();
    recovery = intent -> Optional.of(outcome(intent));
    alive.jobs().settleOverdue();
    assertThat(state()).isEqualTo("ANSWERED 3");
    assertThat(things()).isEqualTo(1);
    assertThat(run(alive, act).headers()).containsKey(Answer.REPLAYED);
    assertThat(act.performed).hasValue(1);
  }

  @Test
  void theRetryLooksForTheOutcomeBeforeItActs() {
    Node node = node(Duration.ofMinutes(1));
    Dying act = new Dying();
    assertThatThrownBy(() -> run(node, act)).isInstanceOf(Killed.class);
    runOut();
    recovery = intent -> Optional.of(outcome(intent));
    assertThat(run(node, act).status()).isEqualTo(201);
    assertThat(act.performed).hasValue(1);
    assertThat(things()).isEqualTo(1);
  }

  @Test
  void oneThatCannotBeSettledDoesNotHoldUpTheOthers() {
    Node node = node(Duration.ofMinutes(1));
    for (String key : new String[] {"key-one-", "key-two-"}) {
      assertThatThrownBy(() -> node.idempotency().run("client", ROUTE, key, REQUEST, new Dying()))
          .isInstanceOf(Killed.class);
    }
    runOut();
    AtomicInteger asked = new AtomicInteger();
    recovery =
        intent -> {
          if (asked.incrementAndGet() == 1) {
            throw new IllegalStateException();
          }
          return Optional.empty();
        };
    node.jobs().settleOverdue();
    assertThat(jdbc.sql("select state from web_intent order by state").query(String.class).list())
        .containsExactly("PERFORMING", "VOID");
  }

  @Test
  void aHolderThatWasOvertakenStoresNothing() {
    Node slow = node(Duration.ofMinutes(1));
    Node quick = node(Duration.ofMinutes(1));
    Making inner = new Making();
    Making act =
        new Making() {
          @Override
          public Outcome perform(Intent intent) {
            Outcome outcome = super.perform(intent);
            // Meanwhile its lease runs out and another carries the act through.
            runOut();
            assertThat(run(quick, inner).status()).isEqualTo(201);
            return outcome;
          }
        };
    Answer late = run(slow, act);
    assertThat(late.headers()).containsKey(Answer.REPLAYED);
    assertThat(things()).isEqualTo(1);
    assertThat(jdbc.sql("select attempt from thing").query(Integer.class).single()).isEqualTo(2);
    assertThat(late.body()).isEqualTo(run(quick, inner).body());
  }

  @Test
  void aHolderOvertakenByTheJobIsToldToAskAgain() {
    Node slow = node(Duration.ofMinutes(1));
    Node other = node(Duration.ofMinutes(1));
    Making act =
        new Making() {
          @Override
          public Outcome perform(Intent intent) {
            Outcome outcome = super.perform(intent);
            if (intent.attempt() == 1) {
              runOut();
              other.jobs().settleOverdue();
            }
            return outcome;
          }
        };
    assertThat(refused(() -> run(slow, act)).code()).isEqualTo(WebProblem.REQUEST_IN_FLIGHT);
    assertThat(things()).isZero();
    assertThat(run(slow, act).status()).isEqualTo(201);
    assertThat(act.attempts).containsExactly(1, 3);
    assertThat(things()).isEqualTo(1);
  }

  @Test
  void aHolderThatLivesKeepsItsLease() throws Exception {
    Node node = node(Duration.ofMillis(600));
    Node other = node(Duration.ofMillis(600));
    CountDownLatch began = new CountDownLatch(1);
    Making act =
        new Making() {
          @Override
          public Outcome perform(Intent intent) {
            began.countDown();
            sleep(2000);
            return super.perform(intent);
          }
        };
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Answer> first = threads.submit(() -> run(node, act));
      assertThat(began.await(5, TimeUnit.SECONDS)).isTrue();
      sleep(1300);
      other.jobs().settleOverdue();
      assertThat(refused(() -> run(other, act)).code()).isEqualTo(WebProblem.REQUEST_IN_FLIGHT);
      assertThat(first.get().headers()).doesNotContainKey(Answer.REPLAYED);
    }
    assertThat(things()).isEqualTo(1);
    assertThat(state()).isEqualTo("ANSWERED 1");
  }

  @Test
  void aLeaseRunsOutByItself() {
    Node node = node(Duration.ofMillis(200));
    Dying act = new Dying();
    assertThatThrownBy(() -> run(node, act)).isInstanceOf(Killed.class);
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> {
          node.jobs().settleOverdue();
          assertThat(state()).isEqualTo("VOID 2");
        });
  }

  @Test
  void whatWasAllottedInVainIsUndone() {
    // The loser of a race on the insert must leave nothing of its allotting behind.
    Node node = node(Duration.ofMinutes(1));
    Making winner = new Making();
    Making loser =
        new Making() {
          @Override
          public byte[] allot(Instant now) {
            jdbc.sql("insert into thing values (?, 0)").param(UUID.randomUUID()).update();
            try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
              var _ = other.submit(() -> run(node, winner));
            }
            return super.allot(now);
          }
        };
    assertThat(run(node, loser).headers()).containsKey(Answer.REPLAYED);
    assertThat(loser.performed).hasValue(0);
    assertThat(things()).isEqualTo(1);
  }
}
