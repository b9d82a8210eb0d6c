package org.liangzheng.api.presentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Clock;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.TestHttp;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.api.identity.TestPoint;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.presentation.face.FaceCodes;
import org.liangzheng.api.presentation.point.PlaceKind;
import org.liangzheng.api.presentation.point.Points;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.verifier.check.CodePolicy;
import org.liangzheng.verifier.check.CodeResult;
import org.liangzheng.verifier.check.CodeVerifier;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.code.CodeHandle;
import org.liangzheng.verifier.format.code.CodeReader;
import org.liangzheng.verifier.format.code.CodeWriter;
import org.liangzheng.verifier.format.code.InstanceId;
import org.liangzheng.verifier.format.code.OfflineCode;
import org.liangzheng.verifier.format.code.OnlineCode;
import org.liangzheng.verifier.format.pack.EvidencePack;
import org.liangzheng.verifier.format.pack.PackReader;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** A licence is shown and scanned over HTTP: each answer has its sentence and its next step. */
@ApiTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PresentationFlowTest {
  private static final String STOP = "TRAFFIC_STOP";

  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient database;
  @Autowired private TrustDirectory trust;
  @Autowired private Clock clock;

  private ShowWorld world;
  private UUID driving;
  private UUID residence;
  private TestPoint counter;
  private TestPoint other;

  @BeforeAll
  void begin() {
    world = new ShowWorld(context);
    driving = world.drivingLicence();
    residence = world.residenceCertificate();
    counter = TestPoint.enrolled(context, PlaceKind.COUNTER, STOP, "COUNTER", "CAR_RENTAL");
    other = TestPoint.enrolled(context, PlaceKind.GATE, STOP, "COUNTER");
  }

  private static String code(JsonNode shown) {
    return shown.get("code").asString();
  }

  private static JsonNode ok(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  /** Outcome and reason; each reason has a sentence in both languages, and a next step. */
  private static String told(JsonNode answer) {
    for (String language : new String[] {"zh", "en"}) {
      assertThat(answer.at("/reason/" + language).asString("")).isNotBlank();
      assertThat(answer.at("/next/" + language).asString("")).isNotBlank();
    }
    assertThat(answer.get("reference").asString()).hasSize(4);
    String verdict = answer.path("verdict").asString("");
    return answer.get("outcome").asString()
        + (verdict.isEmpty() ? "" : " " + verdict)
        + " "
        + answer.at("/reason/code").asString();
  }

  private String scan(String code, String scene) {
    return told(ok(counter.verify(code, scene)));
  }

  private static List<String> names(JsonNode fields) {
    List<String> names = new ArrayList<>();
    fields.forEach(field -> names.add(field.get("name").asString()));
    return names;
  }

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://example.invalid/LZ1:ABC | UNREADABLE CODE_WEB_ADDRESS",
        "HTTP://EXAMPLE.INVALID | UNREADABLE CODE_WEB_ADDRESS",
        "6901234567892 | UNREADABLE CODE_FOREIGN",
        "LZ9:ABCDEF | UNREADABLE CODE_VERSION_UNKNOWN",
        "LZ1: | UNREADABLE CODE_TRUNCATED",
        "LZ1:!!!! | UNREADABLE CODE_MALFORMED",
        "'' | UNREADABLE CODE_EMPTY"
      })
  void whatIsNoCodeOfOursIsUnreadable(String text, String expected) {
    assertThat(scan(text, STOP)).isEqualTo(expected);
  }

  @Test
  void damagedCodesHaveTheirOwnSentences() {
    String good = code(world.shown(driving, STOP));
    assertThat(scan(good.substring(0, good.length() - 3), STOP))
        .isEqualTo("UNREADABLE CODE_TRUNCATED");
    assertThat(scan(good + good, STOP)).isEqualTo("UNREADABLE CODE_DOUBLED");
    assertThat(scan("A7".repeat(5_000), STOP)).isEqualTo("UNREADABLE CODE_TOO_LARGE");
    byte[] kind = new byte[26];
    kind[0] = 1;
    kind[1] = 9;
    assertThat(scan(Base45Bytes.code(kind), STOP)).isEqualTo("UNREADABLE CODE_KIND_UNKNOWN");
    // Trying all this has not used the good one.
    assertThat(scan(good, STOP)).isEqualTo("VERDICT VALID IN_FORCE");
  }

  private String online(String instance, byte filler) {
    byte[] handle = new byte[16];
    java.util.Arrays.fill(handle, filler);
    return CodeWriter.write(
        new OnlineCode(InstanceId.ofHex(instance), new CodeHandle(ByteString.of(handle))));
  }

  @Test
  void codesOfOthersAreNotChecked() {
    assertThat(scan(online("0000000012345678", (byte) 1), STOP))
        .isEqualTo("NOT_CHECKED CODE_OF_SAMPLE_WORLD");
    assertThat(scan(online("1234567812345678", (byte) 1), STOP))
        .isEqualTo("NOT_CHECKED CODE_OF_ANOTHER_SERVICE");
    String own = trust.newest().pack().presentation().orElseThrow().instance().toString();
    assertThat(own).startsWith("00000000");
    assertThat(scan(online(own, (byte) 1), STOP)).isEqualTo("NOT_CHECKED CODE_UNKNOWN");
  }

  @Test
  void aWrongSceneUsesNothingUp() {
    String good = code(world.shown(driving, STOP));
    assertThat(scan(good, "CAR_RENTAL")).isEqualTo("NOT_CHECKED CODE_SCENE_OTHER");
    assertThat(scan(good, "PARKING_PERMIT")).isEqualTo("NOT_CHECKED SCENE_NOT_OF_POINT");
    assertThat(scan(good, STOP)).isEqualTo("VERDICT VALID IN_FORCE");
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

  // ---- sensitive scenes

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

  // ---- whose licence

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

  // ---- races

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

  // ---- offline codes

  private Evidence pointEvidence() throws Exception {
    String path = "/v1/verifier-points/self/pack";
    var request =
        java.net.http.HttpRequest.newBuilder(java.net.URI.create(Tokens.of(context).base() + path))
            .header("Authorization", "DPoP " + counter.token())
            .header("DPoP", counter.proof("GET", path, counter.token()))
            .build();
    byte[] bytes =
        java.net.http.HttpClient.newHttpClient()
            .send(request, java.net.http.HttpResponse.BodyHandlers.ofByteArray())
            .body();
    EvidencePack pack =
        PackReader.read(
            bytes,
            trust.newest().pack().root().anchor(),
            java.util.Optional.empty(),
            clock.instant());
    assertThat(pack.presentation().orElseThrow().sceneKeys()).isNotEmpty();
    return Evidence.of(pack, Duration.ofHours(4));
  }

  private CodePolicy policy() {
    return CodePolicy.OFFLINE.forScenes(Set.of("traffic-stop"));
  }

  @Test
  void anOfflineCodeIsCheckedWithoutTheServiceAndReconciled() throws Exception {
    JsonNode shown = world.shown(driving, STOP, "OFFLINE");
    String code = code(shown);
    Evidence evidence = pointEvidence();
    CodeResult result = CodeVerifier.verify(code, evidence, policy(), clock.instant());
    assertThat(result).isInstanceOf(CodeResult.Valid.class);
    assertThat(((CodeResult.Valid) result).fields().values().keySet())
        .containsExactly("name", "vehicleClass");
    assertThat(trust.newest().pack().presentation().orElseThrow().sceneKeys())
        .as("the public pack has no scene keys")
        .isEmpty();

    String id = ((OfflineCode) CodeReader.read(code)).claims().id().toHex();
    String report =
        "{\"scans\":[{\"id\":\"" + id + "\",\"scannedAt\":\"" + clock.instant() + "\"}]}";
    Call told = Call.json("POST", "/v1/presentations/offline-scans", report);
    assertThat(ok(counter.send(told)).at("/results/0/result").asString()).isEqualTo("TAKEN");
    assertThat(ok(counter.send(told)).at("/results/0/result").asString()).isEqualTo("KNOWN");
    JsonNode twice = ok(other.send(told)).at("/results/0");
    assertThat(twice.get("result").asString()).isEqualTo("USED_TWICE");
    assertThat(twice.at("/used/placeKind").asString()).isEqualTo("COUNTER");
    assertThat(ok(other.send(told)).at("/results/0/result").asString()).isEqualTo("KNOWN");
    // Scanned online afterwards it is used.
    assertThat(told(ok(other.verify(code, STOP)))).isEqualTo("NOT_CHECKED CODE_USED");
    String nobody = report.replace(id, "00".repeat(16));
    assertThat(
            ok(counter.send(Call.json("POST", "/v1/presentations/offline-scans", nobody)))
                .at("/results/0/result")
                .asString())
        .isEqualTo("UNKNOWN");
    JsonNode late = world.shown(driving, STOP, "OFFLINE");
    String lateId = ((OfflineCode) CodeReader.read(code(late))).claims().id().toHex();
    String wrong =
        "{\"scans\":[{\"id\":\""
            + lateId
            + "\",\"scannedAt\":\""
            + clock.instant().plus(Duration.ofMinutes(10))
            + "\"}]}";
    assertThat(
            ok(counter.send(Call.json("POST", "/v1/presentations/offline-scans", wrong)))
                .at("/results/0/result")
                .asString())
        .isEqualTo("TIME_WRONG");
  }

  @Test
  void anOfflineCodeWorksOnlineToo() {
    String code = code(world.shown(driving, STOP, "OFFLINE"));
    JsonNode answer = ok(counter.verify(code, STOP));
    assertThat(told(answer)).isEqualTo("VERDICT VALID IN_FORCE");
    assertThat(answer.get("mode").asString()).isEqualTo("OFFLINE");
    assertThat(ok(counter.verify(code, STOP))).isEqualTo(answer);
    assertThat(told(ok(other.verify(code, STOP)))).isEqualTo("NOT_CHECKED CODE_USED");
  }

  @Test
  void aForgedOfflineCodeIsNotChecked() {
    String code = code(world.shown(driving, STOP, "OFFLINE"));
    byte[] bytes = Base45Bytes.of(code);
    bytes[bytes.length - 1] ^= 1;
    String forged = Base45Bytes.code(bytes);
    assertThat(scan(forged, STOP)).isEqualTo("NOT_CHECKED CODE_SIGNATURE_WRONG");
    assertThat(scan(code, STOP)).isEqualTo("VERDICT VALID IN_FORCE");
  }

  // ---- the code on a face

  @Test
  void theCodeOnAFaceTellsAnybodyLittle() {
    ShowWorld own = new ShowWorld(context);
    UUID licence = own.drivingLicence();
    UUID version =
        database
            .sql("select id from licence_version where licence = ?")
            .param(licence)
            .query(UUID.class)
            .single();
    String face = context.getBean(FaceCodes.class).find(version).orElseThrow();
    JsonNode small = publicly(face);
    assertThat(told2(small)).isEqualTo("VERDICT VALID");
    assertThat(small.get("inForce").asBoolean()).isTrue();
    assertThat(small.get("maskedName").asString()).startsWith("示*").doesNotContain("person");
    assertThat(small.at("/type/zh").asString()).isNotBlank();
    JsonNode scanned = ok(counter.verify(face, STOP));
    assertThat(told(scanned)).isEqualTo("VERDICT VALID IN_FORCE");
    assertThat(scanned.get("mode").asString()).isEqualTo("FACE");
    assertThat(scanned.at("/fields/0/value").asString()).startsWith("示*");

    own.act(licence, "REVOKE");
    assertThat(publicly(face).get("inForce").asBoolean()).isFalse();
    String shown = code(own.shown(licence, STOP));
    assertThat(told2(publicly(shown))).isEqualTo("NOT_CHECKED ");
    assertThat(publicly(shown).at("/reason/code").asString()).isEqualTo("POINTS_ONLY");
    assertThat(scan(shown, STOP)).as("it was not used").isEqualTo("VERDICT NOT_IN_FORCE REVOKED");
    assertThat(publicly("https://example.invalid").at("/reason/code").asString())
        .isEqualTo("CODE_WEB_ADDRESS");
  }

  private static String told2(JsonNode answer) {
    return answer.get("outcome").asString() + " " + answer.path("verdict").asString("");
  }

  private JsonNode publicly(String code) {
    return ok(
        TestHttp.send(
            Tokens.of(context).base(),
            Call.json("POST", "/v1/verifications", "{\"code\":\"" + code + "\"}")));
  }

  /** A code without its prefix and Base45. */
  static final class Base45Bytes {
    private Base45Bytes() {}

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

    static String code(byte[] bytes) {
      StringBuilder text = new StringBuilder("LZ1:");
      for (int i = 0; i < bytes.length; i += 2) {
        boolean pair = i + 1 < bytes.length;
        int value = (bytes[i] & 0xff) * (pair ? 256 : 1) + (pair ? bytes[i + 1] & 0xff : 0);
        for (int k = 0; k < (pair ? 3 : 2); k++) {
          text.append(ALPHABET.charAt(value % 45));
          value /= 45;
        }
      }
      return text.toString();
    }

    static byte[] of(String code) {
      String text = code.substring(4);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      for (int i = 0; i < text.length(); i += 3) {
        int left = Math.min(3, text.length() - i);
        int value = 0;
        for (int k = left - 1; k >= 0; k--) {
          value = value * 45 + ALPHABET.indexOf(text.charAt(i + k));
        }
        if (left == 3) {
          out.write(value >> 8);
        }
        out.write(value & 0xff);
      }
      return out.toByteArray();
    }
  }
}
