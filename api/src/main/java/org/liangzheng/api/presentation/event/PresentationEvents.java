package org.liangzheng.api.presentation.event;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Events by position. Whoever writes one holds the row of its presentation, so positions grow. */
@Repository
public class PresentationEvents {
  private static final int MOST = 100;
  private static final String SELECT =
      "select id, presentation, kind, at, scan, point, word from presentation_event ";

  private final JdbcClient database;
  private final Doorbell bell;

  PresentationEvents(JdbcClient database, Doorbell bell) {
    this.database = database;
    this.bell = bell;
  }

  /** Writes an event and rings, in the transaction that holds the row of the presentation. */
  public void add(
      UUID presentation,
      PresentationEvent.Kind kind,
      Instant at,
      @Nullable UUID scan,
      @Nullable UUID point,
      @Nullable String word) {
    database
        .sql(
            "insert into presentation_event (presentation, kind, at, scan, point, word)"
                + " select ?::uuid, ?::text, ?::timestamptz, ?::uuid, ?::uuid, ?::text from "
                + Doorbell.RING)
        .param(presentation)
        .param(kind.name())
        .param(at.atOffset(ZoneOffset.UTC))
        .param(scan)
        .param(point)
        .param(word)
        .params(Doorbell.CHANNEL, presentation.toString())
        .update();
  }

  /** Wakes who waits for a scan to be answered. */
  public void wake(UUID scan) {
    bell.ring(scan);
  }

  /** Those after a position, oldest first, at most 100. */
  public List<PresentationEvent> after(UUID presentation, long id) {
    return database
        .sql(SELECT + "where presentation = ? and id > ? order by id limit ?")
        .params(presentation, id, MOST)
        .query(PresentationEvents::read)
        .list();
  }

  /** The last one. */
  public Optional<PresentationEvent> last(UUID presentation) {
    return database
        .sql(SELECT + "where presentation = ? order by id desc limit 1")
        .param(presentation)
        .query(PresentationEvents::read)
        .optional();
  }

  /** Drops those before an instant; live lines are over long since. */
  public void forget(Instant before) {
    var _ =
        database
            .sql("delete from presentation_event where at < ?")
            .param(before.atOffset(ZoneOffset.UTC))
            .update();
  }

  private static PresentationEvent read(ResultSet row, int number) throws SQLException {
    return new PresentationEvent(
        row.getLong("id"),
        row.getObject("presentation", UUID.class),
        PresentationEvent.Kind.valueOf(row.getString("kind")),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getObject("scan", UUID.class),
        row.getObject("point", UUID.class),
        row.getString("word"));
  }
}
