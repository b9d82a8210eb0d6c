package org.liangzheng.api.seal.task;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What the clock does for sealing tasks. */
@Component
class TaskJobs {
  private final SealingTasks tasks;

  TaskJobs(SealingTasks tasks) {
    this.tasks = tasks;
  }

  /** Nobody seals after a deadline in any case; this writes down that it has passed. */
  @Scheduled(initialDelayString = "20s", fixedDelayString = "30s")
  void expire() {
    tasks.expire();
  }
}
