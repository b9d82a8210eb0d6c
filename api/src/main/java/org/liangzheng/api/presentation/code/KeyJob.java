package org.liangzheng.api.presentation.code;

import org.liangzheng.api.schedule.OneNode;
import org.liangzheng.api.web.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Keeps keys of codes coming, on one node at a time. */
final class KeyJob {
  private static final Logger LOG = LoggerFactory.getLogger(KeyJob.class);
  private static final String JOB = "presentation_key rotate";

  private final PresentationKeys keys;
  private final SceneKeys sceneKeys;
  private final OneNode oneNode;

  KeyJob(PresentationKeys keys, SceneKeys sceneKeys, OneNode oneNode) {
    this.keys = keys;
    this.sceneKeys = sceneKeys;
    this.oneNode = oneNode;
  }

  @Scheduled(initialDelayString = "30s", fixedDelayString = "30s")
  void rotate() {
    try {
      var _ = oneNode.tryRun(JOB, keys::rotate);
    } catch (Problem refused) {
      // A vault that is away: online codes go on, and the keys there are too.
      LOG.error("keys of presentation codes cannot be made: {}", refused.code().code(), refused);
    }
  }

  @Scheduled(initialDelayString = "5m", fixedDelayString = "1h")
  void forget() {
    var _ = oneNode.tryRun("presentation_scene_key forget", sceneKeys::forget);
  }
}
