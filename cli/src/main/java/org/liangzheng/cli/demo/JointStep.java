package org.liangzheng.cli.demo;

import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liangzheng.cli.demo.city.Answer;
import org.liangzheng.cli.demo.city.Desk;
import org.liangzheng.cli.demo.city.SampleFiles.Person;
import org.liangzheng.cli.demo.made.Notice;
import tools.jackson.databind.JsonNode;

/** Two departments seal one document, one after the other, each by its own officer. */
final class JointStep implements Step {
  static final String KEY = "joint";

  private static final String FIRST = "jia@sample";
  private static final String SECOND = "wu@sample";

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public void play(Story story, Claims claims) {
    String policeSeal = story.left().policeSeal();
    Person one = story.city().files().person(FIRST);
    Person other = story.city().files().person(SECOND);
    Desk first = story.city().person(FIRST);
    Desk second = story.city().person(SECOND);
    byte[] notice =
        Notice.write(
            SealStep.id(story),
            story.today(),
            List.of(one.authorityName().orElse(""), other.authorityName().orElse("")));
    Answer created =
        story
            .city()
            .machine()
            .post("/v1/sealing-tasks", task(notice, List.of(one, other)))
            .expect(201);
    String task = created.location();
    String document = created.json().path("original").asString();
    String marketSeal = officeSeal(first);
    String police = policeSeal.substring(policeSeal.lastIndexOf('/') + 1);
    claims.same(
        "409 sealing-task-not-your-turn",
        approve(second, task, police, document).outcome(),
        "joint-in-order");
    claims.same(
        "409 sealing-task-other-document",
        approve(first, task, marketSeal, "0".repeat(64)).outcome(),
        "joint-not-unseen");
    claims.same(
        "OPEN",
        approve(first, task, marketSeal, document).expect(200).json().path("state").asString(),
        "joint-first");
    claims.same(
        "COMPLETED",
        approve(second, task, police, document).expect(200).json().path("state").asString(),
        "joint-second");
    byte[] sealed = first.get(task + "/file").expect(200).body().toByteArray();
    String path = story.results().write("joint-notice.ofd", sealed).toString();
    JsonNode online = story.verified(sealed);
    claims.same("VALID", Story.said(online), "joint-valid");
    claims.that(
        story.until(
            Duration.ofSeconds(60),
            () -> {
              story.fetchPack();
              return story.judged(path).first().equals("0 VALID");
            }),
        "joint-offline");
    claims.same(
        2, story.judged(path).lines().getFirst().path("signatures").size(), "joint-two-seals");
    Map<String, Object> again = new LinkedHashMap<>();
    again.put("seal", marketSeal);
    again.put("places", List.of(Map.of("at", Map.of("page", 1, "x", 20, "y", 200))));
    again.put("document", Base64.getEncoder().encodeToString(sealed));
    claims.same(
        "422 document-locked", first.post("/v1/seal-signatures", again).outcome(), "joint-locked");
  }

  private static Map<String, Object> task(byte[] notice, List<Person> officers) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("title", "示例事项联合公告");
    body.put("order", "SEQUENCE");
    body.put("document", Base64.getEncoder().encodeToString(notice));
    body.put(
        "parties",
        officers.stream()
            .map(officer ->
                Map.of(
                    "authority",
                    officer.authority().orElse(""),
                    "places",
                    List.of(Map.of("keyword", Map.of("text", officer.authorityName().orElse(""))))))
            .toList());
    return body;
  }

  private static Answer approve(Desk desk, String task, String seal, String document) {
    return desk.post(task + "/approval", Map.of("seal", seal, "document", document));
  }

  /** An office seal in use of the officer's department. */
  private static String officeSeal(Desk desk) {
    for (JsonNode seal : desk.get("/v1/seals").expect(200).json().path("seals")) {
      if (seal.path("kind").asString().equals("OFFICE")
          && seal.path("state").asString().equals("ACTIVE")) {
        return seal.path("id").asString();
      }
    }
    throw new StepMissingException(SealStep.KEY);
  }
}
