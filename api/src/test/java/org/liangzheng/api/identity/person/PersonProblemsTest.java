package org.liangzheng.api.identity.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.TestHttp;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.api.identity.TestPeople;
import org.liangzheng.api.identity.TestPeople.Who;
import org.liangzheng.api.web.Problem;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a person is told about a password; the pages show these sentences. */
@ApiTest
class PersonProblemsTest {
  @Autowired private ApplicationContext context;
  @Autowired private Accounts accounts;
  @Autowired private Sessions sessions;
  @Autowired private JdbcClient database;

  private static Object told(Runnable change) {
    return catchThrowableOfType(Problem.class, change::run).code();
  }

  /** Whoever else has seen the password: nothing is done with it but to change it. */
  @Test
  void aPasswordOfAnotherIsChangedFirst() {
    TestPeople people = TestPeople.of(context);
    Who who = people.person();
    database
        .sql("update identity_account set must_change = true where id = ?")
        .param(who.account().id())
        .update();
    assertThatThrownBy(() -> people.token(who, null)).isInstanceOf(AssertionError.class);
    Answer refused =
        TestHttp.send(people.base(), Call.get("/v1/mandates").with("Cookie", people.cookie(who)));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().get("code").asString()).isEqualTo("password-must-change");
  }

  @Test
  void aPasswordIsChangedByWhoKnowsItToAStrongOne() {
    Who who = TestPeople.of(context).person();
    Session session =
        sessions
            .find(sessions.start(who.account().id(), Assurance.BASIC, null).cookie())
            .orElseThrow();
    assertThat(told(() -> accounts.changePassword(session, "not it", "another long sentence")))
        .isEqualTo(PersonProblem.PASSWORD_WRONG);
    for (String weak : new String[] {"short", "aaaaaaaaaaaaaaaa", TestPeople.PASSWORD}) {
      assertThat(told(() -> accounts.changePassword(session, TestPeople.PASSWORD, weak)))
          .isEqualTo(PersonProblem.PASSWORD_TOO_WEAK);
    }
    accounts.changePassword(session, TestPeople.PASSWORD, "another long sentence");
    assertThat(
            told(() -> accounts.changePassword(session, TestPeople.PASSWORD, "a third sentence")))
        .isEqualTo(PersonProblem.PASSWORD_WRONG);
  }
}
