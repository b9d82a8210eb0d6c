package org.liangzheng.api.identity;

import org.liangzheng.api.identity.person.Sessions;
import org.liangzheng.api.identity.person.SignIn;
import org.liangzheng.api.schedule.OneNode;
import org.springframework.scheduling.annotation.Scheduled;

/** What the clock does for identity. */
final class IdentityJobs {

  private final SpentAssertions spent;
  private final SignIn signIn;
  private final Sessions sessions;
  private final OneNode oneNode;

  IdentityJobs(SpentAssertions spent, SignIn signIn, Sessions sessions, OneNode oneNode) {
    this.spent = spent;
    this.signIn = signIn;
    this.sessions = sessions;
    this.oneNode = oneNode;
  }

  @Scheduled(initialDelayString = "1m", fixedDelayString = "5m")
  void forgetSpentAssertions() {
    var _ = oneNode.tryRun("identity_assertion forget", spent::forget);
  }

  @Scheduled(initialDelayString = "2m", fixedDelayString = "1h")
  void forgetSignIns() {
    var _ =
        oneNode.tryRun(
            "identity_session forget",
            () -> {
              var _ = signIn.forget();
              var _ = sessions.forget();
            });
  }
}
