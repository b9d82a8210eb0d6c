package org.liangzheng.api.web.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.liangzheng.api.home.TestDatabases;
import org.liangzheng.api.schedule.OneNode;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.ProblemDocuments;
import org.liangzheng.api.web.ProblemPage;
import org.liangzheng.api.web.TestCipher;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** A route that makes things on a real database, with as many nodes as a test wants. */
abstract class IdempotencyRig {
  static final String ROUTE = "POST /v1/things";
  static final String KEY = "0123456789abcdef";
  static final Instant NOW = Instant.parse("2026-11-22T00:00:00.123456Z");
  static final JsonMapper JSON = JsonMapper.builder().build();
  static final RequestDigest REQUEST = RequestDigest.of(JSON, Map.of("holder", "张三样"));

  static HikariDataSource dataSource;
  static JdbcClient jdbc;
  static TransactionTemplate transactions;

  final TestCipher cipher = new TestCipher();
  final List<Node> nodes = new ArrayList<>();

  /** What recovery finds; each test sets its own. */
  Function<Intent, Optional<Outcome>> recovery = _ -> Optional.empty();

  @BeforeAll
  static void open() {
    dataSource = TestDatabases.migrated().pool(20);
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
  record Node(Idempotency idempotency, IntentJobs jobs, Leases leases, IntentStore store) {}

  Node node(Duration lease) {
    return node(lease, NOW);
  }

  Node node(Duration lease, Instant now) {
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
  static class Making implements Act {
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

  static UUID thing(Intent intent) {
    return UUID.fromString(new String(intent.allotted(), StandardCharsets.US_ASCII));
  }

  static Outcome outcome(Intent intent) {
    UUID id = thing(intent);
    return new Outcome(
        Answer.json(201, Map.of("Location", "/v1/things/" + id), Map.of("id", id), JSON),
        () -> jdbc.sql("insert into thing values (?, ?)").params(id, intent.attempt()).update());
  }

  static Answer run(Node node, Act act) {
    return node.idempotency.run("client", ROUTE, KEY, REQUEST, act);
  }

  static int things() {
    return jdbc.sql("select count(*) from thing").query(Integer.class).single();
  }

  static String state() {
    return jdbc.sql("select state || ' ' || attempt from web_intent").query(String.class).single();
  }

  static void runOut() {
    jdbc.sql(
            "update web_intent set lease_until = clock_timestamp() - interval '1 second'"
                + " where state = 'PERFORMING'")
        .update();
  }

  static Problem refused(Callable<Answer> call) {
    return catchThrowableOfType(Problem.class, call::call);
  }

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
