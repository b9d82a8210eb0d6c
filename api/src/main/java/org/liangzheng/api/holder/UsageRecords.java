package org.liangzheng.api.holder;

import java.time.Clock;
import java.time.ZoneOffset;
import org.liangzheng.api.web.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Writes down every use of a licence, before the licence is handed out. */
@Service
public class UsageRecords {
  private final JdbcClient database;
  private final Ids ids;
  private final Clock clock;

  UsageRecords(JdbcClient database, Ids ids, Clock clock) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  /** Records a use; if this fails, nothing is handed out. */
  public void record(Usage usage) {
    database
        .sql(
            "insert into holder_usage (id, holder, licence, kind, authority, client, cause, used_at,"
                + " receipt) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            ids.next(),
            usage.holder(),
            usage.licence(),
            usage.kind().name(),
            usage.authority().value(),
            usage.client(),
            usage.cause().code(),
            clock.instant().atOffset(ZoneOffset.UTC))
        .param(usage.receipt())
        .update();
  }
}
