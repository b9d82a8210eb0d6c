package org.liangzheng.api.holder.own;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestPeople;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Months and places in the list of uses that are none, or that nobody can reckon with. */
@ApiTest
class UsesRequestTest {
  @Autowired private ApplicationContext context;
  private TestPeople people;
  private String token;

  @BeforeEach
  void open() {
    people = TestPeople.of(context);
    token = people.token(people.person(), null);
  }

  private Answer uses(String name, String value) {
    return people.get(
        token, "/v1/holder/uses?" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11", "0001-01", "9999-12", ""})
  void aMonthIsTaken(String month) {
    assertThat(uses("month", month).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2026-13", "2026-1", "26-11", "+999999999-12", "+300000-01", "-0001-01", "x"})
  void whatIsNoMonthIsRefused(String month) {
    Answer answer = uses("month", month);
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.json().get("code").asString()).isEqualTo("parameter-invalid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "+999999999-12-31T23:59:59Z",
        "+300000-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z"
      })
  void aPlaceThatIsNotOursIsRefused(String at) {
    String plain = at + " " + new UUID(0, 1);
    Answer answer =
        uses(
            "cursor",
            Base64.getUrlEncoder().encodeToString(plain.getBytes(StandardCharsets.US_ASCII)));
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.json().get("code").asString()).isEqualTo("parameter-invalid");
  }
}
