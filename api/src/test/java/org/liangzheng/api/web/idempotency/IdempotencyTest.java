package org.liangzheng.api.web.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.home.TestDatabases;
import org.liangzheng.api.schedule.OneNode;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.ProblemDocuments;
import org.liangzheng.api.web.ProblemPage;
import org.liangzheng.api.web.TestCipher;
import org.liangzheng.api.web.WebProblem;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

class IdempotencyTest {

  private static final String ROUTE = "POST /v1/things";
  private static final String KEY = "0123456789abcdef";
  private static final Instant NOW = Instant.parse("2026-11-22T00:00:00.123456Z");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final RequestDigest REQUEST = RequestDigest.of(JSON, Map.of("holder", "张三样"));

  private static HikariDataSource dataSource;
  private static JdbcClient jdbc;
  private static TransactionTemplate transactions;

  private final TestCipher cipher = new TestCipher();
  private final List<Node> nodes = new ArrayList<>();

  /** What recovery finds; each test sets its own. */
  private Function<Intent, Optional<Outcome>> recovery = _ -> Optional.empty();

  @BeforeAll
  static void open() {
    TestDatabases.Access database = TestDatabases.migrated();
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.url());
    config.setUsername(database.user());
    config.setPassword(database.password());
    config.setMaximumPoolSize(20);
    dataSource = new HikariDataSource(config);
    jdbc = JdbcClient.create(dataSource);
    transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    jdbc.sql("create table thing (id uuid primary key, attempt int not null)").update();
  }

  @AfterAll
  static void shut() {
    dataSource.close();
  }

  @BeforeEach
  void empty() {
    jdbc.sql("truncate web_intent, thing").update();
  }

  @AfterEach
  void stop() {
    nodes.forEach(node -> node.leases.close());
  }

  /** One of several programs working on the same database. */
  private record Node(Idempotency idempotency, IntentJobs jobs, Leases leases, IntentStore store) {}

  private Node node(Duration lease) {
    return node(lease, NOW);
  }

  private Node node(Duration lease, Instant now) {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    IntentStore store = new IntentStore(jdbc, cipher);
    Leases leases = new Leases(store, lease);
    RecoverableRoute route =
        new RecoverableRoute() {
          @Override
          public String route() {
            return ROUTE;
          }

          @Override
          public Optional<Outcome> recover(Intent intent) {
            return recovery.apply(intent);
          }
        };
    Idempotency idempotency =
        new Idempotency(
            store,
            leases,
            List.of(route),
            transactions,
            new ProblemDocuments(
                JSON, new StaticListableBeanFactory().getBeanProvider(ProblemPage.class)),
            new Ids(clock, new SecureRandom()),
            clock);
    IdempotencySettings settings =
        new IdempotencySettings(lease, Duration.ofSeconds(15), Duration.ofDays(30));
    Node node =
        new Node(
            idempotency,
            new IntentJobs(idempotency, store, new OneNode(dataSource), settings, clock),
            leases,
            store);
    nodes.add(node);
    return node;
  }

  /** Makes one row in the table thing, under the identifier it was allotted. */
  private static class Making implements Act {
    final AtomicInteger performed = new AtomicInteger();
    final List<UUID> allotted = new ArrayList<>();
    final List<Integer> attempts = new ArrayList<>();

    @Override
    public byte[] allot(Instant now) {
      return UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public Outcome perform(Intent intent) {
      assertThat(TransactionSynchronizationManager.isActualTransactionActive()).isFalse();
      performed.incrementAndGet();
      synchronized (this) {
        allotted.add(thing(intent));
        attempts.add(intent.attempt());
      }
      return outcome(intent);
    }
  }

  private static UUID thing(Intent intent) {
    return UUID.fromString(new String(intent.allotted(), StandardCharsets.US_ASCII));
  }

  private static Outcome outcome(Intent intent) {
    UUID id = thing(intent);
    return new Outcome(
        Answer.json(201, Map.of("Location", "/v1/things/" + id), Map.of("id", id), JSON),
        () -> jdbc.sql("insert into thing values (?, ?)").params(id, intent.attempt()).update());
  }

  private static Answer run(Node node, Act act) {
    return node.idempotency.run("client", ROUTE, KEY, REQUEST, act);
  }

  private static int things() {
    return jdbc.sql("select count(*) from thing").query(Integer.class).single();
  }

  private static String state() {
    return jdbc.sql("select state || ' ' || attempt from web_intent").query(String.class).single();
  }

  private static void runOut() {
    jdbc.sql(
            "update web_intent set lease_until = clock_timestamp() - interval '1 second'"
                + " where state = 'PERFORMING'")
        .update();
  }

  private static Problem refused(Callable<Answer> call) {
    return catchThrowableOfType(Problem.class, call::call);
  }

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
    node.idempotency.run("other client", ROUTE, KEY, REQUEST, act);
    node.idempotency.run("client", ROUTE, "another-key", REQUEST, act);
    // The quotes of a structured field are not part of the key.
    assertThat(node.idempotency.run("client", ROUTE, "\"another-key\"", REQUEST, act).headers())
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

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Test
  void anotherBodyWithTheSameKeyIsRefused() {
    Node node = node(Duration.ofMinutes(1));
    Making act = new Making();
    run(node, act);
    RequestDigest other = RequestDigest.of(JSON, Map.of("holder", "李四样"));
    assertThat(refused(() -> node.idempotency.run("client", ROUTE, KEY, other, act)).code())
        .isEqualTo(WebProblem.IDEMPOTENCY_KEY_REUSED);
    assertThat(act.performed).hasValue(1);
  }

  @Test
  void aMissingOrOddKeyIsRefused() {
    Node node = node(Duration.ofMinutes(1));
    for (String key : new String[] {null, "", "  "}) {
      assertThat(
              refused(() -> node.idempotency.run("client", ROUTE, key, REQUEST, new Making()))
                  .code())
          .isEqualTo(WebProblem.IDEMPOTENCY_KEY_MISSING);
    }
    for (String key : new String[] {"short", "with space in it", "张三张三张三张三", "x".repeat(129)}) {
      assertThat(
              refused(() -> node.idempotency.run("client", ROUTE, key, REQUEST, new Making()))
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
    alive.jobs.settleOverdue();
    assertThat(state()).as("the lease still runs").isEqualTo("PERFORMING 1");

    runOut();
    alive.jobs.settleOverdue();
    assertThat(state()).isEqualTo("VOID 2");
    assertThat(things()).isZero();

    // Another death; this time the act left something behind.
    jdbc.sql("update web_intent set state = 'PERFORMING', lease_until = now()").update();
    runOut();
    recovery = intent -> Optional.of(outcome(intent));
    alive.jobs.settleOverdue();
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
      assertThatThrownBy(() -> node.idempotency.run("client", ROUTE, key, REQUEST, new Dying()))
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
    node.jobs.settleOverdue();
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
              other.jobs.settleOverdue();
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
      other.jobs.settleOverdue();
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
          node.jobs.settleOverdue();
          assertThat(state()).isEqualTo("VOID 2");
        });
  }

  @Test
  void answersAreKeptThirtyDays() {
    Making act = new Making();
    run(node(Duration.ofMinutes(1)), act);
    node(Duration.ofMinutes(1), NOW.plus(Duration.ofDays(30)).minusSeconds(1)).jobs.deleteOld();
    assertThat(state()).isEqualTo("ANSWERED 1");
    node(Duration.ofMinutes(1), NOW.plus(Duration.ofDays(30)).plusSeconds(1)).jobs.deleteOld();
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

  @Test
  void misuseIsRefused() {
    Node node = node(Duration.ofMinutes(1));
    assertThatThrownBy(
            () -> node.idempotency.run("client", "POST /v1/other", KEY, REQUEST, new Making()))
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
