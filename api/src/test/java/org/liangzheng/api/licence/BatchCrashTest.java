package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liangzheng.api.licence.OwnDatabase.number;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.api.licence.batch.TestBatches;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * The service as its own process, killed in the middle of a batch, once with its database; after
 * the last start every good line has one licence and every bad one its reason.
 */
class BatchCrashTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int LINES = 400;
  private static final int KILLS = 2;

  @TempDir Path folder;
  private TestBatches sender;
  private TestCity city;
  private CrashRig rig;

  @BeforeEach
  void prepare() throws IOException {
    rig =
        new CrashRig(
            folder.resolve("home"),
            "--liangzheng.batch.lease=3s",
            "--liangzheng.batch.poll=100ms",
            "--liangzheng.batch.chunk-lines=25");
  }

  @AfterEach
  void end() throws Exception {
    rig.kill(true);
  }

  @Test
  void aBatchThatIsKilledGoesOnAndRepeatsNothing() throws Exception {
    start();
    List<String> lines =
        IntStream.rangeClosed(1, LINES)
            .mapToObj(number ->
                number % 50 == 0
                    ? "{\"bad\":" + number
                    : LicenceRequests.valid(
                            LicenceRequests.company(number), "亮城市第" + number + "号示例店")
                        .toString())
            .toList();
    String key = "killed-batch-key";
    UUID batch = sender.send(key, TestBatches.body(lines)).id();
    for (int kill = 1; kill <= KILLS; kill++) {
      int enough = kill * 60;
      Awaitility.await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> sender.view(batch).get("done").asInt() >= enough);
      rig.kill(kill % 2 == 0);
      start();
      assertThat(sender.view(batch).get("open").asInt()).as("killed too late").isPositive();
    }
    // The sender never saw an answer, for all it knows, and sends the batch again.
    assertThat(sender.send(key, TestBatches.body(lines)).id()).isEqualTo(batch);
    JsonNode done = sender.untilFinished(TestBatches.PATH, batch, LIMIT);
    int bad = LINES / 50;
    assertThat(done.get("done").asInt()).isEqualTo(LINES - bad);
    assertThat(done.get("refused").asInt()).isEqualTo(bad);
    prove(batch, bad);
  }

  private void prove(UUID batch, int bad) throws Exception {
    List<JsonNode> results = sender.results(TestBatches.PATH, batch, 150);
    assertThat(results.stream().map(one -> one.get("line").asInt()))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, LINES).boxed().toList());
    JdbcClient database = rig.database();
    for (String table : List.of("licence", "licence_version", "licence_identifier")) {
      assertThat(number(database, "select count(*) from " + table))
          .as(table)
          .isEqualTo(LINES - bad);
    }
    assertThat(database.sql("select id::text from licence").query(String.class).list())
        .containsExactlyInAnyOrderElementsOf(
            results.stream()
                .filter(one -> one.has("licence"))
                .map(one -> one.get("licence").asString())
                .toList());
    assertThat(number(database, "select count(*) from document_file")).isEqualTo(LINES - bad);
    assertThat(
            number(
                database,
                "select count(*) from (select subject from custody_attempt"
                    + " where act = 'SEAL_LICENCE' group by subject"
                    + " having count(distinct intent) > 1) x"))
        .as("licences signed for two intents")
        .isZero();
    assertThat(
            number(
                database,
                "select count(*) from custody_attempt a where a.act = 'SEAL_LICENCE' and not exists"
                    + " (select from licence_batch_line l where l.id = a.intent"
                    + " and l.intent_time <= a.started_at)"))
        .as("signatures without their intent")
        .isZero();
    long again = number(database, "select count(*) from licence_batch_line where attempt > 1");
    long open =
        number(
            database,
            "select count(*) from custody_attempt where act = 'SEAL_LICENCE' and outcome is null");
    System.out.println(
        "batch crash: "
            + KILLS
            + " kills, "
            + again
            + " lines taken up again, "
            + open
            + " signatures left open");
    assertThat(again).isPositive();
    // Each licence is the one its line asked for, and its file is good.
    for (JsonNode one : results.subList(0, 60)) {
      if (one.has("licence")) {
        String path = "/v1/licences/" + one.get("licence").asString();
        assertThat(city.read(path).json().get("number").asString())
            .isEqualTo(LicenceRequests.company(one.get("line").asInt()));
        assertThat(city.verify(city.read(path + "/file").body()).verdict()).isEqualTo("VALID");
      }
    }
  }

  private void start() throws Exception {
    String token = rig.start();
    sender = new TestBatches(rig.base(), token);
    city = new TestCity(rig.base(), token);
  }
}
