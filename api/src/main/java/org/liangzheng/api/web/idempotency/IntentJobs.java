package org.liangzheng.api.web.idempotency;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.liangzheng.api.schedule.OneNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** What the clock does with intents: settle those left behind, delete the old. */
final class IntentJobs {

  private static final Logger LOG = LoggerFactory.getLogger(IntentJobs.class);
  private static final int BATCH = 100;
  private static final int DELETE_BATCH = 1000;

  private final Idempotency idempotency;
  private final IntentStore store;
  private final OneNode oneNode;
  private final IdempotencySettings settings;
  private final Clock clock;

  IntentJobs(
      Idempotency idempotency,
      IntentStore store,
      OneNode oneNode,
      IdempotencySettings settings,
      Clock clock) {
    this.idempotency = idempotency;
    this.store = store;
    this.oneNode = oneNode;
    this.settings = settings;
    this.clock = clock;
  }

  @Scheduled(
      initialDelayString = "${liangzheng.idempotency.recover-every:15s}",
      fixedDelayString = "${liangzheng.idempotency.recover-every:15s}")
  void settleOverdue() {
    var _ = oneNode.tryRun("web_intent settle", () -> store.overdue(BATCH).forEach(this::settle));
  }

  private void settle(UUID id) {
    try {
      var _ = idempotency.settle(id);
    } catch (RuntimeException failed) {
      // One that cannot be settled keeps its lease and comes round again; the others go on.
      LOG.error("Intent {} could not be settled", id, failed);
    }
  }

  @Scheduled(initialDelayString = "1m", fixedDelayString = "1h")
  void deleteOld() {
    Instant limit = clock.instant().minus(settings.keep());
    var _ =
        oneNode.tryRun(
            "web_intent delete",
            () -> {
              int gone;
              do {
                gone = store.deleteOlderThan(limit, DELETE_BATCH);
              } while (gone == DELETE_BATCH);
            });
  }
}
