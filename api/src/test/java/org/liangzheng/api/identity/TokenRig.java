package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that is good but for one thing. */
abstract class TokenRig {
  static final JsonMapper JSON = JsonMapper.builder().build();

  @Autowired ApplicationContext context;
  @Autowired Clients clients;
  @Autowired Issuer issuer;
  @Autowired Clock clock;
  @Autowired JdbcClient jdbc;

  Tokens tokens;
  TestKey key;
  String client;

  @BeforeEach
  void register() {
    tokens = Tokens.of(context);
    key = new TestKey();
    client = tokens.register(Tokens.OWN, key, Scope.LICENCE_ISSUE, Scope.LICENCE_READ);
  }

  Map<String, Object> claims() {
    return tokens.claims(client);
  }

  static void refused(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(401);
    JsonNode body = answer.json();
    assertThat(body.get("error").asString()).isEqualTo("invalid_client");
    assertThat(body.get("error_description").asString())
        .isEqualTo("The client could not be authenticated.");
    assertThat(body.get("zh").asString()).isNotBlank();
    assertThat(body.get("next").get("zh").asString()).isNotBlank();
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
  }
}
