package org.liangzheng.cli.demo;

import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.liangzheng.cli.demo.city.Answer;
import org.liangzheng.cli.demo.city.Desk;
import org.liangzheng.cli.demo.city.SampleFiles.Person;
import org.liangzheng.cli.demo.made.Notice;
import tools.jackson.databind.JsonNode;

/** A department gets a seal: applied for, approved by a second person, made, activated, used. */
final class SealStep implements Step {
  static final String KEY = "seal";

  /** Two people of one department. */
  private static final String FIRST = "xin@sample";

  private static final String SECOND = "wu@sample";

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public void play(Story story, Claims claims) {
    Desk first = story.city().person(FIRST);
    Desk second = story.city().person(SECOND);
    String seal = apply(story, first);
    claims.same("APPLIED", state(first, seal), "seal-applied");
    approve(claims, first, second, seal);
    claims.same("APPROVED", state(first, seal), "seal-approved");
    claims.same(
        "409 seal-making-not-now",
        act(second, seal, "ACTIVATE").outcome(),
        "seal-not-before-it-is-made");
    String request = act(first, seal, "KEY").expect(200).json().path("request").asString("");
    claims.that(!request.isEmpty(), "seal-key");
    String number = act(first, seal, "CERTIFY").expect(200).json().path("number").asString("");
    act(second, seal, "ACTIVATE").expect(200);
    claims.same("ACTIVE", state(first, seal), "seal-active", number);
    story.left().policeSeal(seal);
    journal(claims, first, seal);
    use(story, claims, second, seal);
  }

  private static String apply(Story story, Desk desk) {
    String department = story.city().files().person(FIRST).authorityName().orElse("");
    Map<String, Object> body =
        Map.of(
            "name",
            department + "公务专用章（演示）",
            "kind",
            "OFFICE",
            "picture",
            Map.of("organization", Map.of("name", department, "line", "公务专用章", "diameter", 42)));
    return desk.post("/v1/seals", body).expect(201).location();
  }

  private static void approve(Claims claims, Desk first, Desk second, String seal) {
    Answer proposed = act(first, seal, "APPROVE").expect(202);
    String approval = proposed.location();
    String digest = proposed.json().path("digest").asString();
    claims.same(
        "409 second-person-needed",
        first.post(approval + "/approve", Map.of("digest", digest)).outcome(),
        "seal-not-by-one-person");
    claims.same(
        "409 proposal-changed",
        second.post(approval + "/approve", Map.of("digest", "0".repeat(64))).outcome(),
        "seal-not-unseen");
    second.post(approval + "/approve", Map.of("digest", digest)).expect(200);
  }

  private static Answer act(Desk desk, String seal, String act) {
    return desk.post(seal + "/acts", Map.of("act", act));
  }

  private static String state(Desk desk, String seal) {
    return desk.get(seal).expect(200).json().path("state").asString();
  }

  /** Everything that was done, and by two people. */
  private static void journal(Claims claims, Desk desk, String seal) {
    Set<String> actors = new HashSet<>();
    StringBuilder acts = new StringBuilder();
    for (JsonNode step : desk.get(seal + "/history").expect(200).json().path("steps")) {
      actors.add(step.path("actor").asString());
      acts.append(acts.isEmpty() ? "" : " ").append(step.path("act").asString());
    }
    claims.same("APPLY APPROVE KEY CERTIFY ACTIVATE", acts.toString(), "seal-journal");
    claims.that(actors.size() >= 2, "seal-two-people");
  }

  private static void use(Story story, Claims claims, Desk desk, String seal) {
    Person keeper = story.city().files().person(SECOND);
    String department = keeper.authorityName().orElse("");
    byte[] notice = Notice.write(id(story), story.today(), List.of(department));
    Map<String, Object> body =
        Map.of(
            "seal",
            seal.substring(seal.lastIndexOf('/') + 1),
            "places",
            List.of(Map.of("keyword", Map.of("text", department))),
            "document",
            Base64.getEncoder().encodeToString(notice));
    String file = desk.post("/v1/seal-signatures", body).expect(201).json().path("file").asString();
    byte[] sealed = desk.get(file).expect(200).body().toByteArray();
    String path = story.results().write("sealed-notice.ofd", sealed).toString();
    claims.same("VALID", Story.said(story.verified(sealed)), "seal-used");
    claims.that(
        story.until(
            java.time.Duration.ofSeconds(60),
            () -> {
              story.fetchPack();
              return story.judged(path).first().equals("0 VALID");
            }),
        "seal-used-offline");
  }

  /** Of a document. */
  static String id(Story story) {
    byte[] id = new byte[16];
    story.random().nextBytes(id);
    return HexFormat.of().formatHex(id);
  }
}
