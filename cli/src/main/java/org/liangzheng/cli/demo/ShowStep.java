package org.liangzheng.cli.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.liangzheng.cli.demo.city.Answer;
import org.liangzheng.cli.demo.city.Call;
import org.liangzheng.cli.demo.city.City;
import org.liangzheng.cli.demo.city.Desk;
import org.liangzheng.cli.demo.city.Point;
import tools.jackson.databind.JsonNode;

/** A citizen shows a licence, a counter scans: online, replayed, asked first, and offline. */
final class ShowStep implements Step {
  static final String KEY = "show";

  /** Scene of a traffic stop: not sensitive, may be checked offline. */
  static final String STOP = "TRAFFIC_STOP";

  /** Scene of a service counter: sensitive for a residence certificate. */
  private static final String COUNTER = "COUNTER";

  private static final String RENTAL = "CAR_RENTAL";
  private static final String POINTS = "/v1/verifier-points";
  private static final String POINT_PACK = "point-pack.jws";
  private static final Duration LONGEST = Duration.ofSeconds(60);

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public void play(Story story, Claims claims) {
    City city = story.city();
    if (!city.has("POST", "/v1/presentations")) {
      claims.notBuilt("show");
      return;
    }
    Left.Licence driving = story.left().drivingLicence();
    Left.Licence residence = story.left().residenceCertificate();
    Desk citizen = city.person(CitizenStep.CITIZEN);
    Point gate = enrolled(story, claims, "INSPECTOR", "示例路面检查", List.of(STOP, RENTAL));
    Point counter = enrolled(story, claims, "COUNTER", "示例办事窗口", List.of(STOP, COUNTER));
    claims.same("INSPECTOR COUNTER", placeKind(gate) + " " + placeKind(counter), "show-enrolled");
    claims.same(401, gate.sendWithout(Call.get(POINTS + "/self")).status(), "show-needs-key");
    online(story, claims, citizen, driving, gate, counter);
    scene(claims, citizen, driving, gate);
    asked(claims, citizen, residence, counter);
    stopped(claims, citizen, driving, gate);
    offline(story, claims, citizen, driving, gate, counter);
    face(story, claims, driving);
    story.left().point(gate);
  }

  /** An officer registers a point, its device enrols. */
  private static Point enrolled(
      Story story, Claims claims, String kind, String name, List<String> scenes) {
    Desk officer = story.city().person(CitizenStep.OFFICER);
    Map<String, Object> body =
        Map.of(
            "name",
            Map.of("zh", name, "en", "Sample point"),
            "place",
            Map.of("zh", "亮城市示例大厅", "en", "Sample hall"),
            "placeKind",
            kind,
            "scenes",
            scenes);
    String code = officer.post(POINTS, body).expect(201).json().path("enrolmentCode").asString();
    Point point = story.city().device();
    point.enrol(code).expect(201);
    if (kind.equals("COUNTER")) {
      claims.same(
          "403 enrolment-code-refused",
          story.city().device().enrol(code).outcome(),
          "show-enrolment-once");
    }
    return point;
  }

  private static String placeKind(Point point) {
    return point.get(POINTS + "/self").expect(200).json().at("/point/placeKind").asString();
  }

  private static void online(
      Story story, Claims claims, Desk citizen, Left.Licence driving, Point gate, Point counter) {
    Shown shown = Shown.of(citizen, driving, STOP, "ONLINE");
    String code = shown.code();
    claims.that(
        code.startsWith("LZ1:")
            && shown.answer().path("svg").asString().startsWith("<svg")
            && Shown.told(Shown.publicly(story, code)).equals("NOT_CHECKED POINTS_ONLY"),
        "show-small",
        code.length());
    Answer scanned = gate.scan(code, STOP);
    claims.same("VERDICT VALID IN_FORCE", Shown.told(scanned), "show-online");
    claims.same(
        Set.of("name", "vehicleClass", "portrait"),
        Shown.fields(scanned.json()),
        "show-fields",
        String.join(", ", Shown.fields(scanned.json())));
    claims.that(gate.scan(code, STOP).expect(200).body().equals(scanned.body()), "show-same-again");
    Answer replayed = counter.scan(code, STOP);
    claims.same("NOT_CHECKED CODE_USED", Shown.told(replayed), "show-used-once");
    JsonNode used = replayed.json().path("used");
    claims.same(
        "INSPECTOR false",
        used.path("placeKind").asString() + " " + replayed.json().has("fields"),
        "show-used-kind");
    claims.same(
        "tried",
        citizen.get(shown.path()).expect(200).json().at("/event/kind").asString(),
        "show-told");
  }

  private static void scene(Claims claims, Desk citizen, Left.Licence driving, Point gate) {
    String code = Shown.of(citizen, driving, STOP, "ONLINE").code();
    claims.same(
        "NOT_CHECKED CODE_SCENE_OTHER, then VERDICT VALID IN_FORCE",
        Shown.told(gate.scan(code, RENTAL)) + ", then " + Shown.told(gate.scan(code, STOP)),
        "show-scene");
  }

  /** Somebody who says a number at the counter is the one who gets the answer. */
  private static void asked(Claims claims, Desk citizen, Left.Licence residence, Point counter) {
    Shown wrong = Shown.of(citizen, residence, COUNTER, "ONLINE");
    JsonNode first = counter.scan(wrong.code(), COUNTER).expect(200).json();
    JsonNode seen = citizen.get(wrong.path()).expect(200).json().at("/event/data");
    String number = first.path("number").asString();
    claims.that(
        first.path("outcome").asString().equals("ASKED")
            && !first.has("fields")
            && seen.path("numbers").size() == 3
            && seen.path("numbers").toString().contains("\"" + number + "\""),
        "show-asked",
        number);
    answer(citizen, wrong, first, "number", number.equals("10") ? "11" : "10");
    claims.same("NOT_CHECKED NUMBER_WRONG", Shown.told(told(counter, first)), "show-wrong-number");

    Shown refused = Shown.of(citizen, residence, COUNTER, "ONLINE");
    JsonNode second = counter.scan(refused.code(), COUNTER).expect(200).json();
    answer(citizen, refused, second, "decision", "REFUSE");
    claims.same("NOT_CHECKED REFUSED", Shown.told(told(counter, second)), "show-refused");

    Shown agreed = Shown.of(citizen, residence, COUNTER, "ONLINE");
    JsonNode third = counter.scan(agreed.code(), COUNTER).expect(200).json();
    answer(citizen, agreed, third, "number", third.path("number").asString());
    Answer verdict = told(counter, third);
    claims.same("VERDICT VALID IN_FORCE", Shown.told(verdict), "show-agreed");
    claims.same(
        Set.of("name", "citizenNumber", "residence", "portrait"),
        Shown.fields(verdict.json()),
        "show-agreed-fields",
        String.join(", ", Shown.fields(verdict.json())));
  }

  private static void answer(
      Desk citizen, Shown shown, JsonNode asked, String member, String value) {
    citizen
        .post(
            shown.path() + "/answers",
            Map.of("request", asked.path("request").asString(), member, value))
        .expect(200);
  }

  private static Answer told(Point point, JsonNode asked) {
    return point.send(
        Call.get("/v1/presentations/requests/" + asked.path("request").asString())
            .with("Prefer", "wait=10"));
  }

  private static void stopped(Claims claims, Desk citizen, Left.Licence driving, Point gate) {
    Shown shown = Shown.of(citizen, driving, STOP, "ONLINE");
    citizen.send(Call.json("DELETE", shown.path(), Map.of())).expect(204);
    claims.same(
        "NOT_CHECKED CODE_STOPPED", Shown.told(gate.scan(shown.code(), STOP)), "show-stopped");
  }

  /** The point has its pack; the check itself asks nobody. */
  private static void offline(
      Story story, Claims claims, Desk citizen, Left.Licence driving, Point gate, Point counter) {
    Answer[] begun = {Shown.ask(citizen, driving, STOP, "OFFLINE")};
    story.screen().progress("show-offline-waits");
    if (!story.until(
        LONGEST,
        () -> {
          begun[0] =
              begun[0].status() == 201 ? begun[0] : Shown.ask(citizen, driving, STOP, "OFFLINE");
          return begun[0].status() == 201;
        })) {
      claims.notBuilt("show-offline");
      return;
    }
    String code = begun[0].json().path("code").asString();
    Path pack =
        story
            .results()
            .write(POINT_PACK, gate.get(POINTS + "/self/pack").expect(200).body().toByteArray());
    Story.Judged judged = story.judgedAtPoint(pack, code);
    claims.same("0 VALID", judged.first(), "show-offline");
    JsonNode answer = judged.lines().getFirst();
    Set<String> fields = new TreeSet<>(answer.path("fields").propertyNames());
    claims.same(Set.of("name", "vehicleClass"), fields, "show-offline-fields");
    story.fetchPack();
    claims.same(2, story.judged(code).code(), "show-offline-closed");
    String id = answer.path("id").asString();
    claims.same("TAKEN", reported(gate, id, story.clock().instant()), "show-offline-told");
    claims.same("USED_TWICE", reported(counter, id, story.clock().instant()), "show-offline-twice");
  }

  private static String reported(Point point, String id, Instant at) {
    return point
        .send(
            Call.json(
                "POST",
                "/v1/presentations/offline-scans",
                Map.of("scans", List.of(Map.of("id", id, "scannedAt", at.toString())))))
        .expect(200)
        .json()
        .at("/results/0/result")
        .asString();
  }

  /** The code is read from a picture of the licence, as a camera would. */
  private static void face(Story story, Claims claims, Left.Licence driving) {
    byte[] picture =
        story
            .city()
            .person(CitizenStep.OFFICER)
            .get(driving.path() + "/file?format=png&page=2")
            .expect(200)
            .body()
            .toByteArray();
    story.results().write("driving-licence.png", picture);
    Optional<String> code = FaceCodeReader.read(picture);
    claims.that(code.isPresent() && code.get().startsWith("LZ1:"), "show-face-read");
    String text = code.orElse("");
    Answer answer = Shown.publicly(story, text);
    claims.that(
        Shown.told(answer).equals("VERDICT VALID IN_FORCE")
            && answer.json().path("inForce").asBoolean()
            && !answer.json().path("maskedName").asString().isEmpty()
            && !answer
                .json()
                .path("maskedName")
                .asString()
                .equals(story.city().files().person(CitizenStep.CITIZEN).name()),
        "show-face");
    story.left().faceCode(text);
  }
}
