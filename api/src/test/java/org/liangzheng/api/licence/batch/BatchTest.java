package org.liangzheng.api.licence.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.licence.LicenceRequests;
import org.liangzheng.api.licence.TestCity;
import org.liangzheng.api.licence.batch.TestBatches.Reply;
import org.liangzheng.signer.sample.SampleDepartment;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Batches from their upload to their results. */
@ApiTest
@TestPropertySource(
    properties = {"liangzheng.batch.pause-first=100ms", "liangzheng.batch.pause-longest=200ms"})
class BatchTest {
  private static final Duration LONG = Duration.ofMinutes(6);

  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient database;
  @Autowired private BatchJobs jobs;
  @Autowired private Clock clock;
  private TestBatches sender;
  private TestCity city;

  @BeforeEach
  void open() {
    Tokens tokens = Tokens.of(context);
    sender =
        new TestBatches(
            tokens.base(), tokens.bearer(SampleDepartment.MARKET.id(), Scope.LICENCE_ISSUE));
    city = TestCity.of(context);
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  static String good(int number) {
    return LicenceRequests.valid(LicenceRequests.company(number), "亮城市第" + number + "号示例店")
        .toString();
  }

  private int licences() {
    return database.sql("select count(*) from licence").query(Integer.class).single();
  }

  @Test
  void twoThousandLinesWithBadOnesAmongThem() {
    int count = 2_000;
    Map<Integer, IntFunction<String>> bad = new TreeMap<>();
    for (int line = 7; line <= count; line += 97) {
      int which = bad.size() % 6;
      bad.put(
          line,
          number ->
              switch (which) {
                case 0 -> "{\"type\":";
                case 1 -> "not json";
                case 2 -> "{\"type\":\"11100000MB0143028R999\",\"number\":\" \"}";
                case 3 -> good(number).replace("\"number\"", "\"nummer\"");
                case 4 -> "{\"data\":" + "[".repeat(40) + "]".repeat(40) + "}";
                default -> "{\"number\":\"" + "9".repeat(70_000) + "\"}";
              });
    }
    List<String> lines =
        IntStream.rangeClosed(1, count)
            .mapToObj(line -> bad.getOrDefault(line, BatchTest::good).apply(line))
            .toList();
    int before = licences();
    Instant begun = clock.instant();
    String key = key();
    Reply accepted = sender.send(key, TestBatches.body(lines));
    assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
    UUID batch = accepted.id();
    JsonNode running =
        Awaitility.await()
            .atMost(LONG)
            .until(
                () -> sender.view(batch),
                view ->
                    view.get("done").asInt() > 0 || view.get("state").asString().equals("DONE"));
    if (running.get("state").asString().equals("RUNNING")) {
      assertThat(running.get("linesPerSecond").asDouble()).isPositive();
      assertThat(Instant.parse(running.get("estimatedEnd").asString())).isAfter(begun);
    }
    JsonNode done = sender.untilFinished(TestBatches.PATH, batch, LONG);
    System.out.println(
        "batch: "
            + count
            + " lines in "
            + Duration.between(begun, clock.instant()).toMillis()
            + " ms");
    assertThat(done.get("lines").asInt()).isEqualTo(count);
    assertThat(done.get("done").asInt()).isEqualTo(count - bad.size());
    assertThat(done.get("refused").asInt()).isEqualTo(bad.size());
    assertThat(done.get("open").asInt()).isZero();

    List<JsonNode> results = sender.results(TestBatches.PATH, batch, 333);
    assertThat(results.stream().map(one -> one.get("line").asInt()))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, count).boxed().toList());
    List<String> issued = new ArrayList<>();
    for (JsonNode one : results) {
      int line = one.get("line").asInt();
      if (bad.containsKey(line)) {
        assertThat(one.get("outcome").asString()).isEqualTo("REFUSED");
      } else {
        assertThat(one.get("outcome").asString()).as(one.toString()).isEqualTo("ISSUED");
        issued.add(one.get("licence").asString());
      }
    }
    assertThat(issued).doesNotHaveDuplicates();
    assertThat(licences()).isEqualTo(before + issued.size());
    assertThat(codes(results, 7)).isEqualTo("request-unreadable");
    assertThat(codes(results, 7 + 97)).isEqualTo("request-unreadable");
    assertThat(codes(results, 7 + 2 * 97)).isEqualTo("request-invalid");
    assertThat(
            results
                .get(6 + 2 * 97)
                .at("/problem/errors")
                .valueStream()
                .map(error -> error.get("pointer").asString() + " " + error.get("code").asString()))
        .containsExactlyInAnyOrder(
            "/type licence-type-unknown",
            "/number field-malformed",
            "/holder field-missing",
            "/data field-missing");
    assertThat(codes(results, 7 + 3 * 97)).isEqualTo("request-invalid");
    assertThat(codes(results, 7 + 4 * 97)).isEqualTo("request-too-complex");
    assertThat(codes(results, 7 + 5 * 97)).isEqualTo("batch-line-too-long");

    // Each line came to the licence it asked for.
    JsonNode read = city.read("/v1/licences/" + results.get(41).get("licence").asString()).json();
    assertThat(read.get("number").asString()).isEqualTo(LicenceRequests.company(42));
    byte[] file =
        city.read("/v1/licences/" + results.get(41).get("licence").asString() + "/file").body();
    assertThat(new TestVerdict(Tokens.of(context).base()).of(file)).isEqualTo("VALID");

    // The same body under its key is the same batch; its lines are not issued again.
    Reply again = sender.send(key, TestBatches.body(lines));
    assertThat(again.replayed()).isEqualTo("true");
    assertThat(again.id()).isEqualTo(batch);
    assertThat(licences()).isEqualTo(before + issued.size());
    retention(batch, issued.size(), before);
  }

  private static String codes(List<JsonNode> results, int line) {
    return results.get(line - 1).at("/problem/code").asString();
  }

  /** Input goes a day after the end, results after thirty; what was issued stays. */
  private void retention(UUID batch, int issued, int before) {
    String contents =
        "select count(*) from licence_batch_chunk where batch = ? and content is not null";
    jobs.removeNow();
    assertThat(number(contents, batch)).isPositive();
    age(batch, "25 hours");
    jobs.removeNow();
    assertThat(number(contents, batch)).isZero();
    assertThat(sender.results(TestBatches.PATH, batch, 10_000)).hasSize(2_000);
    age(batch, "31 days");
    jobs.removeNow();
    assertThat(sender.get(TestBatches.PATH + "/" + batch + "/results").problem())
        .isEqualTo("410 batch-results-gone");
    assertThat(sender.view(batch).get("done").asInt()).isEqualTo(issued);
    assertThat(licences()).isEqualTo(before + issued);
  }

  private void age(UUID batch, String time) {
    database
        .sql("update licence_batch set finished_at = finished_at - ?::interval where id = ?")
        .params(time, batch)
        .update();
  }

  private int number(String sql, UUID batch) {
    return database.sql(sql).param(batch).query(Integer.class).single();
  }

  @Test
  void cancelLeavesWhatIsDoneAndBeginsNothingMore() {
    List<String> lines = IntStream.rangeClosed(10_001, 11_000).mapToObj(BatchTest::good).toList();
    int before = licences();
    UUID batch = sender.send(key(), TestBatches.body(lines)).id();
    Awaitility.await().atMost(LONG).until(() -> sender.view(batch).get("done").asInt() >= 5);
    String key = key();
    Reply cancelled = sender.post(TestBatches.PATH + "/" + batch + "/cancel", key, null);
    assertThat(cancelled.status()).as(cancelled.body()).isEqualTo(202);
    assertThat(sender.post(TestBatches.PATH + "/" + batch + "/cancel", key, null).replayed())
        .isEqualTo("true");
    JsonNode end = sender.untilFinished(TestBatches.PATH, batch, LONG);
    assertThat(end.get("state").asString()).isEqualTo("CANCELLED");
    int done = end.get("done").asInt();
    assertThat(done).isBetween(5, 999);
    assertThat(end.get("cancelled").asInt()).isEqualTo(1_000 - done);
    assertThat(licences()).isEqualTo(before + done);
    List<JsonNode> results = sender.results(TestBatches.PATH, batch, 1_000);
    assertThat(results.stream().filter(one -> one.get("outcome").asString().equals("ISSUED")))
        .hasSize(done);
    // Every line is accounted for, singly or in a range.
    int told = 0;
    for (JsonNode one : results) {
      told += one.has("untilLine") ? one.get("untilLine").asInt() - one.get("line").asInt() + 1 : 1;
    }
    assertThat(told).isEqualTo(1_000);
    assertThat(sender.post(TestBatches.PATH + "/" + batch + "/cancel", key(), null).problem())
        .isEqualTo("409 batch-over");
  }

  /** The seal is taken away, as a vault would be: lines wait, and none of them is refused. */
  @Test
  void aBatchWhoseSealIsAwayPausesAndGoesOn() {
    String market = SampleDepartment.MARKET.id().value();
    String suspend =
        "update seal set state = ? where authority = ? and kind = 'LICENCE' and state = ?";
    database.sql(suspend).params("SUSPENDED", market, "ACTIVE").update();
    UUID batch;
    try {
      batch =
          sender
              .send(
                  key(),
                  TestBatches.body(
                      IntStream.rangeClosed(20_001, 20_030).mapToObj(BatchTest::good).toList()))
              .id();
      JsonNode paused =
          Awaitility.await()
              .atMost(LONG)
              .pollInterval(Duration.ofMillis(20))
              .until(() -> sender.view(batch), view -> view.has("pause"));
      assertThat(paused.at("/pause/code").asString()).isEqualTo("licence-seal-missing");
      assertThat(paused.get("state").asString()).isEqualTo("RUNNING");
      Awaitility.await()
          .atMost(LONG)
          .until(() -> number("select failures from licence_batch where id = ?", batch) >= 3);
      assertThat(sender.view(batch).get("open").asInt()).isEqualTo(30);
    } finally {
      database.sql(suspend).params("ACTIVE", market, "SUSPENDED").update();
    }
    JsonNode done = sender.untilFinished(TestBatches.PATH, batch, LONG);
    assertThat(done.get("done").asInt()).isEqualTo(30);
    assertThat(done.get("failed").asInt() + done.get("refused").asInt()).isZero();
  }

  @Test
  void nothingOfItsInputStandsInTheOpen() {
    ObjectNode request =
        LicenceRequests.valid(LicenceRequests.company(60_001), "标记批次商行").put("number", "批次标记99");
    String bad = request.toString().replace("\"001\"", "\"批次标记99\"");
    UUID batch = sender.send(key(), TestBatches.body(List.of(request.toString(), bad))).id();
    assertThat(sender.untilFinished(TestBatches.PATH, batch, LONG).get("refused").asInt())
        .isEqualTo(1);
    for (String column :
        List.of(
            "licence_batch_chunk.content",
            "licence_batch_line.problem",
            "licence_batch_line.allotted")) {
      String[] names = column.split("\\.");
      List<byte[]> cells =
          database
              .sql(
                  "select "
                      + names[1]
                      + " from "
                      + names[0]
                      + " where batch = ? and "
                      + names[1]
                      + " is not null")
              .param(batch)
              .query(byte[].class)
              .list();
      assertThat(cells).as(column).isNotEmpty();
      for (byte[] cell : cells) {
        String text = new String(cell, StandardCharsets.UTF_8);
        assertThat(text).doesNotContain("标记").doesNotContain("code").doesNotContain("number");
      }
    }
    assertThat(sender.get(TestBatches.PATH + "/" + batch + "/results").body()).doesNotContain("标记");
  }
}
