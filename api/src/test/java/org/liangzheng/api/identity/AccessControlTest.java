package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.AccessMatrix.Role;
import org.liangzheng.api.identity.AccessMatrix.Row;
import org.liangzheng.api.identity.AccessMatrix.World;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A guarded handler from outside, in every role. */
@ApiTest
@Import(AccessControlTest.Things.class)
class AccessControlTest {

  @RestController
  static class Things {
    private final AccessControl access;

    Things(AccessControl access) {
      this.access = access;
    }

    @Access(scope = Scope.LICENCE_READ)
    @GetMapping("/v1/test-things/{owner}")
    Map<String, Object> thing(@PathVariable String owner, Caller.OfAuthority caller) {
      access.requireOwn(caller, new OrganizationId(owner), WebProblem.NOT_FOUND);
      return Map.of("client", caller.actor(), "scopes", caller.scopes());
    }

    /** Where the session of a browser counts. */
    @Access(scope = Scope.LICENCE_READ)
    @GetMapping("/account/test-things")
    Map<String, Object> ofAPage(Caller.OfAuthority caller) {
      return Map.of("client", caller.actor());
    }
  }

  private static final Row ROW =
      AccessMatrix.guarded(
          "GET /v1/test-things/{owner}",
          Scope.LICENCE_READ,
          200,
          404,
          world -> Call.get("/v1/test-things/" + world.own().value()));

  @Autowired private ApplicationContext context;
  @Autowired private Clients clients;

  @ParameterizedTest
  @EnumSource(Role.class)
  void isReachedByItsOwnerAlone(Role role) {
    World world = new World(context, Tokens.of(context));
    Answer answer = TestHttp.send(world.tokens().base(), AccessMatrix.as(world, role, ROW));
    assertThat(answer.status()).as(answer.body()).isEqualTo(ROW.expected().get(role));
    if (role == Role.NO_SCOPE) {
      assertThat(answer.json().get("code").asString()).isEqualTo("not-allowed");
      assertThat(answer.header("WWW-Authenticate"))
          .isEqualTo("Bearer error=\"insufficient_scope\", scope=\"licence:read\"");
    }
    if (role == Role.FOREIGN) {
      assertThat(answer.json().get("code").asString()).isEqualTo("not-found");
    }
  }

  @Test
  void whatAClientLosesItsTokensLose() {
    Tokens tokens = Tokens.of(context);
    TestKey key = new TestKey();
    String client = tokens.register(Tokens.OWN, key, Scope.LICENCE_READ);
    String token = tokens.token(client, key);
    assertThat(status(tokens, token)).isEqualTo(200);
    clients.register(client, "x", Tokens.OWN, key.jwk(), java.util.Set.of());
    assertThat(status(tokens, token)).isEqualTo(403);
    clients.register(client, "x", Tokens.OWN, key.jwk(), java.util.Set.of(Scope.LICENCE_READ));
    assertThat(status(tokens, token)).isEqualTo(200);
    clients.disable(client);
    assertThat(status(tokens, token)).isEqualTo(401);
  }

  /** Whoever set a password for somebody knows it: with it nothing is done but changing it. */
  @Test
  void aPasswordSomebodyElseSetOpensNothing() {
    Tokens tokens = Tokens.of(context);
    TestPeople people = TestPeople.of(context);
    TestPeople.Who who =
        people.officer(Tokens.OWN, org.liangzheng.api.identity.person.Role.LICENCE_OFFICER);
    String cookie = people.cookie(who);
    JdbcClient database = context.getBean(JdbcClient.class);
    database
        .sql("update identity_session set acting = ? where account = ?")
        .params(Tokens.OWN.value(), who.account().id())
        .update();
    Call page = Call.get("/account/test-things").with("Cookie", cookie);
    assertThat(TestHttp.send(tokens.base(), page).status()).isEqualTo(200);
    database
        .sql("update identity_account set must_change = true where id = ?")
        .param(who.account().id())
        .update();
    Answer refused = TestHttp.send(tokens.base(), page);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().get("code").asString()).isEqualTo("password-must-change");
  }

  @Test
  void otherWaysToSendATokenAreNotTaken() {
    Tokens tokens = Tokens.of(context);
    String token = tokens.bearer(Tokens.OWN, Scope.LICENCE_READ);
    String path = "/v1/test-things/" + Tokens.OWN.value();
    Stream.of(
            Call.get(path + "?access_token=" + token),
            Call.get(path).with("Authorization", "Basic " + token),
            Call.get(path).with("Authorization", "Bearer"),
            Call.get(path).with("Authorization", "Bearer a b"),
            Call.get(path).with("Authorization", "DPoP " + token),
            Call.get(path).with("Cookie", "access_token=" + token))
        .forEach(call ->
            assertThat(TestHttp.send(tokens.base(), call).status())
                .as(call.headers().toString())
                .isEqualTo(401));
  }

  private static int status(Tokens tokens, String token) {
    return TestHttp.send(
            tokens.base(),
            Call.get("/v1/test-things/" + Tokens.OWN.value())
                .with("Authorization", "Bearer " + token))
        .status();
  }
}
