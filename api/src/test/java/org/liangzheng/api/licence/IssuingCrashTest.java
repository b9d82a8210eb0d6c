package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liangzheng.api.licence.OwnDatabase.number;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.api.licence.TestCity.Reply;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/**
 * The service as its own process, killed while clients issue, and started again on the same state
 * folder. Clients do what clients should: they repeat their request under its key until answered.
 */
class IssuingCrashTest {
  private static final int CLIENTS = 8;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final Clock clock = Clock.systemUTC();
  private final List<Instant> kills = new ArrayList<>();
  private final Map<String, ObjectNode> requests = new ConcurrentHashMap<>();
  private final Map<String, byte[]> answers = new ConcurrentHashMap<>();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger repeated = new AtomicInteger();
  private volatile int most = Integer.MAX_VALUE;
  private volatile TestCity city;
  private CrashRig rig;

  @BeforeEach
  void prepare() throws IOException {
    rig = new CrashRig(folder.resolve("home"));
  }

  @AfterEach
  void end() throws Exception {
    kill(true);
  }

  @Test
  void twoKillsLoseNothingAndRepeatNothing() throws Exception {
    killAndProve(seeded(), 2, 400);
  }

  @Test
  @Tag("long")
  void manyKillsLoseNothingAndRepeatNothing() throws Exception {
    killAndProve(seeded(), 15, 5_000);
  }

  /**
   * Its seed is printed; {@code -Dcrash.seed=} gives the same moments again, as far as time can.
   */
  private RandomGenerator seeded() {
    long seed = Long.getLong("crash.seed", clock.millis());
    System.out.println("crash: seed " + seed);
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  private void killAndProve(RandomGenerator chance, int times, int licences) throws Exception {
    start();
    try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<?>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(threads.submit(this::issueAgainAndAgain));
      }
      for (int kill = 0; kill < times; kill++) {
        int before = answers.size();
        Awaitility.await()
            .atMost(LIMIT)
            .until(
                () -> answers.size() >= before + 20 || clients.stream().anyMatch(Future::isDone));
        for (Future<?> client : clients) {
          if (client.isDone()) {
            client.get(); // it failed: say why
          }
        }
        TimeUnit.MILLISECONDS.sleep(chance.nextInt(50, 900));
        // Every other time the database goes with it, as when the machine's power does.
        kill(kill % 2 == 1);
        start();
      }
      most = Math.min(begun.get() + 40, Math.max(licences, begun.get()));
      for (Future<?> client : clients) {
        client.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      }
    }
    prove(times);
  }

  /** Until enough are begun; each is repeated until it is answered, some are asked for again. */
  private void issueAgainAndAgain() {
    for (int number = begun.incrementAndGet(); number <= most; number = begun.incrementAndGet()) {
      String key = "crash-key-" + number;
      ObjectNode request =
          LicenceRequests.valid(LicenceRequests.company(number), "亮城市第" + number + "号示例店");
      requests.put(key, request);
      byte[] answer = untilAnswered(key, request);
      answers.put(key, answer);
      if (number % 5 == 0) {
        assertThat(untilAnswered(key, request)).as(key).isEqualTo(answer);
      }
    }
  }

  private byte[] untilAnswered(String key, ObjectNode request) {
    Instant end = clock.instant().plus(LIMIT);
    String last = "";
    while (clock.instant().isBefore(end)) {
      try {
        Reply reply = city.issue(key, request);
        last = reply.problem();
        if (reply.status() == 201) {
          return reply.body();
        }
        if (reply.status() != 409 && reply.status() < 500) {
          throw new AssertionError(key + ": " + last);
        }
      } catch (UncheckedIOException down) {
        last = String.valueOf(down.getCause());
      }
      repeated.incrementAndGet();
      pause();
    }
    throw new AssertionError(key + " was never answered; at last: " + last);
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private void prove(int times) throws Exception {
    int count = requests.size();
    System.out.println(
        "crash: " + times + " kills, " + count + " licences, " + repeated + " repeated requests");
    assertThat(answers).hasSize(count);
    JdbcClient database = rig.database();
    assertThat(number(database, "select count(*) from web_intent")).isEqualTo(count);
    assertThat(number(database, "select count(*) from web_intent where state = 'ANSWERED'"))
        .isEqualTo(count);
    for (String table :
        List.of(
            "licence",
            "licence_version",
            "licence_identifier",
            "licence_holder",
            "document_file")) {
      assertThat(number(database, "select count(*) from " + table)).as(table).isEqualTo(count);
    }
    List<String> ids =
        answers.values().stream()
            .map(body -> LicenceRequests.JSON.readTree(body).get("id").asString())
            .toList();
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(database.sql("select id::text from licence").query(String.class).list())
        .containsExactlyInAnyOrderElementsOf(ids);
    everySignatureHasItsRecord(database, times);
    everyFileVerifies();
  }

  private void everySignatureHasItsRecord(JdbcClient database, int times) {
    String acts = " from custody_attempt a where a.act = 'SEAL_LICENCE'";
    assertThat(number(database, "select count(*)" + acts + " and intent is null")).isZero();
    assertThat(
            number(
                database,
                "select count(*)"
                    + acts
                    + " and not exists (select from web_intent i where i.id = a.intent"
                    + " and i.intent_time <= a.started_at)"))
        .as("signatures before their intent")
        .isZero();
    assertThat(
            number(
                database,
                "select count(*) from licence_version v where not exists (select"
                    + acts
                    + " and a.outcome = 'SIGNED' and a.subject like '%/licence-version:' || v.id)"))
        .as("licences without the record of their signature")
        .isZero();
    // An act that was begun anew signs the same digest for the same version: never another act.
    assertThat(
            number(
                database,
                "select count(*) from (select intent"
                    + acts
                    + " group by intent having count(distinct digest) > 1"
                    + " or count(distinct subject) > 1) x"))
        .isZero();
    assertThat(
            number(
                database,
                "select count(*) from (select subject"
                    + acts
                    + " group by subject having count(distinct intent) > 1) x"))
        .isZero();
    long open = number(database, "select count(*)" + acts + " and outcome is null");
    long anew = number(database, "select count(*) from web_intent where attempt > 1");
    System.out.println("crash: " + open + " attempts left open, " + anew + " acts begun anew");
    assertThat(open).isLessThanOrEqualTo((long) CLIENTS * times);
    Instant lastKill = kills.getLast();
    assertThat(
            database
                .sql("select count(*)" + acts + " and outcome is null and started_at > ?")
                .param(lastKill.atOffset(java.time.ZoneOffset.UTC))
                .query(Long.class)
                .single())
        .as("open attempts after the last kill")
        .isZero();
    assertThat(
            number(
                database,
                "select count(*) from (select key_ref, count(*) as made from custody_attempt"
                    + " group by key_ref) m where made > (select coalesce(sum(leased), 0)"
                    + " from custody_usage u where u.key_ref = m.key_ref)"))
        .as("keys that signed more than was counted")
        .isZero();
  }

  private void everyFileVerifies() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> checks = new ArrayList<>();
      answers.forEach((key, body) -> checks.add(threads.submit(() -> verifies(key, body))));
      for (Future<?> check : checks) {
        check.get();
      }
    }
  }

  private void verifies(String key, byte[] answer) {
    Reply again = city.issue(key, requests.get(key));
    assertThat(again.body()).as(key).isEqualTo(answer);
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    Reply read = city.read(again.header("Location"));
    assertThat(read.json()).isEqualTo(again.json());
    assertThat(read.json().get("holder")).isEqualTo(requests.get(key).get("holder"));
    Reply file = city.read(again.header("Location") + "/file");
    assertThat(city.verify(file.body()).verdict()).as(key).isEqualTo("VALID");
  }

  private void start() throws Exception {
    String token = rig.start();
    city = new TestCity(rig.base(), token);
  }

  private void kill(boolean databaseToo) throws Exception {
    rig.kill(databaseToo);
    kills.add(clock.instant());
  }
}
