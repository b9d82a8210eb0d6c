package org.liangzheng.api.audit;

import org.liangzheng.api.schedule.OneNode;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Keeps the log in order behind the acts. */
@Component
class AuditJobs {
  private static final String CHECKPOINT = "audit-checkpoint";

  private final Sequencer sequencer;
  private final CheckpointSigner signer;
  private final OneNode oneNode;

  AuditJobs(Sequencer sequencer, CheckpointSigner signer, OneNode oneNode) {
    this.sequencer = sequencer;
    this.signer = signer;
    this.oneNode = oneNode;
  }

  @Scheduled(fixedDelayString = "PT0.25S")
  void place() {
    sequencer.run();
  }

  @Scheduled(fixedDelayString = "PT1S")
  void sign() {
    var _ = oneNode.tryRun(CHECKPOINT, signer::run);
  }
}
