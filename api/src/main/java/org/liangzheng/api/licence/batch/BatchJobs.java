package org.liangzheng.api.licence.batch;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.liangzheng.api.schedule.OneNode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes what is no longer needed: broken-off uploads, input and results of finished batches. */
@Component
class BatchJobs {
  private final JdbcClient database;
  private final OneNode oneNode;
  private final BatchSettings settings;
  private final Clock clock;

  BatchJobs(JdbcClient database, OneNode oneNode, BatchSettings settings, Clock clock) {
    this.database = database;
    this.oneNode = oneNode;
    this.settings = settings;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "1m", fixedDelayString = "15m")
  void remove() {
    var _ = oneNode.tryRun("licence_batch remove", this::removeNow);
  }

  void removeNow() {
    database
        .sql("delete from licence_batch where state = 'UPLOADING' and touched_at < ?")
        .param(ago(settings.keepUpload()))
        .update();
    database
        .sql(
            "update licence_batch_chunk set content = null where content is not null and batch in"
                + " (select id from licence_batch where finished_at < ?)")
        .param(ago(settings.keepInput()))
        .update();
    database
        .sql(
            "delete from licence_batch_line where batch in (select id from licence_batch"
                + " where finished_at < ? and not results_gone)")
        .param(ago(settings.keepResults()))
        .update();
    database
        .sql(
            "update licence_batch set results_gone = true where finished_at < ?"
                + " and not results_gone")
        .param(ago(settings.keepResults()))
        .update();
  }

  private Timestamp ago(Duration time) {
    return Timestamp.from(clock.instant().minus(time));
  }
}
