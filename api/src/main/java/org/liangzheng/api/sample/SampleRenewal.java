package org.liangzheng.api.sample;

import org.liangzheng.api.schedule.OneNode;
import org.springframework.scheduling.annotation.Scheduled;

/** A fresh pack well within the age limit of verifiers. */
final class SampleRenewal {
  private final SampleCity city;
  private final OneNode oneNode;

  SampleRenewal(SampleCity city, OneNode oneNode) {
    this.city = city;
    this.oneNode = oneNode;
  }

  @Scheduled(initialDelayString = "PT1H", fixedDelayString = "PT1H")
  void renew() {
    var _ = oneNode.tryRun(SampleConfiguration.JOB, city::renew);
  }
}
