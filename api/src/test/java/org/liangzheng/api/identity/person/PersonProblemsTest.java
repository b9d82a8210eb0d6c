package org.liangzheng.api.identity.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.TestPeople;
import org.liangzheng.api.identity.TestPeople.Who;
import org.liangzheng.api.web.Problem;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What a person is told about a password; the pages show these sentences. */
@ApiTest
class PersonProblemsTest {
  @Autowired private ApplicationContext context;
  @Autowired private Accounts accounts;
  @Autowired private Sessions sessions;

  private static Object told(Runnable change) {
    return catchThrowableOfType(Problem.class, change::run).code();
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
