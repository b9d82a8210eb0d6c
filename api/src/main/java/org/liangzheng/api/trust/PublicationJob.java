package org.liangzheng.api.trust;

import java.util.concurrent.atomic.AtomicBoolean;
import org.liangzheng.api.schedule.OneNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks twice a second, on one node at a time, whether something is to be published. */
@Component
@Order(PublicationJob.AFTER_THE_SAMPLE_WORLD)
class PublicationJob implements ApplicationRunner {
  static final String JOB = "trust-publication";

  /** And before the service says that it is ready, so that the first reader finds lists. */
  static final int AFTER_THE_SAMPLE_WORLD = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(PublicationJob.class);

  private final Publication publication;
  private final OneNode oneNode;
  private final AtomicBoolean failing = new AtomicBoolean();
  private volatile boolean started;

  PublicationJob(Publication publication, OneNode oneNode) {
    this.publication = publication;
    this.oneNode = oneNode;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    started = true;
    publish();
  }

  @Scheduled(fixedDelayString = "PT0.5S")
  void publish() {
    if (!started) {
      return;
    }
    try {
      if (publication.isDue()) {
        var _ = oneNode.tryRun(JOB, publication::run);
      }
      if (failing.compareAndSet(true, false)) {
        LOG.info("status lists and packs are published again");
      }
    } catch (RuntimeException failed) {
      // Told once, not twice a second; it is tried again all the same.
      if (failing.compareAndSet(false, true)) {
        LOG.error("status lists and packs cannot be published", failed);
      }
    }
  }
}
