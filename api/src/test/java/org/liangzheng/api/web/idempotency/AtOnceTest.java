package org.liangzheng.api.web.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;

/** Acts that leave nothing outside are written once, and are kept once all the same. */
class AtOnceTest extends IdempotencyRig {
  private static class Plain extends Making {
    @Override
    public boolean leavesNothingOutside() {
      return true;
    }
  }

  /** Fails in its first attempt. */
  private static final class Failing extends Plain {
    private final Throwable failure;

    Failing(Throwable failure) {
      this.failure = failure;
    }

    @Override
    public Outcome perform(Intent intent) {
      Outcome outcome = super.perform(intent);
      if (performed.get() == 1) {
        if (failure instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) failure;
      }
      return outcome;
    }
  }

  private static int intents() {
    return jdbc.sql("select count(*) from web_intent").query(Integer.class).single();
  }

  @Test
  void nothingIsWrittenBeforeTheActAndAllWithItsAnswer() {
    Node node = node(Duration.ofMinutes(1));
    Plain act =
        new Plain() {
          @Override
          public Outcome perform(Intent intent) {
            assertThat(intents()).isZero();
            return super.perform(intent);
          }
        };
    Answer first = run(node, act);
    assertThat(first.headers()).doesNotContainKey(Answer.REPLAYED);
    assertThat(state()).isEqualTo("ANSWERED 1");
    Answer second = run(node, act);
    assertThat(second.headers()).containsEntry(Answer.REPLAYED, "true");
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(act.performed).hasValue(1);
    assertThat(things()).isEqualTo(1);
  }

  @Test
  void manyAtOnceAreAnsweredTheSame() throws Exception {
    Node[] two = {node(Duration.ofMinutes(1)), node(Duration.ofMinutes(1))};
    CyclicBarrier all = new CyclicBarrier(8);
    Plain act =
        new Plain() {
          @Override
          public Outcome perform(Intent intent) {
            Outcome outcome = super.perform(intent);
            try {
              all.await();
            } catch (Exception broken) {
              throw new IllegalStateException(broken);
            }
            return outcome;
          }
        };
    List<Future<Answer>> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        Node node = two[i % 2];
        results.add(threads.submit(() -> run(node, act)));
      }
    }
    List<String> said = new ArrayList<>();
    int replayed = 0;
    for (Future<Answer> one : results) {
      said.add(new String(one.get().body(), StandardCharsets.UTF_8));
      replayed += one.get().headers().containsKey(Answer.REPLAYED) ? 1 : 0;
    }
    assertThat(said.stream().distinct()).hasSize(1);
    assertThat(replayed).isEqualTo(7);
    assertThat(act.performed).hasValue(8);
    assertThat(things()).isEqualTo(1);
    assertThat(intents()).isEqualTo(1);
  }

  @Test
  void aFinalRefusalIsAnAnswer() {
    Node node = node(Duration.ofMinutes(1));
    Failing act = new Failing(new Problem(WebProblem.REQUEST_INVALID));
    Answer first = run(node, act);
    assertThat(first.status()).isEqualTo(400);
    assertThat(run(node, act).body()).isEqualTo(first.body());
    assertThat(act.performed).hasValue(1);
    assertThat(things()).isZero();
    assertThat(state()).isEqualTo("ANSWERED 1");
  }

  @Test
  void aRefusalWhileKeepingKeepsNothingElse() {
    Node node = node(Duration.ofMinutes(1));
    Plain act =
        new Plain() {
          @Override
          public Outcome perform(Intent intent) {
            Outcome made = super.perform(intent);
            return new Outcome(
                made.answer(),
                () -> {
                  made.persist().run();
                  throw new Problem(WebProblem.REQUEST_INVALID);
                });
          }
        };
    assertThat(run(node, act).status()).isEqualTo(400);
    assertThat(things()).isZero();
    assertThat(run(node, act).headers()).containsKey(Answer.REPLAYED);
  }

  @Test
  void afterAFailureTheNextAttemptWorksWithTheSameIdentifiers() {
    for (RuntimeException failure :
        List.of(new Problem(WebProblem.UNAVAILABLE), new IllegalStateException("no luck"))) {
      empty();
      Node node = node(Duration.ofMinutes(1));
      Failing act = new Failing(failure);
      assertThatThrownBy(() -> run(node, act)).isSameAs(failure);
      assertThat(state()).isEqualTo("VOID 1");
      assertThat(run(node, act).status()).isEqualTo(201);
      assertThat(state()).isEqualTo("ANSWERED 2");
      assertThat(act.allotted.stream().distinct()).hasSize(1);
      assertThat(things()).isEqualTo(1);
    }
  }

  @Test
  void afterADeathNothingIsThereAndTheRetryBeginsAnew() {
    Failing act = new Failing(new StackOverflowError());
    assertThatThrownBy(() -> run(node(Duration.ofMinutes(1)), act)).isInstanceOf(Error.class);
    assertThat(intents()).isZero();
    assertThat(run(node(Duration.ofMinutes(1)), act).status()).isEqualTo(201);
    assertThat(state()).isEqualTo("ANSWERED 1");
    assertThat(things()).isEqualTo(1);
  }

  @Test
  void anotherBodyIsRefusedAlsoInARace() {
    Node node = node(Duration.ofMinutes(1));
    RequestDigest other = RequestDigest.of(JSON, Map.of("holder", "李四样"));
    Plain second = new Plain();
    Plain first =
        new Plain() {
          @Override
          public Outcome perform(Intent intent) {
            if (performed.get() == 0) {
              assertThat(node.idempotency().run("client", ROUTE, KEY, other, second).status())
                  .isEqualTo(201);
            }
            return super.perform(intent);
          }
        };
    assertThat(refused(() -> run(node, first)).code()).isEqualTo(WebProblem.IDEMPOTENCY_KEY_REUSED);
    assertThat(refused(() -> run(node, new Plain())).code())
        .isEqualTo(WebProblem.IDEMPOTENCY_KEY_REUSED);
    assertThat(things()).isEqualTo(1);
  }

  @Test
  void whoFailsBecauseTheOtherWasFirstIsToldTheOthersAnswer() throws Exception {
    Node node = node(Duration.ofMinutes(1));
    for (RuntimeException failure :
        List.of(
            new Problem(WebProblem.REQUEST_INVALID),
            new Problem(WebProblem.UNAVAILABLE),
            new IllegalStateException("it is there already"))) {
      empty();
      CountDownLatch looked = new CountDownLatch(1);
      CountDownLatch done = new CountDownLatch(1);
      Plain late =
          new Plain() {
            @Override
            public Outcome perform(Intent intent) {
              looked.countDown();
              try {
                done.await();
              } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
              }
              throw failure;
            }
          };
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<Answer> loser = threads.submit(() -> run(node, late));
        looked.await();
        Answer won = run(node, new Plain());
        done.countDown();
        assertThat(loser.get().body()).isEqualTo(won.body());
        assertThat(loser.get().headers()).containsKey(Answer.REPLAYED);
      }
      assertThat(things()).isEqualTo(1);
    }
  }
}
