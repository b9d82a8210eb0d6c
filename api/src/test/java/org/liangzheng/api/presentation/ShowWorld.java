package org.liangzheng.api.presentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.api.identity.TestPeople;
import org.liangzheng.api.identity.TestPeople.Who;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.licence.TestCity;
import org.liangzheng.signer.sample.SampleDepartment;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Somebody with a licence who shows it over HTTP. */
final class ShowWorld {
  static final JsonMapper JSON = JsonMapper.builder().build();

  private final ApplicationContext context;
  private final TestPeople people;
  final Who holder;
  final String token;

  ShowWorld(ApplicationContext context) {
    this.context = context;
    this.people = TestPeople.of(context);
    this.holder = people.person();
    this.token = people.token(holder, null, Scope.PRESENTATION_SHOW, Scope.MANDATE_OWN);
  }

  /** Another sign-in of the same person. */
  String anotherSession() {
    return people.token(holder, null, Scope.PRESENTATION_SHOW);
  }

  Who anotherPerson() {
    return people.person();
  }

  String token(Who who) {
    return people.token(who, null, Scope.PRESENTATION_SHOW);
  }

  static ObjectNode example(String name) {
    try {
      return (ObjectNode)
          JSON.readTree(
              Files.readString(
                  Path.of(System.getProperty("house.root"), "docs", "examples", name + ".json")));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A driving licence of the holder. */
  UUID drivingLicence() {
    ObjectNode request = example("driving-licence");
    request.put("number", holder.code().value());
    return issue(request);
  }

  /** A residence certificate of the holder; its scene COUNTER is sensitive. */
  UUID residenceCertificate() {
    ObjectNode request = example("residence-certificate");
    ((ObjectNode) request.get("data")).put("citizenNumber", holder.code().value());
    return issue(request);
  }

  private UUID issue(ObjectNode request) {
    String name = "示例人" + holder.signInName();
    ((ObjectNode) request.get("holder"))
        .put("type", "111")
        .put("code", holder.code().value())
        .put("name", name);
    ((ObjectNode) request.get("data")).put("name", name);
    TestCity.Reply issued = TestCity.of(context, SampleDepartment.PUBLIC_SECURITY).issue(request);
    assertThat(issued.status()).as(issued.text()).isEqualTo(201);
    return UUID.fromString(issued.json().get("id").asString());
  }

  /** Ends, suspends or resumes a licence. */
  void act(UUID licence, String act) {
    Tokens tokens = Tokens.of(context);
    String officer = tokens.bearer(SampleDepartment.PUBLIC_SECURITY.id(), Scope.LICENCE_ACT);
    Answer answer =
        people.post(
            officer,
            "/v1/licences/" + licence + "/status",
            "{\"act\": \"" + act + "\", \"reasonCode\": \"TEST\", \"reason\": \"示例\"}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
  }

  Answer show(String by, UUID licence, String scene, String kind) {
    return people.post(
        by,
        "/v1/presentations",
        "{\"licence\":\"" + licence + "\",\"scene\":\"" + scene + "\",\"kind\":\"" + kind + "\"}");
  }

  /** A presentation that has begun. */
  JsonNode shown(UUID licence, String scene) {
    return shown(licence, scene, "ONLINE");
  }

  JsonNode shown(UUID licence, String scene, String kind) {
    Answer answer = show(token, licence, scene, kind);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.json();
  }

  Answer get(String path) {
    return people.send(token, Call.get(path));
  }

  Answer post(String by, String path, String body) {
    return people.post(by, path, body);
  }

  Answer answer(String by, JsonNode shown, JsonNode asked, String member) {
    return people.post(
        by,
        "/v1/presentations/" + shown.get("id").asString() + "/answers",
        "{\"request\":\"" + asked.get("request").asString() + "\"," + member + "}");
  }

  Answer delete(String path) {
    return people.send(token, Call.json("DELETE", path, ""));
  }
}
