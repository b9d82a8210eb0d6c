package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestPeople.Who;
import org.liangzheng.api.identity.person.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Codes by PKCE: what gets one, what gets a token for it, and how both end. */
@ApiTest
class CodeFlowTest {
  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient jdbc;
  private TestPeople people;

  @BeforeEach
  void open() {
    people = TestPeople.of(context);
  }

  /** Spoils one parameter; an empty value leaves it out. */
  @ParameterizedTest
  @CsvSource({
    "client_id, nobody, 400, authorization-request-wrong",
    "client_id, '', 400, authorization-request-wrong",
    "redirect_uri, https://example.invalid/callback, 400, authorization-request-wrong",
    "redirect_uri, http://127.0.0.1:10/callback, 400, authorization-request-wrong",
    "redirect_uri, http://127.0.0.1:9/callback/, 400, authorization-request-wrong",
    "redirect_uri, '', 400, authorization-request-wrong",
    "code_challenge, '', 302, invalid_request",
    "code_challenge_method, plain, 302, invalid_request",
    "code_challenge_method, '', 302, invalid_request",
    "scope, licence:unheard, 302, invalid_scope",
    "authority, not-a-code, 302, invalid_request",
    "authority, 11990100LC0000023R, 302, access_denied",
    "response_type, token, 400, authorization-request-wrong",
  })
  void wrongRequestsGetNoCode(String parameter, String value, int status, String told) {
    Who who = people.officer(Tokens.OWN, Role.AUDITOR);
    Map<String, String> request = TestPeople.request(null);
    if (value.isEmpty()) {
      request.remove(parameter);
    } else {
      request.put(parameter, value);
    }
    Answer answer = people.authorize(people.cookie(who), request);
    assertThat(answer.status()).as(answer.body() + answer.headers()).isEqualTo(status);
    if (status == 302) {
      assertThat(answer.header("Location")).startsWith(TestPeople.REDIRECT + "?");
      assertThat(TestPeople.query(answer.header("Location")))
          .containsEntry("error", told)
          .containsEntry("state", "state-1")
          .doesNotContainKey("code");
    } else {
      assertThat(answer.json().get("code").asString()).isEqualTo(told);
      assertThat(answer.headers().firstValue("Location")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "code, nonsense, 400, invalid_grant",
    "code_verifier, 0123456789abcdefghijklmnopqrstuvwxyzABCDEFX, 400, invalid_grant",
    "code_verifier, '', 400, invalid_request",
    "redirect_uri, http://127.0.0.1:9/other, 400, invalid_grant",
    "client_id, nobody, 401, invalid_client",
    "client_id, other-app, 400, invalid_grant",
    "grant_type, password, 401, invalid_client",
    "grant_type, refresh_token, 401, invalid_client",
  })
  void wrongExchangesGetNoToken(String parameter, String value, int status, String told) {
    context.getBean(Apps.class).register("other-app", "x", List.of(TestPeople.REDIRECT), Set.of());
    Map<String, String> form =
        TestPeople.form(people.code(people.cookie(people.person()), null, Scope.MANDATE_OWN));
    if (value.isEmpty()) {
      form.remove(parameter);
    } else {
      form.put(parameter, value);
    }
    Answer answer = people.exchange(form);
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().get("error").asString()).isEqualTo(told);
  }

  @Test
  void aCodeIsForOneUseAndItsSecondEndsWhatCameOfTheFirst() {
    String code = people.code(people.cookie(people.person()), null, Scope.MANDATE_OWN);
    Answer first = people.exchange(code);
    String token = first.json().get("access_token").asString();
    assertThat(people.get(token, "/v1/mandates").status()).isEqualTo(200);
    Answer second = people.exchange(code);
    assertThat(second.status()).isEqualTo(400);
    assertThat(second.json().get("error").asString()).isEqualTo("invalid_grant");
    assertThat(people.get(token, "/v1/mandates").status()).isEqualTo(401);
  }

  @Test
  void anExpiredCodeIsWorthNothing() {
    String code = people.code(people.cookie(people.person()), null, Scope.MANDATE_OWN);
    jdbc.sql(
            "update identity_code set issued_at = now() - interval '2 minutes',"
                + " expires_at = now() - interval '1 second' where spent_at is null")
        .update();
    Answer answer = people.exchange(code);
    assertThat(answer.json().get("error").asString()).isEqualTo("invalid_grant");
  }
}
