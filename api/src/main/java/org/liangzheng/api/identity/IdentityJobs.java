package org.liangzheng.api.identity;

import org.liangzheng.api.schedule.OneNode;
import org.springframework.scheduling.annotation.Scheduled;

/** What the clock does for identity. */
final class IdentityJobs {

  private final SpentAssertions spent;
  private final OneNode oneNode;

  IdentityJobs(SpentAssertions spent, OneNode oneNode) {
    this.spent = spent;
    this.oneNode = oneNode;
  }

  @Scheduled(initialDelayString = "1m", fixedDelayString = "5m")
  void forgetSpentAssertions() {
    var _ = oneNode.tryRun("identity_assertion forget", spent::forget);
  }
}
