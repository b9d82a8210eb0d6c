package org.liangzheng.api.licence.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A batch as its owner sees it.
 *
 * @param lines not blank
 * @param linesPerSecond of the last minute; absent when nothing was settled in it
 * @param estimatedEnd if it goes on like that
 * @param pause what it waits for; its lines are not harmed by it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BatchView(
    UUID id,
    String kind,
    String state,
    int lines,
    int done,
    int refused,
    int failed,
    int cancelled,
    int open,
    @Nullable Double linesPerSecond,
    @Nullable Instant estimatedEnd,
    @Nullable Pause pause,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    String results) {

  /** Until when, and the code of the problem. */
  public record Pause(Instant until, String code) {}

  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final long MILLIS = 1_000;
  private static final double HUNDRED = 100;

  static BatchView of(Batch batch, BatchLines lines, Instant now, String path) {
    BatchCounts counts = lines.counts(batch.id());
    int open = batch.lines() - counts.settled();
    Double rate = null;
    Instant end = null;
    if (batch.startedAt().isPresent() && !batch.state().finished()) {
      Instant window = now.minus(WINDOW);
      Instant started = batch.startedAt().get();
      Instant since = started.isAfter(window) ? started : window;
      long millis = Math.max(MILLIS, Duration.between(since, now).toMillis());
      double perSecond = lines.settledSince(batch.id(), since) * (double) MILLIS / millis;
      if (perSecond > 0) {
        rate = Math.round(perSecond * HUNDRED) / HUNDRED;
        end = now.plusMillis(Math.round(open / perSecond * MILLIS));
      }
    }
    return new BatchView(
        batch.id(),
        batch.order().kind(),
        batch.state().name(),
        batch.lines(),
        counts.done(),
        counts.refused(),
        counts.failed(),
        counts.cancelled(),
        open,
        rate,
        end,
        batch.pausedUntil().isPresent()
            ? new Pause(batch.pausedUntil().get(), batch.pauseCode().orElse(""))
            : null,
        batch.createdAt(),
        batch.startedAt().isPresent() ? batch.startedAt().get() : null,
        batch.finishedAt().isPresent() ? batch.finishedAt().get() : null,
        path + "/" + batch.id() + "/results");
  }
}
