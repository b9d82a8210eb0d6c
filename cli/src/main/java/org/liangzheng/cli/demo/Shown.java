package org.liangzheng.cli.demo;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.liangzheng.cli.demo.city.Answer;
import org.liangzheng.cli.demo.city.Call;
import org.liangzheng.cli.demo.city.Desk;
import tools.jackson.databind.JsonNode;

/**
 * A presentation that has begun.
 *
 * @param path of the presentation
 * @param answer with the first code
 */
record Shown(String path, JsonNode answer) {
  /** Begins one. */
  static Shown of(Desk citizen, Left.Licence licence, String scene, String kind) {
    Answer begun = ask(citizen, licence, scene, kind).expect(201);
    return new Shown(begun.location(), begun.json());
  }

  static Answer ask(Desk citizen, Left.Licence licence, String scene, String kind) {
    return citizen.post(
        "/v1/presentations", Map.of("licence", licence.id(), "scene", scene, "kind", kind));
  }

  /** What is scanned. */
  String code() {
    return answer.path("code").asString();
  }

  /** What anybody is told of a code. */
  static Answer publicly(Story story, String code) {
    return story
        .city()
        .open()
        .send(Call.json("POST", "/v1/verifications", Map.of("code", code)))
        .expect(200);
  }

  /** Outcome, verdict if there is one, reason: {@code VERDICT VALID IN_FORCE}. */
  static String told(Answer answer) {
    JsonNode json = answer.expect(200).json();
    String verdict = json.path("verdict").asString("");
    String reason = json.at("/reason/code").asString("");
    return json.path("outcome").asString("")
        + (verdict.isEmpty() ? "" : " " + verdict)
        + (reason.isEmpty() ? "" : " " + reason);
  }

  /** Names of the fields of an answer, sorted. */
  static Set<String> fields(JsonNode answer) {
    Set<String> names = new TreeSet<>();
    answer.path("fields").forEach(field -> names.add(field.path("name").asString()));
    if (answer.has("portrait")) {
      names.add("portrait");
    }
    return names;
  }

  /** No code. */
  @Override
  public String toString() {
    return path;
  }
}
