package org.liangzheng.api.presentation.scan;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.liangzheng.api.presentation.book.Presentations;
import org.liangzheng.api.presentation.book.Scan;
import org.liangzheng.api.presentation.book.Scans;
import org.liangzheng.api.presentation.code.PresentationSettings;
import org.liangzheng.api.presentation.event.PresentationEvents;
import org.liangzheng.api.schedule.OneNode;
import org.liangzheng.api.web.BodyLimit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;

@Configuration(proxyBeanMethods = false)
class ScanConfiguration {
  /** What a hand scanner or a picture may hold; more than any code, to be told so in words. */
  private static final long NOISE = 64 * 1024;

  @Bean
  BodyLimit scanBody() {
    return new BodyLimit(ScanController.VERIFY, NOISE);
  }

  @Bean
  ScanJob scanJob(
      Askings askings,
      Scans scans,
      Presentations presentations,
      PresentationEvents events,
      PresentationSettings settings,
      OneNode oneNode,
      Clock clock) {
    return new ScanJob(askings, scans, presentations, events, settings, oneNode, clock);
  }

  /** What time does to scans and presentations. */
  static final class ScanJob {
    private static final int BATCH = 200;

    /** An answer is asked for again within minutes or never. */
    private static final Duration ANSWERS = Duration.ofMinutes(10);

    private static final Duration EVENTS = Duration.ofDays(1);

    /** Offline codes are reconciled within it. */
    private static final Duration CODES = Duration.ofDays(30);

    private static final Duration SCANS = Duration.ofDays(365);

    private final Askings askings;
    private final Scans scans;
    private final Presentations presentations;
    private final PresentationEvents events;
    private final PresentationSettings settings;
    private final OneNode oneNode;
    private final Clock clock;

    ScanJob(
        Askings askings,
        Scans scans,
        Presentations presentations,
        PresentationEvents events,
        PresentationSettings settings,
        OneNode oneNode,
        Clock clock) {
      this.askings = askings;
      this.scans = scans;
      this.presentations = presentations;
      this.events = events;
      this.settings = settings;
      this.oneNode = oneNode;
      this.clock = clock;
    }

    @Scheduled(initialDelayString = "5s", fixedDelayString = "1s")
    void lapse() {
      Instant now = clock.instant();
      if (!scans.lapsed(now, 1).isEmpty()) {
        var _ =
            oneNode.tryRun(
                "presentation_scan lapse",
                () -> {
                  for (Scan scan : scans.lapsed(now, BATCH)) {
                    askings.lapse(scan);
                  }
                });
      }
    }

    @Scheduled(initialDelayString = "1m", fixedDelayString = "1m")
    void forget() {
      Instant now = clock.instant();
      var _ =
          oneNode.tryRun(
              "presentation forget",
              () -> {
                for (UUID one : presentations.leftAlone(now.minus(settings.pause()), BATCH)) {
                  askings.end(one);
                }
                scans.forget(now.minus(ANSWERS), now.minus(SCANS));
                events.forget(now.minus(EVENTS));
                presentations.forget(now.minus(CODES));
              });
    }
  }
}
