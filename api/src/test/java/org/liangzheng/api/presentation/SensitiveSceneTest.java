package org.liangzheng.api.presentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.api.identity.TestPoint;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.presentation.point.PlaceKind;
import org.liangzheng.api.presentation.point.Points;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** The holder of a sensitive scene is asked, sees who asks for what, and chooses a number. */
@ApiTest
class SensitiveSceneTest extends ShowTest {
  private UUID residence;

  @BeforeAll
  void issue() {
    residence = world.residenceCertificate();
  }

  private JsonNode asked(JsonNode shown) {
    JsonNode asked = ok(counter.verify(code(shown), "COUNTER"));
    assertThat(asked.get("outcome").asString()).isEqualTo("ASKED");
    assertThat(asked.get("number").asString()).matches("[1-9][0-9]");
    assertThat(asked.has("fields")).isFalse();
    return asked;
  }

  private String request(JsonNode asked) {
    return "/v1/presentations/requests/" + asked.get("request").asString();
  }

  @Test
  void aSensitiveSceneAsksTheHolder() {
    JsonNode shown = world.shown(residence, "COUNTER");
    assertThat(shown.get("sensitive").asBoolean()).isTrue();
    JsonNode asked = asked(shown);
    // The holder sees who, what for, which fields, and three numbers, one of which is the one.
    JsonNode state = ok(world.get("/v1/presentations/" + shown.get("id").asString()));
    assertThat(state.get("status").asString()).isEqualTo("ASKED");
    JsonNode data = state.at("/event/data");
    assertThat(data.at("/point/authority/id").asString()).isEqualTo(Tokens.OWN.value());
    assertThat(data.at("/purpose/label/zh").asString()).isEqualTo("窗口办事");
    assertThat(names(data.get("fields"))).contains("citizenNumber");
    Set<String> numbers = new TreeSet<>();
    data.get("numbers").forEach(number -> numbers.add(number.asString()));
    assertThat(numbers).hasSize(3).contains(asked.get("number").asString());
    assertThat(data.toString()).doesNotContain("\"number\"");

    // Not another point's to look at, nor another session's to answer.
    assertThat(other.send(Call.get(request(asked))).json().get("code").asString())
        .isEqualTo("presentation-request-unknown");
    String number = "\"number\":\"" + asked.get("number").asString() + "\"";
    assertThat(
            world
                .answer(world.anotherSession(), shown, asked, number)
                .json()
                .get("code")
                .asString())
        .isEqualTo("presentation-unknown");
    assertThat(
            world
                .answer(world.token(world.anotherPerson()), shown, asked, number)
                .json()
                .get("code")
                .asString())
        .isEqualTo("presentation-unknown");
    JsonNode foreign = world.shown(residence, "COUNTER");
    assertThat(world.answer(world.token, foreign, asked, number).json().get("code").asString())
        .as("a request of another presentation")
        .isEqualTo("presentation-question-unknown");
    assertThat(ok(counter.send(Call.get(request(asked)))).get("outcome").asString())
        .isEqualTo("ASKED");

    assertThat(ok(world.answer(world.token, shown, asked, number)).get("status").asString())
        .isEqualTo("CHECKED");
    JsonNode answer = ok(counter.send(Call.get(request(asked))));
    assertThat(told(answer)).isEqualTo("VERDICT VALID IN_FORCE");
    assertThat(names(answer.get("fields"))).contains("citizenNumber");
    // And by scanning again.
    assertThat(ok(counter.verify(code(shown), "COUNTER"))).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource({
    "NOBODY, STOPPED, NOBODY_SAID, ENDED",
    "REFUSE, REFUSED, REFUSED, REFUSED",
    "WRONG, STOPPED, NUMBER_WRONG, ENDED"
  })
  void noMeansNo(String decision, String status, String reason, String state) {
    JsonNode shown = world.shown(residence, "COUNTER");
    JsonNode asked = asked(shown);
    String member =
        decision.equals("WRONG")
            ? "\"number\":\"" + (asked.get("number").asString().equals("10") ? "11" : "10") + "\""
            : "\"decision\":\"" + decision + "\"";
    assertThat(ok(world.answer(world.token, shown, asked, member)).get("status").asString())
        .isEqualTo(status);
    // One try: the right number comes too late.
    String right = "\"number\":\"" + asked.get("number").asString() + "\"";
    assertThat(ok(world.answer(world.token, shown, asked, right)).get("status").asString())
        .isEqualTo(status);
    JsonNode answer = ok(counter.send(Call.get(request(asked))));
    assertThat(told(answer)).isEqualTo("NOT_CHECKED " + reason);
    assertThat(answer.has("fields")).isFalse();
    assertThat(
            ok(world.get("/v1/presentations/" + shown.get("id").asString()))
                .get("status")
                .asString())
        .isEqualTo(state);
  }

  @Test
  void whoDoesNotAnswerGivesNothing() {
    JsonNode shown = world.shown(residence, "COUNTER");
    JsonNode asked = asked(shown);
    assertThat(Duration.between(Instant.now(), Instant.parse(asked.get("lapsesAt").asString())))
        .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
    database
        .sql("update presentation_scan set lapses_at = now() - interval '1 second' where id = ?")
        .param(UUID.fromString(asked.get("request").asString()))
        .update();
    JsonNode answer = ok(counter.send(Call.get(request(asked)).with("Prefer", "wait=5")));
    assertThat(told(answer)).isEqualTo("NOT_CHECKED LAPSED");
    String right = "\"number\":\"" + asked.get("number").asString() + "\"";
    assertThat(ok(world.answer(world.token, shown, asked, right)).get("status").asString())
        .isEqualTo("LAPSED");
  }

  @Test
  void elderModeWaitsLonger() {
    Answer shown =
        world.post(
            world.token,
            "/v1/presentations",
            "{\"licence\":\"" + residence + "\",\"scene\":\"COUNTER\",\"elder\":true}");
    JsonNode asked = asked(shown.json());
    assertThat(Duration.between(Instant.now(), Instant.parse(asked.get("lapsesAt").asString())))
        .isBetween(Duration.ofSeconds(150), Duration.ofSeconds(180));
  }

  @Test
  void aPointSuspendedMeanwhileGetsNothing() {
    TestPoint point = TestPoint.enrolled(context, PlaceKind.TERMINAL, "COUNTER");
    JsonNode shown = world.shown(residence, "COUNTER");
    JsonNode asked = ok(point.verify(code(shown), "COUNTER"));
    Points points = context.getBean(Points.class);
    context
        .getBean(TransactionTemplate.class)
        .executeWithoutResult(_ -> points.suspend(points.look(point.id()).orElseThrow(), "test"));
    String right = "\"number\":\"" + asked.get("number").asString() + "\"";
    assertThat(ok(world.answer(world.token, shown, asked, right)).get("status").asString())
        .isEqualTo("STOPPED");
    assertThat(
            database
                .sql("select reason from presentation_scan where id = ?")
                .param(UUID.fromString(asked.get("request").asString()))
                .query(String.class)
                .single())
        .isEqualTo("POINT_ENDED");
    assertThat(point.verify(code(shown), "COUNTER").json().get("code").asString())
        .isIn("verifier-point-not-active", "not-authenticated");
  }

  @Test
  void theLongPollEndsWithTheAnswer() throws Exception {
    JsonNode shown = world.shown(residence, "COUNTER");
    JsonNode asked = asked(shown);
    String right = "\"number\":\"" + asked.get("number").asString() + "\"";
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Answer> waits =
          threads.submit(() -> counter.send(Call.get(request(asked)).with("Prefer", "wait=15")));
      org.awaitility.Awaitility.await()
          .until(() ->
              context.getBean(org.liangzheng.api.presentation.event.Doorbell.class).topics() > 0);
      assertThat(ok(world.answer(world.token, shown, asked, right)).get("status").asString())
          .isEqualTo("CHECKED");
      assertThat(told(ok(waits.get()))).isEqualTo("VERDICT VALID IN_FORCE");
    }
  }
}
