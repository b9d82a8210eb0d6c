package org.liangzheng.api.licence.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.SecondNode;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.licence.batch.BatchLines.OpenLine;
import org.liangzheng.api.licence.batch.BatchRuns.Claim;
import org.liangzheng.signer.sample.SampleDepartment;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Several nodes at one batch. This one works only when the test has it work. */
@ApiTest
@TestPropertySource(properties = {"liangzheng.batch.workers=0", "liangzheng.batch.lease=60s"})
class BatchNodesTest {
  private static final Duration LONG = Duration.ofMinutes(4);

  @Autowired private ApplicationContext first;
  @Autowired private BatchRuns runs;
  @Autowired private BatchLines batchLines;
  @Autowired private TransactionTemplate transactions;
  @Autowired private JdbcClient database;

  @Test
  void nodesShareABatchAndWhoLostItsLeaseWritesNothing(@TempDir Path folder) throws Exception {
    Tokens tokens = Tokens.of(first);
    TestBatches sender =
        new TestBatches(
            tokens.base(), tokens.bearer(SampleDepartment.MARKET.id(), Scope.LICENCE_ISSUE));
    int count = 300;
    UUID batch =
        sender
            .send(
                "batch-of-nodes",
                TestBatches.body(
                    IntStream.rangeClosed(70_001, 70_000 + count)
                        .mapToObj(BatchTest::good)
                        .toList()))
            .id();

    // Two nodes take up two parts: never the same.
    Claim slow = runs.claim().orElseThrow();
    Claim other = runs.claim().orElseThrow();
    assertThat(other.chunk()).isNotEqualTo(slow.chunk());
    assertThat(slow.attempt()).isOne();

    // The first is silent for longer than its lease; another takes its part up: with the same
    // intents, so that whatever was begun is gone on with.
    expire(slow);
    Claim heir = runs.claim().orElseThrow();
    assertThat(heir.chunk()).isEqualTo(slow.chunk());
    assertThat(heir.attempt()).isEqualTo(2);
    for (int i = 0; i < slow.lines().size(); i++) {
      OpenLine before = slow.lines().get(i);
      OpenLine after = heir.lines().get(i);
      assertThat(after.intent().id()).isEqualTo(before.intent().id());
      assertThat(after.intent().time()).isEqualTo(before.intent().time());
      assertThat(after.intent().allotted()).isEqualTo(before.intent().allotted());
    }
    OpenLine line = slow.lines().getFirst();
    assertThat(holds(line, slow.attempt())).isFalse();
    assertThat(holds(heir.lines().getFirst(), heir.attempt())).isTrue();
    batchLines.settle(line, slow.attempt(), "FAILED", new byte[] {1});
    runs.release(slow);
    runs.close(slow);
    assertThat(runs.renew(slow)).isEmpty();
    assertThat(runs.renew(heir)).hasValue(Batch.State.RUNNING);
    assertThat(sender.view(batch).get("open").asInt()).isEqualTo(count);

    // Both die; nodes that live end what they began. Results come without gaps all the while.
    expire(heir);
    expire(other);
    try (ConfigurableApplicationContext second = start(folder, "second")) {
      Awaitility.await().atMost(LONG).until(() -> sender.view(batch).get("done").asInt() >= 20);
      assertThat(second.isRunning()).isTrue();
    }
    int halfway = sender.view(batch).get("done").asInt();
    assertThat(halfway).isLessThan(count);
    List<JsonNode> told = sender.results(TestBatches.PATH, batch, 1_000);
    assertThat(told).hasSizeLessThanOrEqualTo(halfway);
    assertThat(told.stream().map(one -> one.get("line").asInt()))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, told.size()).boxed().toList());
    List<JsonNode> all = new ArrayList<>();
    try (ConfigurableApplicationContext third = start(folder, "third");
        ConfigurableApplicationContext fourth = start(folder, "fourth")) {
      assertThat(third.isRunning() && fourth.isRunning()).isTrue();
      JsonNode done = sender.untilFinished(TestBatches.PATH, batch, LONG);
      assertThat(done.get("done").asInt()).isEqualTo(count);
      all.addAll(sender.results(TestBatches.PATH, batch, 1_000));
    }
    assertThat(all.subList(0, told.size())).isEqualTo(told);
    assertThat(all.stream().map(one -> one.get("licence").asString()))
        .hasSize(count)
        .doesNotHaveDuplicates();
    assertThat(number("select count(*) from licence")).isEqualTo(count);
    assertThat(number("select count(distinct subject) from licence_batch_line")).isEqualTo(count);
    assertThat(
            number(
                "select count(*) from (select subject from custody_attempt"
                    + " where act = 'SEAL_LICENCE' group by subject"
                    + " having count(distinct intent) > 1) x"))
        .isZero();
  }

  private boolean holds(OpenLine line, int attempt) {
    return Boolean.TRUE.equals(transactions.execute(_ -> batchLines.holds(line, attempt)));
  }

  private void expire(Claim claim) {
    database
        .sql(
            "update licence_batch_chunk set lease_until = clock_timestamp() - interval '1 second'"
                + " where id = ? and state = 'RUNNING'")
        .param(claim.chunk())
        .update();
  }

  private int number(String sql) {
    return database.sql(sql).query(Integer.class).single();
  }

  private ConfigurableApplicationContext start(Path folder, String name) throws Exception {
    return SecondNode.start(
        first,
        folder.resolve(name),
        "--liangzheng.sample.enabled=true",
        "--liangzheng.sample.licences=false",
        "--liangzheng.batch.poll=100ms");
  }
}
