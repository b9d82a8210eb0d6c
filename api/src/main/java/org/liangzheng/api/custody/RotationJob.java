package org.liangzheng.api.custody;

import java.util.concurrent.TimeUnit;
import org.liangzheng.api.schedule.OneNode;
import org.springframework.scheduling.annotation.Scheduled;

/** Goes on with the replacement of keys, on one node at a time. */
final class RotationJob {
  private static final String JOB = "custody/rotation";

  private final DataKeys keys;
  private final KeyRotation rotation;
  private final OneNode oneNode;

  RotationJob(DataKeys keys, KeyRotation rotation, OneNode oneNode) {
    this.keys = keys;
    this.rotation = rotation;
    this.oneNode = oneNode;
  }

  @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
  void work() {
    // Without a second version there is nothing under way, and nothing to ask the database.
    if (keys.hasSeveral()) {
      boolean _ = oneNode.tryRun(JOB, rotation::work);
    }
  }
}
