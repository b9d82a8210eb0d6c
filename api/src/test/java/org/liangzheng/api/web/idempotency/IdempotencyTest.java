package org.liangzheng.api.web.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;

/** Whoever asks again is answered the same, and nothing happens twice. */
class IdempotencyTest extends IdempotencyRig {
  @Test
  void aRepetitionGetsTheSameBytesAndNothingHappensTwice() {
    Node node = node(Duration.ofMinutes(1));
    Making act = new Making();
    Answer first = run(node, act);
    Answer second = run(node, act);
    assertThat(first.status()).isEqualTo(201);
    assertThat(first.headers()).doesNotContainKey(Answer.REPLAYED);
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers())
        .containsEntry("Location", first.headers().get("Location"))
        .containsEntry("Content-Type", "application/json")
        .containsEntry(Answer.REPLAYED, "true");
    assertThat(act.performed).hasValue(1);
    assertThat(things()).isEqualTo(1);
    assertThat(state()).isEqualTo("ANSWERED 1");
  }

  @Test
  void clientRouteAndKeyTogetherMakeTheRequest() {
    Node node = node(Duration.ofMinutes(1));
    Making act = new Making();
    run(node, act);
    node.idempotency().run("other client", ROUTE, KEY, REQUEST, act);
    node.idempotency().run("client", ROUTE, "another-key", REQUEST, act);
    // The quotes of a structured field are not part of the key.
    assertThat(node.idempotency().run("client", ROUTE, "\"another-key\"", REQUEST, act).headers())
        .containsKey(Answer.REPLAYED);
    assertThat(things()).isEqualTo(3);
  }

  @Test
  void sixteenAtOnceDoItOnce() throws Exception {
    Node[] two = {node(Duration.ofMinutes(1)), node(Duration.ofMinutes(1))};
    Making act =
        new Making() {
          @Override
          public Outcome perform(Intent intent) {
            Outcome outcome = super.perform(intent);
            sleep(200);
            return outcome;
          }
        };
    CountDownLatch go = new CountDownLatch(1);
    List<Future<String>> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 16; i++) {
        Node node = two[i % 2];
        results.add(
            threads.submit(() -> {
              go.await();
              try {
                return new String(run(node, act).body(), StandardCharsets.UTF_8);
              } catch (Problem problem) {
                assertThat(problem.headers()).containsKey("Retry-After");
                return problem.code().code();
              }
            }));
      }
      go.countDown();
    }
    List<String> said = new ArrayList<>();
    for (Future<String> result : results) {
      said.add(result.get());
    }
    assertThat(act.performed).hasValue(1);
    assertThat(things()).isEqualTo(1);
    String made = "{\"id\":\"" + act.allotted.getFirst() + "\"}";
    assertThat(said).contains(made).containsOnly(made, "request-in-flight");
    assertThat(run(two[1], act).body()).asString(StandardCharsets.UTF_8).isEqualTo(made);
  }

  @Test
  void anotherBodyWithTheSameKeyIsRefused() {
    Node node = node(Duration.ofMinutes(1));
    Making act = new Making();
    run(node, act);
    RequestDigest other = RequestDigest.of(JSON, Map.of("holder", "李四样"));
    assertThat(refused(() -> node.idempotency().run("client", ROUTE, KEY, other, act)).code())
        .isEqualTo(WebProblem.IDEMPOTENCY_KEY_REUSED);
    assertThat(act.performed).hasValue(1);
  }

  @Test
  void aMissingOrOddKeyIsRefused() {
    Node node = node(Duration.ofMinutes(1));
    for (String key : new String[] {null, "", "  "}) {
      assertThat(
              refused(() -> node.idempotency().run("client", ROUTE, key, REQUEST, new Making()))
                  .code())
          .isEqualTo(WebProblem.IDEMPOTENCY_KEY_MISSING);
    }
    for (String key : new String[] {"short", "with space in it", "张三张三张三张三", "x".repeat(129)}) {
      assertThat(
              refused(() -> node.idempotency().run("client", ROUTE, key, REQUEST, new Making()))
                  .code())
          .isEqualTo(WebProblem.IDEMPOTENCY_KEY_INVALID);
    }
  }

  @Test
  void aRefusalIsAnAnswerToo() {
    Node node = node(Duration.ofMinutes(1));
    AtomicInteger asked = new AtomicInteger();
    Act refusing =
        new Making() {
          @Override
          public Outcome perform(Intent intent) {
            asked.incrementAndGet();
            throw new Problem(WebProblem.NOT_FOUND);
          }
        };
    Answer first = run(node, refusing);
    Answer second = run(node, refusing);
    assertThat(first.status()).isEqualTo(404);
    assertThat(first.headers()).containsEntry("Content-Type", "application/problem+json");
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(asked).hasValue(1);
  }

  @Test
  void aRefusalWhileStoringUndoesWhatWasStored() {
    Node node = node(Duration.ofMinutes(1));
    Act act =
        new Making() {
          @Override
          public Outcome perform(Intent intent) {
            Outcome outcome = super.perform(intent);
            return new Outcome(
                outcome.answer(),
                () -> {
                  outcome.persist().run();
                  throw new Problem(WebProblem.REQUEST_INVALID);
                });
          }
        };
    assertThat(run(node, act).status()).isEqualTo(400);
    assertThat(things()).isZero();
    assertThat(state()).isEqualTo("ANSWERED 1");
  }

  @Test
  void aFailureIsNoAnswerAndTheRetryGetsTheSameIdentifiers() {
    Node node = node(Duration.ofMinutes(1));
    AtomicReference<RuntimeException> failure =
        new AtomicReference<>(new Problem(WebProblem.UNAVAILABLE));
    Making act =
        new Making() {
          @Override
          public Outcome perform(Intent intent) {
            Outcome outcome = super.perform(intent);
            assertThat(intent.time()).isEqualTo("2026-11-22T00:00:00.123Z");
            RuntimeException thrown = failure.getAndSet(null);
            if (thrown != null) {
              throw thrown;
            }
            return outcome;
          }
        };
    assertThat(refused(() -> run(node, act)).code()).isEqualTo(WebProblem.UNAVAILABLE);
    assertThat(state()).isEqualTo("VOID 1");
    failure.set(new IllegalStateException());
    assertThatThrownBy(() -> run(node, act)).isInstanceOf(IllegalStateException.class);
    failure.set(new Problem(WebProblem.TOO_MANY_REQUESTS));
    assertThat(refused(() -> run(node, act)).code()).isEqualTo(WebProblem.TOO_MANY_REQUESTS);
    assertThat(run(node, act).status()).isEqualTo(201);
    assertThat(act.attempts).containsExactly(1, 2, 3, 4);
    assertThat(act.allotted.stream().distinct()).hasSize(1);
    assertThat(things()).isEqualTo(1);
  }

  @Test
  void answersAreKeptThirtyDays() {
    Making act = new Making();
    run(node(Duration.ofMinutes(1)), act);
    node(Duration.ofMinutes(1), NOW.plus(Duration.ofDays(30)).minusSeconds(1)).jobs().deleteOld();
    assertThat(state()).isEqualTo("ANSWERED 1");
    node(Duration.ofMinutes(1), NOW.plus(Duration.ofDays(30)).plusSeconds(1)).jobs().deleteOld();
    assertThat(jdbc.sql("select count(*) from web_intent").query(Integer.class).single()).isZero();
    run(node(Duration.ofMinutes(1)), act);
    assertThat(things()).isEqualTo(2);
  }

  @Test
  void nothingReadableIsKept() {
    Node node = node(Duration.ofMinutes(1));
    run(
        node,
        new Making() {
          @Override
          public byte[] allot(Instant now) {
            return "allotted 张三样".getBytes(StandardCharsets.UTF_8);
          }

          @Override
          public Outcome perform(Intent intent) {
            return Outcome.of(
                new Answer(200, Map.of(), "answer 张三样".getBytes(StandardCharsets.UTF_8)));
          }
        });
    String row =
        jdbc.sql(
                "select id::text || client || route || encode(key_hash, 'escape')"
                    + " || encode(intent, 'escape') || encode(answer, 'escape') from web_intent")
            .query(String.class)
            .single();
    assertThat(row).doesNotContain("allotted").doesNotContain("answer").doesNotContain(KEY);
    byte[] intent = jdbc.sql("select intent from web_intent").query(byte[].class).single();
    assertThat(contains(intent, REQUEST.bytes())).as("digest in the open").isFalse();
  }

  private static boolean contains(byte[] all, byte[] part) {
    return new String(all, StandardCharsets.ISO_8859_1)
        .contains(new String(part, StandardCharsets.ISO_8859_1));
  }

  @Test
  void misuseIsRefused() {
    Node node = node(Duration.ofMinutes(1));
    assertThatThrownBy(
            () -> node.idempotency().run("client", "POST /v1/other", KEY, REQUEST, new Making()))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> transactions.executeWithoutResult(_ -> run(node, new Making())))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new Answer(500, Map.of(), new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theDigestIsOfWhatIsSaidNotOfHow() {
    assertThat(digest("{\"a\":1,\"b\":{\"c\":[1,2],\"d\":null}}"))
        .isEqualTo(digest("{ \"b\" : {\"c\":[1,2]}, \"a\":1 }"));
    assertThat(digest("{\"a\":[1,2]}")).isNotEqualTo(digest("{\"a\":[2,1]}"));
    assertThat(digest("{\"a\":\"1\"}")).isNotEqualTo(digest("{\"a\":1}"));
    assertThat(RequestDigest.of(JSON, "a", "b").bytes())
        .isNotEqualTo(RequestDigest.of(JSON, "ab", "").bytes());
  }

  private static byte[] digest(String json) {
    return RequestDigest.of(JSON, JSON.readTree(json)).bytes();
  }
}
