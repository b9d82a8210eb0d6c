package org.liangzheng.api.presentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.TestHttp;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.api.identity.TestPoint;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.presentation.point.PlaceKind;
import tools.jackson.databind.JsonNode;

/** A licence is shown and scanned over HTTP: each answer has its sentence and its next step. */
@ApiTest
class PresentationFlowTest extends ShowTest {
  @Test
  void aLicenceIsShownAndScanned() {
    JsonNode shown = world.shown(driving, STOP);
    assertThat(code(shown)).startsWith("LZ1:").hasSizeLessThanOrEqualTo(60);
    assertThat(shown.get("svg").asString()).startsWith("<svg");
    assertThat(names(shown.get("fields"))).contains("name", "vehicleClass", "portrait");
    assertThat(shown.get("sensitive").asBoolean()).isFalse();

    JsonNode answer = ok(counter.verify(code(shown), STOP));
    assertThat(told(answer)).isEqualTo("VERDICT VALID IN_FORCE");
    assertThat(names(answer.get("fields"))).containsExactlyInAnyOrder("name", "vehicleClass");
    assertThat(answer.get("portrait").asString()).startsWith("data:image/png;base64,iVBOR");
    assertThat(answer.get("singleUseChecked").asBoolean()).isTrue();
    assertThat(answer.get("mode").asString()).isEqualTo("ONLINE");
    assertThat(answer.at("/evidence/ageSeconds").asLong()).isBetween(0L, 7200L);
    assertThat(answer.at("/next/zh").asString()).contains("照片");
    assertThat(answer.toString()).doesNotContain(world.holder.code().value());

    // The same point again: the same answer. Another: when, and in what kind of place.
    assertThat(ok(counter.verify(code(shown), STOP))).isEqualTo(answer);
    JsonNode replay = ok(other.verify(code(shown), STOP));
    assertThat(told(replay)).isEqualTo("NOT_CHECKED CODE_USED");
    assertThat(replay.at("/used/placeKind").asString()).isEqualTo("COUNTER");
    assertThat(replay.at("/reason/en").asString()).matches("Used at [0-2]\\d:\\d\\d elsewhere.*");
    assertThat(replay.has("fields")).isFalse();
    assertThat(replay.toString()).doesNotContain(counter.id().toString());

    // The holder sees both, the office has its record, others their event.
    JsonNode state = ok(world.get("/v1/presentations/" + shown.get("id").asString()));
    assertThat(state.at("/event/kind").asString()).isEqualTo("tried");
    assertThat(state.at("/event/data/placeKind").asString()).isEqualTo("GATE");
    assertThat(
            database
                .sql("select cause from holder_usage where licence = ? and client = ?")
                .params(driving, counter.id().toString())
                .query(String.class)
                .list())
        .contains(STOP);
    assertThat(
            database
                .sql("select count(*) from audit_entry where act = 'PRESENTATION_CHECKED'")
                .query(Integer.class)
                .single())
        .isPositive();
    JsonNode self = ok(counter.send(Call.get("/v1/verifier-points/self")));
    assertThat(self.get("today").asInt()).isPositive();
    JsonNode log = ok(counter.send(Call.get("/v1/verifier-points/self/scans")));
    assertThat(log.get("items").toString()).doesNotContain("示例人").contains("\"VERDICT\"");
  }

  private void age(JsonNode shown) {
    database
        .sql(
            "update presentation_code set expires_at = expires_at - interval '1 hour'"
                + " where presentation = ?")
        .param(UUID.fromString(shown.get("id").asString()))
        .update();
  }

  @Test
  void codesEndAndAreRenewed() {
    JsonNode shown = world.shown(driving, STOP);
    age(shown);
    assertThat(scan(code(shown), STOP)).isEqualTo("NOT_CHECKED CODE_EXPIRED");
    JsonNode next =
        ok(
            world.post(
                world.token, "/v1/presentations/" + shown.get("id").asString() + "/codes", "{}"));
    assertThat(code(next)).isNotEqualTo(code(shown));
    JsonNode third =
        ok(
            world.post(
                world.token, "/v1/presentations/" + shown.get("id").asString() + "/codes", "{}"));
    // The one before stays good until its own end.
    assertThat(scan(code(next), STOP)).isEqualTo("VERDICT VALID IN_FORCE");
    assertThat(scan(code(third), STOP)).isEqualTo("VERDICT VALID IN_FORCE");
  }

  @Test
  void whoStopsIsNotShownAnyMore() {
    JsonNode shown = world.shown(driving, STOP);
    String path = "/v1/presentations/" + shown.get("id").asString();
    assertThat(world.delete(path).status()).isEqualTo(204);
    assertThat(scan(code(shown), STOP)).isEqualTo("NOT_CHECKED CODE_STOPPED");
    assertThat(world.post(world.token, path + "/codes", "{}").json().get("code").asString())
        .isEqualTo("presentation-ended");
    assertThat(ok(world.get(path)).get("status").asString()).isEqualTo("ENDED");
  }

  @Test
  void theStatusOfNowDecides() {
    ShowWorld own = new ShowWorld(context);
    UUID licence = own.drivingLicence();
    assertThat(scan(code(own.shown(licence, STOP)), STOP)).isEqualTo("VERDICT VALID IN_FORCE");
    JsonNode shown = own.shown(licence, STOP);
    own.act(licence, "SUSPEND");
    JsonNode answer = ok(counter.verify(code(shown), STOP));
    assertThat(told(answer)).isEqualTo("VERDICT NOT_IN_FORCE SUSPENDED");
    assertThat(answer.at("/reason/zh").asString()).matches("自 \\d{4}-\\d\\d-\\d\\d 起暂停使用。");
    own.act(licence, "REVOKE");
    JsonNode revoked = ok(counter.verify(code(own.shown(licence, STOP)), STOP));
    assertThat(told(revoked)).isEqualTo("VERDICT NOT_IN_FORCE REVOKED");
    assertThat(revoked.at("/next/zh").asString()).contains("发证机关");
  }

  @Test
  void onlyOwnLicencesAndThoseByMandateAreShown() {
    var stranger = world.anotherPerson();
    Answer refused = world.show(world.token(stranger), driving, STOP, "ONLINE");
    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.json().get("code").asString()).isEqualTo("presentation-licence-unknown");
    String agent = world.token(stranger);
    Answer given =
        world.post(
            world.token,
            "/v1/mandates",
            "{\"agent\":{\"type\":\"111\",\"code\":\""
                + stranger.code().value()
                + "\"},\"scopes\":[\"VIEW\",\"SHOW\"],\"validUntil\":\""
                + Instant.now().atOffset(ZoneOffset.UTC).toLocalDate().plusMonths(1)
                + "\"}");
    assertThat(given.status()).as(given.body()).isEqualTo(201);
    Answer shown = world.show(agent, driving, STOP, "ONLINE");
    assertThat(shown.status()).as(shown.body()).isEqualTo(201);
    assertThat(scan(code(shown.json()), STOP)).isEqualTo("VERDICT VALID IN_FORCE");
    // A mandate that ends, ends the showing too.
    assertThat(
            world
                .post(
                    world.token,
                    "/v1/mandates/" + given.json().get("id").asString() + "/revocation",
                    "{\"reason\":\"示例\"}")
                .status())
        .isEqualTo(200);
    assertThat(
            world
                .post(
                    agent,
                    "/v1/presentations/" + shown.json().get("id").asString() + "/codes",
                    "{}")
                .json()
                .get("code")
                .asString())
        .isEqualTo("presentation-licence-unknown");
    assertThat(
            world
                .show(world.token, driving, "NO_SUCH_SCENE", "ONLINE")
                .json()
                .get("code")
                .asString())
        .isEqualTo("presentation-scene-unknown");
    assertThat(
            world.show(world.token, driving, "CAR_RENTAL", "OFFLINE").json().get("code").asString())
        .isEqualTo("offline-code-not-allowed");
  }

  @Test
  void ofManyPointsOneIsFirst() throws Exception {
    List<TestPoint> points = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      TestPoint point = TestPoint.enrolled(context, PlaceKind.GATE, STOP);
      var _ = point.token();
      points.add(point);
    }
    for (int round = 0; round < 5; round++) {
      String code = code(world.shown(driving, STOP));
      CountDownLatch go = new CountDownLatch(1);
      List<Future<String>> answers = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (TestPoint point : points) {
          for (int twice = 0; twice < 2; twice++) {
            answers.add(
                threads.submit(() -> {
                  go.await();
                  return point.id() + " " + told(ok(point.verify(code, STOP)));
                }));
          }
        }
        go.countDown();
        Set<String> told = new TreeSet<>();
        for (Future<String> answer : answers) {
          told.add(answer.get());
        }
        assertThat(told.stream().filter(one -> one.endsWith("VERDICT VALID IN_FORCE"))).hasSize(1);
        assertThat(told).hasSize(points.size());
      }
    }
  }

  /** Software of the point's authority hears of scans, and of nobody by name. */
  @Test
  void scansAreEventsOfTheirAuthority() {
    JsonNode shown = world.shown(driving, STOP);
    assertThat(scan(code(shown), STOP)).isEqualTo("VERDICT VALID IN_FORCE");
    assertThat(told(ok(other.verify(code(shown), STOP)))).isEqualTo("NOT_CHECKED CODE_USED");
    String own = Tokens.of(context).bearer(Tokens.OWN, Scope.EVENT_READ);
    String heard =
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> events(own), all -> all.contains(other.id().toString()));
    assertThat(heard).contains("PRESENTATION_CHECKED").contains("PRESENTATION_NOT_CHECKED");
    assertThat(heard)
        .contains(counter.id().toString())
        .doesNotContain(world.holder.code().value())
        .doesNotContain(driving.toString());
  }

  /** Events of presentations, from the newest 1,000. */
  private String events(String token) {
    StringBuilder found = new StringBuilder();
    long after = -1;
    boolean more = true;
    while (more) {
      Call call = Call.get("/v1/events?limit=1000" + (after < 0 ? "" : "&after=" + after));
      JsonNode page =
          ok(
              TestHttp.send(
                  Tokens.of(context).base(), call.with("Authorization", "Bearer " + token)));
      page.get("events")
          .forEach(event -> {
            if (event.at("/record/act").asString("").startsWith("PRESENTATION_")) {
              found.append(event);
            }
          });
      after = page.get("next").asLong();
      more = page.get("more").asBoolean();
    }
    return found.toString();
  }
}
