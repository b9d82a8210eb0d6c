package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.api.identity.person.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** Two administrators register a machine, and one ends it. */
@ApiTest
class ClientsFlowTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Autowired private ApplicationContext context;
  private TestPeople people;
  private Tokens tokens;
  private String first;
  private String second;

  static String request(String id, TestKey key) {
    return JSON.writeValueAsString(
        Map.of(
            "client",
            id,
            "name",
            "示例审批系统",
            "keys",
            new Object[] {key.jwk().members()},
            "scopes",
            new String[] {"licence:read"}));
  }

  @BeforeEach
  void open() {
    people = TestPeople.of(context);
    tokens = Tokens.of(context);
    first = people.token(people.officer(Tokens.OWN, Role.ADMINISTRATOR), Tokens.OWN);
    second = people.token(people.officer(Tokens.OWN, Role.ADMINISTRATOR), Tokens.OWN);
  }

  private Answer propose(String body) {
    return people.post(first, "/v1/clients", body);
  }

  private void approve(Answer proposed) {
    assertThat(proposed.status()).as(proposed.body()).isEqualTo(202);
    String body = "{\"digest\":\"" + proposed.json().get("digest").asString() + "\"}";
    Answer approved = people.post(second, proposed.header("Location") + "/approve", body);
    assertThat(approved.status()).as(approved.body()).isEqualTo(200);
  }

  private Answer ask(String id, TestKey key) {
    return tokens.ask(key.sign(tokens.claims(id)));
  }

  @Test
  void twoRegisterAMachineAndOneEndsIt() {
    String id = "flow-" + UUID.randomUUID();
    TestKey key = new TestKey();
    Answer proposed = propose(request(id, key));
    assertThat(ask(id, key).status()).as("one person is not enough").isEqualTo(401);
    approve(proposed);
    Answer token = ask(id, key);
    assertThat(token.status()).as(token.body()).isEqualTo(200);
    assertThat(token.json().get("scope").asString()).isEqualTo("licence:read");
    assertThat(people.get(first, "/v1/clients").body()).contains(id);
    TestKey next = new TestKey();
    approve(propose(request(id, next)));
    assertThat(ask(id, key).status()).as("the key was changed").isEqualTo(401);
    assertThat(ask(id, next).status()).isEqualTo(200);
    Answer ended =
        people.send(first, new Call("POST", "/v1/clients/" + id + "/disabling", Map.of(), null));
    assertThat(ended.status()).as(ended.body()).isEqualTo(200);
    assertThat(ask(id, next).status()).isEqualTo(401);
  }

  @Test
  void whatIsWrongIsSaid() {
    String id = "flow-" + UUID.randomUUID();
    TestKey key = new TestKey();
    String good = request(id, key);
    assertThat(propose("{}").body())
        .contains("/client", "/name", "/keys", "/scopes", "field-missing");
    assertThat(propose(good.replace("licence:read", "role:manage")).body())
        .as("a right of people")
        .contains("/scopes", "field-malformed");
    assertThat(propose(good.replace("P-256", "P-384")).body())
        .contains("/keys/0", "field-malformed");
    assertThat(propose(good.replace("\"kty\":", "\"d\":\"AA\",\"kty\":")).body())
        .as("a private key")
        .contains("/keys/0", "field-malformed");
    assertThat(propose(good.replace("\"name\":", "\"certificates\":[\"short\"],\"name\":")).body())
        .contains("/certificates", "field-malformed");
    assertThat(propose(good.replace("\"name\":", "\"certificateSubject\":\"x\",\"name\":")).body())
        .contains("/certificateSubject", "field-malformed");
    String foreign = tokens.register(Tokens.FOREIGN, key, Scope.LICENCE_READ);
    Answer taken = propose(request(foreign, key));
    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.json().get("code").asString()).isEqualTo("client-id-taken");
  }
}
