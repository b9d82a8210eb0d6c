package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.AccessMatrix.World;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A source that delivers with a key of its own. */
@ApiTest
class ExternalClientTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Autowired private ApplicationContext context;

  private static Call keyed(Call call, String token) {
    return call.with("Idempotency-Key", UUID.randomUUID().toString())
        .with("Authorization", "Bearer " + token);
  }

  @Test
  void itsClientDeliversForItAndForNoOther() {
    World world = new World(context, Tokens.of(context));
    String base = world.tokens().base();
    String officer = world.people().token(AccessMatrix.Role.OFFICER, Scope.EXTERNAL_ISSUER_MANAGE);
    TestKey key = new TestKey();
    ObjectNode body = JSON.createObjectNode().put("code", "own-key").put("name", "邻市示例局");
    body.put("authority", world.foreign().value());
    body.set("jwk", JSON.valueToTree(key.jwk().members()));
    Answer registered =
        TestHttp.send(
            base, keyed(Call.json("POST", "/v1/external-issuers", body.toString()), officer));
    assertThat(registered.status()).as(registered.body()).isEqualTo(201);
    String client = registered.json().get("client").asString();
    String token = world.tokens().token(client, key);

    // The example of the matrix is of another source of the same keeper, without a client.
    Call foreign = BatchCalls.deliver(world);
    Call own = ofSource(foreign, "own-key");
    Answer taken = TestHttp.send(base, keyed(own, token));
    assertThat(taken.status()).as(taken.body()).isEqualTo(201);
    assertThat(taken.json().at("/source/issuer").asString()).isEqualTo("own-key");
    // Another client of the keeper's may not speak for the source, nor the source's read.
    Call other = ofSource(BatchCalls.deliver(world), "own-key");
    String machine = world.tokens().bearer(world.own(), Scope.EXTERNAL_DELIVER);
    assertThat(TestHttp.send(base, keyed(other, machine)).status()).isEqualTo(404);
    assertThat(
            TestHttp.send(
                    base,
                    keyed(Call.get(taken.header("Location")).with("LZ-Use-Cause", "TEST"), token))
                .status())
        .isEqualTo(403);
    // A private key is refused, and a code is given once.
    ObjectNode secret = body.deepCopy();
    ((ObjectNode) secret.get("jwk")).put("d", "AAAA");
    secret.put("code", "other-key");
    Answer refused =
        TestHttp.send(
            base, keyed(Call.json("POST", "/v1/external-issuers", secret.toString()), officer));
    assertThat(refused.json().at("/errors/0/code").asString())
        .isEqualTo("external-issuer-key-wrong");
    assertThat(
            TestHttp.send(
                    base,
                    keyed(Call.json("POST", "/v1/external-issuers", body.toString()), officer))
                .json()
                .get("code")
                .asString())
        .isEqualTo("external-issuer-code-taken");
  }

  private static Call ofSource(Call delivery, String code) {
    ObjectNode body = (ObjectNode) JSON.readTree(delivery.body());
    return Call.json("POST", delivery.path(), body.put("issuer", code).toString());
  }
}
