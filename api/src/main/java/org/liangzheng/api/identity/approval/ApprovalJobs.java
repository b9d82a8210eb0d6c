package org.liangzheng.api.identity.approval;

import org.springframework.scheduling.annotation.Scheduled;

/** What the clock does for approvals. */
final class ApprovalJobs {
  private final Approvals approvals;

  ApprovalJobs(Approvals approvals) {
    this.approvals = approvals;
  }

  /** Acts that were approved just before a crash, or whose vault was away. */
  @Scheduled(initialDelayString = "15s", fixedDelayString = "30s")
  void carryOut() {
    approvals.carryOutAll();
  }
}
