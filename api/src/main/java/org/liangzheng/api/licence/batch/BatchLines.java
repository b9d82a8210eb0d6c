package org.liangzheng.api.licence.batch;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.idempotency.Intent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Lines of batches that were taken up. Each write names the attempt it belongs to; whoever lost its
 * lease writes nothing.
 */
@Repository
class BatchLines {
  private static final String LINES = "licence_batch_line";

  private final JdbcClient database;
  private final FieldCipher cipher;
  private final BatchKinds kinds;
  private final Ids ids;
  private final Clock clock;

  BatchLines(JdbcClient database, FieldCipher cipher, BatchKinds kinds, Ids ids, Clock clock) {
    this.database = database;
    this.cipher = cipher;
    this.kinds = kinds;
    this.ids = ids;
    this.clock = clock;
  }

  /** A line that is to be carried out. */
  record OpenLine(BatchLine line, Intent intent, int tries) {}

  /** Writes the intents of a chunk that nobody has worked on yet. */
  List<OpenLine> allot(Batch batch, UUID chunk, List<BatchLine> lines) {
    BatchKind kind = kinds.get(batch.order().kind());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    List<OpenLine> open = new ArrayList<>();
    for (BatchLine line : lines) {
      Intent intent = new Intent(ids.next(), now, kind.allot(), 1);
      database
          .sql(
              "insert into licence_batch_line (id, batch, chunk, line, state, attempt,"
                  + " intent_time, allotted) values (?, ?, ?, ?, 'OPEN', 1, ?, ?)")
          .params(
              intent.id(),
              batch.id(),
              chunk,
              line.number(),
              Timestamp.from(now),
              cipher.encrypt(new Cell(LINES, "allotted", intent.id()), intent.allotted()))
          .update();
      open.add(new OpenLine(line, intent, 0));
    }
    return open;
  }

  /** Takes over what an earlier attempt left open. */
  List<OpenLine> takeUp(UUID chunk, int attempt, List<BatchLine> lines) {
    database
        .sql("update licence_batch_line set attempt = ? where chunk = ? and state = 'OPEN'")
        .params(attempt, chunk)
        .update();
    Map<Integer, BatchLine> byNumber =
        lines.stream().collect(Collectors.toMap(BatchLine::number, Function.identity()));
    return database
        .sql(
            "select id, line, tries, intent_time, allotted from licence_batch_line"
                + " where chunk = ? and state = 'OPEN' order by line")
        .param(chunk)
        .query((row, _) -> {
          UUID id = row.getObject("id", UUID.class);
          return new OpenLine(
              Objects.requireNonNull(byNumber.get(row.getInt("line"))),
              new Intent(
                  id,
                  row.getTimestamp("intent_time").toInstant(),
                  cipher.decrypt(new Cell(LINES, "allotted", id), row.getBytes("allotted")),
                  attempt),
              row.getInt("tries"));
        })
        .list();
  }

  /** Whether the line is still this attempt's; locks it until the transaction ends. */
  boolean holds(OpenLine line, int attempt) {
    return database
        .sql(
            "select true from licence_batch_line where id = ? and attempt = ? and state = 'OPEN'"
                + " for update")
        .params(line.intent().id(), attempt)
        .query(Boolean.class)
        .optional()
        .isPresent();
  }

  /** Inside the transaction that {@link #holds} began. */
  void done(OpenLine line, BatchKind.Result result) {
    database
        .sql(
            "update licence_batch_line set state = 'DONE', outcome = ?, subject = ?,"
                + " settled_at = ? where id = ?")
        .params(result.outcome(), result.subject(), now(), line.intent().id())
        .update();
  }

  /** A line that is not carried out, for good. */
  void settle(OpenLine line, int attempt, String state, byte[] problem) {
    UUID id = line.intent().id();
    database
        .sql(
            "update licence_batch_line set state = ?, problem = ?, settled_at = ?"
                + " where id = ? and attempt = ? and state = 'OPEN'")
        .params(state, cipher.encrypt(new Cell(LINES, "problem", id), problem), now(), id, attempt)
        .update();
  }

  /** A problem as {@link #settle} was given it. */
  byte[] problem(UUID line, byte[] sealed) {
    return cipher.decrypt(new Cell(LINES, "problem", line), sealed);
  }

  /** A line that was not begun when its batch was cancelled. */
  void cancel(OpenLine line, int attempt) {
    database
        .sql(
            "update licence_batch_line set state = 'CANCELLED', settled_at = ?"
                + " where id = ? and attempt = ? and state = 'OPEN'")
        .params(now(), line.intent().id(), attempt)
        .update();
  }

  /** Counts a try that failed. */
  void tried(OpenLine line, int attempt) {
    database
        .sql("update licence_batch_line set tries = tries + 1 where id = ? and attempt = ?")
        .params(line.intent().id(), attempt)
        .update();
  }

  /** How many lines have come to what. */
  BatchCounts counts(UUID batch) {
    return database
        .sql(
            """
            select sum(done)::int, sum(refused)::int, sum(failed)::int, sum(cancelled)::int from (
              select done, refused, failed, cancelled from licence_batch_chunk
                where batch = :batch and state in ('DONE', 'CANCELLED')
              union all
              select (l.state = 'DONE')::int, (l.state = 'REFUSED')::int,
                     (l.state = 'FAILED')::int, (l.state = 'CANCELLED')::int
                from licence_batch_chunk c join licence_batch_line l on l.chunk = c.id
                where c.batch = :batch and c.state in ('WAITING', 'RUNNING') and c.attempt > 0) x
            """)
        .param("batch", batch)
        .query(
            (row, _) -> new BatchCounts(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4)))
        .single();
  }

  /** Lines settled since a moment. */
  int settledSince(UUID batch, Instant since) {
    return database
        .sql("select count(*)::int from licence_batch_line where batch = ? and settled_at > ?")
        .params(batch, Timestamp.from(since))
        .query(Integer.class)
        .single();
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }
}
