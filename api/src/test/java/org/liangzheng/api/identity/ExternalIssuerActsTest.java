package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.AccessMatrix.World;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A source gets another key, and a source is ended. */
@ApiTest
class ExternalIssuerActsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PATH = "/v1/external-issuers";

  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient database;
  private World world;
  private String officer;

  @BeforeEach
  void open() {
    world = new World(context, Tokens.of(context));
    officer = world.people().token(AccessMatrix.Role.OFFICER, Scope.EXTERNAL_ISSUER_MANAGE);
  }

  private Answer send(Call call, String token) {
    return TestHttp.send(
        world.tokens().base(),
        call.with("Idempotency-Key", UUID.randomUUID().toString())
            .with("Authorization", "Bearer " + token));
  }

  private Answer post(String path, JsonNode body) {
    return send(Call.json("POST", path, body.toString()), officer);
  }

  private static ObjectNode key(TestKey key) {
    ObjectNode body = JSON.createObjectNode();
    body.set("jwk", JSON.valueToTree(key.jwk().members()));
    return body;
  }

  private Answer registered(String code, ObjectNode body) {
    body.put("code", code).put("name", "邻市示例局").put("authority", world.foreign().value());
    Answer answer = post(PATH, body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer;
  }

  private Call delivery(String code) {
    Call any = BatchCalls.deliver(world);
    ObjectNode body = (ObjectNode) JSON.readTree(any.body());
    return Call.json("POST", any.path(), body.put("issuer", code).toString());
  }

  private static String code(Answer answer) {
    return answer.status() + " " + answer.json().get("code").asString();
  }

  private int assertionOf(String client, TestKey key) {
    return world.tokens().ask(key.sign(world.tokens().claims(client))).status();
  }

  private List<String> acts(String source) {
    return database
        .sql("select act from audit_entry where subject = ? order by drawn")
        .param(UUID.fromString(source))
        .query(String.class)
        .list();
  }

  /** A time that no calendar reaches would make its source unreadable for everybody. */
  @Test
  void aSourceIsNotTakenForHeardForEver() {
    for (long seconds : new long[] {0, -1, 31_622_401, Long.MAX_VALUE}) {
      ObjectNode body = JSON.createObjectNode().put("staleAfterSeconds", seconds);
      body.put("code", "for-ever").put("name", "邻市示例局").put("authority", world.foreign().value());
      Answer answer = post(PATH, body);
      assertThat(answer.json().at("/errors/0/pointer").asString())
          .as(seconds + " " + answer.body())
          .isEqualTo("/staleAfterSeconds");
    }
  }

  @Test
  void theNewKeyTakesThePlaceOfTheOld() {
    TestKey old = new TestKey();
    Answer source = registered("changes-key", key(old));
    String id = source.json().get("id").asString();
    String client = source.json().get("client").asString();
    assertThat(assertionOf(client, old)).isEqualTo(200);
    TestKey next = new TestKey();
    Answer changed = post(PATH + "/" + id + "/key", key(next));
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    assertThat(changed.json().get("client").asString()).isEqualTo(client);
    assertThat(assertionOf(client, old)).isEqualTo(401);
    String token = world.tokens().token(client, next);
    assertThat(send(delivery("changes-key"), token).status()).isEqualTo(201);
    // No key, and a private one.
    assertThat(
            post(PATH + "/" + id + "/key", JSON.createObjectNode())
                .json()
                .at("/errors/0/code")
                .asString())
        .isEqualTo("field-missing");
    ObjectNode secret = key(new TestKey());
    ((ObjectNode) secret.get("jwk")).put("d", "AAAA");
    assertThat(post(PATH + "/" + id + "/key", secret).json().at("/errors/0/code").asString())
        .isEqualTo("external-issuer-key-wrong");
    assertThat(assertionOf(client, next)).isEqualTo(200);
    assertThat(acts(id)).contains("EXTERNAL_ISSUER_KEY_CHANGED");
  }

  /** Until then any client of the keeper's could speak for it. */
  @Test
  void aSourceWithoutAKeyGetsAClientOfItsOwn() {
    String id = registered("gets-key", JSON.createObjectNode()).json().get("id").asString();
    String any = world.tokens().bearer(world.own(), Scope.EXTERNAL_DELIVER);
    assertThat(send(delivery("gets-key"), any).status()).isEqualTo(201);
    TestKey key = new TestKey();
    String client = post(PATH + "/" + id + "/key", key(key)).json().get("client").asString();
    assertThat(code(send(delivery("gets-key"), any))).isEqualTo("404 external-issuer-unknown");
    String own = world.tokens().token(client, key);
    assertThat(send(delivery("gets-key"), own).status()).isEqualTo(201);
  }

  @Test
  void nothingIsTakenFromADisabledSource() {
    TestKey key = new TestKey();
    Answer source = registered("is-ended", key(key));
    String id = source.json().get("id").asString();
    String client = source.json().get("client").asString();
    String token = world.tokens().token(client, key);
    Answer taken = send(delivery("is-ended"), token);
    assertThat(taken.status()).as(taken.body()).isEqualTo(201);
    assertThat(taken.json().at("/source/stale").asBoolean()).isFalse();

    Call disable = new Call("POST", PATH + "/" + id + "/disable", Map.of(), null);
    assertThat(send(disable, officer).status()).isEqualTo(200);
    // Its client has no right any more, and nobody else delivers for it either.
    assertThat(send(delivery("is-ended"), token).status()).isEqualTo(401);
    assertThat(assertionOf(client, key)).isEqualTo(401);
    String free = registered("is-ended-too", JSON.createObjectNode()).json().get("id").asString();
    Call other = new Call("POST", PATH + "/" + free + "/disable", Map.of(), null);
    assertThat(send(other, officer).status()).isEqualTo(200);
    String any = world.tokens().bearer(world.own(), Scope.EXTERNAL_DELIVER);
    assertThat(code(send(delivery("is-ended-too"), any))).isEqualTo("409 external-issuer-disabled");
    Call beat = new Call("POST", PATH + "/" + free + "/heartbeat", Map.of(), null);
    assertThat(code(send(beat, any))).isEqualTo("409 external-issuer-disabled");
    // What it told stays; that it is in force is no longer vouched for.
    String reader = world.tokens().bearer(world.own(), Scope.LICENCE_READ);
    Answer kept = send(Call.get(taken.header("Location")).with("LZ-Use-Cause", "TEST"), reader);
    assertThat(kept.status()).as(kept.body()).isEqualTo(200);
    assertThat(kept.json().at("/source/stale").asBoolean()).isTrue();
    // It does not come back, by none of the two ways.
    assertThat(code(send(disable, officer))).isEqualTo("409 external-issuer-disabled");
    assertThat(code(post(PATH + "/" + id + "/key", key(new TestKey()))))
        .isEqualTo("409 external-issuer-disabled");
    JsonNode listed =
        send(Call.get(PATH), reader)
            .json()
            .get("issuers")
            .valueStream()
            .filter(one -> one.get("id").asString().equals(id))
            .findFirst()
            .orElseThrow();
    assertThat(listed.path("disabledAt").isMissingNode()).isFalse();
    assertThat(acts(id)).contains("EXTERNAL_ISSUER_DISABLED");
  }
}
