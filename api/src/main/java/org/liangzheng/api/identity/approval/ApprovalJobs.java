package org.liangzheng.api.identity.approval;

import org.springframework.scheduling.annotation.Scheduled;

/** What the clock does for approvals. */
final class ApprovalJobs {
  private final CarryingOut carryingOut;

  ApprovalJobs(CarryingOut carryingOut) {
    this.carryingOut = carryingOut;
  }

  /** Acts that were approved just before a crash, or whose vault was away. */
  @Scheduled(initialDelayString = "15s", fixedDelayString = "30s")
  void carryOut() {
    carryingOut.all();
  }
}
