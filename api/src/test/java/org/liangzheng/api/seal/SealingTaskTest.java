package org.liangzheng.api.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liangzheng.api.seal.SealWorld.code;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.testkit.TestPages;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.SealStatus;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.Verdict;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two departments seal one document. */
@ApiTest
class SealingTaskTest {
  private static final String PATH = "/v1/sealing-tasks";
  private static final byte[] DOCUMENT = TestPages.pages(2, "210", "297").build();

  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient database;
  private SealWorld market;
  private SealWorld housing;
  private String marketSeal;
  private String housingSeal;

  @BeforeEach
  void open() {
    market = new SealWorld(context, Tokens.OWN);
    housing = new SealWorld(context, Tokens.FOREIGN);
    marketSeal = market.activeOffice();
    housingSeal = housing.activeOffice();
  }

  private static String task(String order, byte[] document) {
    return """
    {"title":"示例联合通知","order":"%s","document":"%s","matter":"JOINT-1","parties":[
      {"authority":"%s","places":[{"at":{"page":1,"x":20,"y":20}}]},
      {"authority":"%s","places":[{"at":{"page":1,"x":120,"y":20}},{"seam":{}}]}]}
    """
        .formatted(order, SealWorld.base64(document), Tokens.OWN.value(), Tokens.FOREIGN.value());
  }

  private Answer create(String order) {
    Answer created =
        market.send(
            Tokens.of(context).bearer(Tokens.OWN, Scope.SEAL_USE), PATH, task(order, DOCUMENT));
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    return created;
  }

  private static String approval(String seal, Answer task) {
    return "{\"seal\":\""
        + seal
        + "\",\"document\":\""
        + task.json().get("original").asString()
        + "\"}";
  }

  private static Answer approve(SealWorld who, String seal, Answer task) {
    return who.post(task.header("Location") + "/approval", approval(seal, task));
  }

  private void assertSealedByBothAndLocked(Answer task) {
    assertThat(market.get(task.header("Location")).json().get("state").asString())
        .isEqualTo("COMPLETED");
    byte[] file = housing.file(housing.keeper(), task.header("Location") + "/file");
    Report report =
        Verifier.verify(
            file,
            context
                .getBean(TrustDirectory.class)
                .evidence()
                .withSealStatus(_ -> new SealStatus.InForce()),
            Policy.FILE,
            context.getBean(Clock.class).instant());
    assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.VALID);
    assertThat(report.signatures()).hasSize(2);
    Answer further =
        market.send(
            Tokens.of(context).bearer(Tokens.OWN, Scope.SEAL_USE),
            "/v1/seal-signatures",
            SealWorld.document(marketSeal, file, ""));
    assertThat(code(further)).isEqualTo("422 document-locked");
  }

  /** Who is late seals nothing, though the other has; and that it ended is written down. */
  @Test
  void aTaskEndsAtItsDeadline() {
    String token = Tokens.of(context).bearer(Tokens.OWN, Scope.SEAL_USE);
    Instant now = context.getBean(Clock.class).instant();
    for (Instant wrong : new Instant[] {now.minusSeconds(1), now.plus(Duration.ofDays(400))}) {
      assertThat(code(market.send(token, PATH, until(wrong))))
          .isEqualTo("422 sealing-task-deadline-wrong");
    }
    Answer task = market.send(token, PATH, until(now.plus(Duration.ofHours(1))));
    assertThat(task.status()).as(task.body()).isEqualTo(201);
    assertThat(task.json().get("deadline").isNull()).isFalse();
    assertThat(approve(market, marketSeal, task).status()).isEqualTo(200);
    database
        .sql("update seal_task set deadline = now() - interval '1 second' where id = ?::uuid")
        .param(task.json().get("id").asString())
        .update();
    assertThat(code(approve(housing, housingSeal, task))).isEqualTo("409 sealing-task-over");
    Answer ended =
        Awaitility.await()
            .atMost(Duration.ofMinutes(2))
            .until(
                () -> market.get(task.header("Location")),
                shown -> shown.json().get("state").asString().equals("EXPIRED"));
    assertThat(ended.json().at("/steps/2/act").asString()).isEqualTo("EXPIRE");
    assertThat(ended.json().at("/steps/2/actor").asString()).isEqualTo("clock");
    assertThat(code(approve(housing, housingSeal, task))).isEqualTo("409 sealing-task-over");
    assertThat(
            database
                .sql("select count(*) from audit_entry where subject = ?::uuid and act = ?")
                .params(task.json().get("id").asString(), "SEALING_TASK_EXPIRE")
                .query(Integer.class)
                .single())
        .isOne();
  }

  private static String until(Instant deadline) {
    return task("PARALLEL", DOCUMENT).replaceFirst("\\{", "{\"deadline\":\"" + deadline + "\",");
  }

  @Test
  void inSequenceTheFirstComesFirst() {
    Answer task = create("SEQUENCE");
    assertThat(code(approve(housing, housingSeal, task)))
        .isEqualTo("409 sealing-task-not-your-turn");
    String key = SealWorld.key();
    String path = task.header("Location") + "/approval";
    Answer first = market.keyed(market.keeper(), path, key, approval(marketSeal, task));
    assertThat(first.status()).as(first.body()).isEqualTo(200);
    assertThat(first.json().get("state").asString()).isEqualTo("OPEN");
    Answer again = market.keyed(market.keeper(), path, key, approval(marketSeal, task));
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(code(approve(market, marketSeal, task))).isEqualTo("409 sealing-task-done");
    Answer second = approve(housing, housingSeal, task);
    assertThat(second.status()).as(second.body()).isEqualTo(200);
    assertThat(second.json().get("state").asString()).isEqualTo("COMPLETED");
    assertSealedByBothAndLocked(task);
    List<String> journal = new ArrayList<>();
    market
        .get(task.header("Location"))
        .json()
        .get("steps")
        .forEach(step ->
            journal.add(step.get("act").asString() + " " + step.get("authority").asString()));
    assertThat(journal)
        .containsExactly(
            "CREATE " + Tokens.OWN.value(),
            "SEAL " + Tokens.OWN.value(),
            "SEAL " + Tokens.FOREIGN.value());
    assertThat(
            database
                .sql("select count(*) from seal_use where subject = ? and act = 'SEAL_TASK'")
                .param(UUID.fromString(task.json().get("id").asString()))
                .query(Integer.class)
                .single())
        .isEqualTo(2);
    assertThat(code(housing.post(task.header("Location") + "/refusal", "{\"reason\":\"x\"}")))
        .isEqualTo("409 sealing-task-done");
  }

  /** Both at once: nobody's seal is lost, whoever comes second seals what the first has sealed. */
  @Test
  void sideBySideBothSealsStay() throws Exception {
    Answer task = create("PARALLEL");
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<Answer> one = threads.submit(() -> stubborn(market, marketSeal, task));
      Future<Answer> two = threads.submit(() -> stubborn(housing, housingSeal, task));
      assertThat(one.get().status()).as(one.get().body()).isEqualTo(200);
      assertThat(two.get().status()).as(two.get().body()).isEqualTo(200);
    }
    assertSealedByBothAndLocked(task);
  }

  /** Repeats with the same key as long as another is at it. */
  private static Answer stubborn(SealWorld who, String seal, Answer task) {
    String key = SealWorld.key();
    for (int attempt = 0; ; attempt++) {
      Answer answer =
          who.keyed(who.keeper(), task.header("Location") + "/approval", key, approval(seal, task));
      if (answer.status() != 409 || attempt == 200) {
        return answer;
      }
      Thread.onSpinWait();
    }
  }

  @Test
  void oneRefusesAndItIsOver() {
    Answer task = create("PARALLEL");
    String path = task.header("Location");
    assertThat(code(housing.post(path + "/refusal", "{}")))
        .isEqualTo("422 sealing-task-reason-missing");
    assertThat(approve(market, marketSeal, task).status()).isEqualTo(200);
    assertThat(housing.post(path + "/refusal", "{\"reason\":\"内容有误\"}").status()).isEqualTo(200);
    Answer shown = market.get(path);
    assertThat(shown.json().get("state").asString()).isEqualTo("REFUSED");
    assertThat(shown.json().get("parties").get(1).get("reason").asString()).isEqualTo("内容有误");
    assertThat(code(approve(housing, housingSeal, task))).isEqualTo("409 sealing-task-settled");
    assertThat(code(market.post(path + "/withdrawal", "{}"))).isEqualTo("409 sealing-task-settled");
  }

  @Test
  void whoAskedTakesItBack() {
    Answer task = create("SEQUENCE");
    String path = task.header("Location");
    assertThat(code(housing.post(path + "/withdrawal", "{}")))
        .isEqualTo("403 sealing-task-not-yours");
    assertThat(market.post(path + "/withdrawal", "{}").status()).isEqualTo(200);
    assertThat(code(approve(market, marketSeal, task))).isEqualTo("409 sealing-task-settled");
  }

  @Test
  void onlyWhatWasReadIsSealedAndOnlyByWhomItConcerns() {
    Answer task = create("PARALLEL");
    String path = task.header("Location");
    Answer other =
        market.post(
            path + "/approval",
            "{\"seal\":\"" + marketSeal + "\",\"document\":\"" + "00".repeat(32) + "\"}");
    assertThat(code(other)).isEqualTo("409 sealing-task-other-document");
    assertThat(code(approve(market, housingSeal, task))).isEqualTo("404 seal-unknown");
    String machine = Tokens.of(context).bearer(Tokens.OWN, Scope.SEAL_USE, Scope.SEAL_TASK_DECIDE);
    assertThat(market.send(machine, path + "/approval", approval(marketSeal, task)).status())
        .isEqualTo(403);
    SealWorld data = new SealWorld(context, SampleDepartment.DATA.id());
    assertThat(code(data.get(path))).isEqualTo("404 sealing-task-unknown");
    assertThat(data.get(path + "/file").status()).isEqualTo(404);
    assertThat(code(approve(data, marketSeal, task))).isEqualTo("404 sealing-task-unknown");
    assertThat(data.get(PATH).body()).doesNotContain(task.json().get("id").asString());
    assertThat(housing.get(PATH).body()).contains(task.json().get("id").asString());
    market.done(marketSeal, "SUSPEND");
    assertThat(code(approve(market, marketSeal, task))).isEqualTo("409 seal-suspended");
  }

  @Test
  void wrongTasksAreNotMade() {
    String twice = task("PARALLEL", DOCUMENT).replace(Tokens.FOREIGN.value(), Tokens.OWN.value());
    assertThat(code(market.post(PATH, twice))).isEqualTo("422 sealing-task-authority-wrong");
    assertThat(code(market.post(PATH, task("PARALLEL", new byte[] {1}))))
        .isEqualTo("422 document-not-stampable");
    assertThat(code(market.post(PATH, "{}"))).isEqualTo("400 request-invalid");
  }
}
