package org.liangzheng.api.licence.batch;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.idempotency.Intent;
import org.liangzheng.verifier.crypto.ByteString;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who works on what: chunks under leases, and their lines. Each write of a line names the attempt
 * it belongs to; whoever lost its lease writes nothing.
 */
@Repository
class BatchRuns {
  static final String FINISHED = "LICENCE_BATCH_FINISHED";
  private static final String LINES = "licence_batch_line";
  private static final int CANDIDATES = 20;

  private final JdbcClient database;
  private final FieldCipher cipher;
  private final Batches batches;
  private final BatchKinds kinds;
  private final TransactionTemplate transactions;
  private final AuditLog audit;
  private final JsonMapper json;
  private final BatchSettings settings;
  private final Ids ids;
  private final Clock clock;

  BatchRuns(
      JdbcClient database,
      FieldCipher cipher,
      Batches batches,
      BatchKinds kinds,
      TransactionTemplate transactions,
      AuditLog audit,
      JsonMapper json,
      BatchSettings settings,
      Ids ids,
      Clock clock) {
    this.database = database;
    this.cipher = cipher;
    this.batches = batches;
    this.kinds = kinds;
    this.transactions = transactions;
    this.audit = audit;
    this.json = json;
    this.settings = settings;
    this.ids = ids;
    this.clock = clock;
  }

  /** A line that is to be carried out. */
  record OpenLine(BatchLine line, Intent intent, int tries) {}

  /** A chunk this node holds; its lines that are still open, in order. */
  record Claim(Batch batch, UUID chunk, int attempt, List<OpenLine> lines) {}

  /** Takes up the next chunk that nobody works on, of the batch that waited longest. */
  Optional<Claim> claim() {
    List<UUID> waiting =
        database
            .sql(
                "select id from licence_batch where (state = 'RUNNING' and (paused_until is null"
                    + " or paused_until <= clock_timestamp())) or state = 'CANCELLING'"
                    + " order by claimed_at limit ?")
            .param(CANDIDATES)
            .query((row, _) -> Objects.requireNonNull(row.getObject(1, UUID.class)))
            .list();
    for (UUID batch : waiting) {
      Optional<Claim> claim =
          Optional.ofNullable(transactions.execute(_ -> claim(batch).orElse(null)));
      if (claim.isPresent()) {
        return claim;
      }
      finish(batch);
    }
    return Optional.empty();
  }

  private record Row(UUID id, int attempt, ByteString content) {}

  private Optional<Claim> claim(UUID id) {
    Optional<Batch> batch =
        batches
            .lock(id)
            .filter(found ->
                found.state() == Batch.State.RUNNING || found.state() == Batch.State.CANCELLING);
    if (batch.isEmpty()) {
      return Optional.empty();
    }
    Optional<Row> found =
        database
            .sql(
                "select id, attempt, content from licence_batch_chunk where batch = ?"
                    + " and (state = 'WAITING' or (state = 'RUNNING'"
                    + " and lease_until < clock_timestamp()))"
                    + " order by number limit 1 for update skip locked")
            .param(id)
            .query((row, _) ->
                new Row(
                    Objects.requireNonNull(row.getObject(1, UUID.class)),
                    row.getInt(2),
                    ByteString.of(row.getBytes(3))))
            .optional();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Row chunk = found.get();
    int attempt = chunk.attempt() + 1;
    database
        .sql(
            "update licence_batch_chunk set state = 'RUNNING', attempt = ?, lease_until ="
                + " clock_timestamp() + ? * interval '1 millisecond' where id = ?")
        .params(attempt, settings.lease().toMillis(), chunk.id())
        .update();
    database
        .sql("update licence_batch set claimed_at = clock_timestamp() where id = ?")
        .param(id)
        .update();
    List<BatchLine> lines =
        ChunkCodec.decode(
            cipher.decrypt(
                new Cell(BatchUpload.CHUNKS, "content", chunk.id()),
                chunk.content().toByteArray()));
    return Optional.of(
        new Claim(
            batch.get(),
            chunk.id(),
            attempt,
            chunk.attempt() == 0
                ? allot(batch.get(), chunk.id(), lines)
                : takeUp(chunk.id(), attempt, lines)));
  }

  private List<OpenLine> allot(Batch batch, UUID chunk, List<BatchLine> lines) {
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

  private List<OpenLine> takeUp(UUID chunk, int attempt, List<BatchLine> lines) {
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

  /**
   * Renews the lease.
   *
   * @return the batch's state, or nothing when another holds the chunk
   */
  Optional<Batch.State> renew(Claim claim) {
    boolean held =
        database
                .sql(
                    "update licence_batch_chunk set lease_until ="
                        + " clock_timestamp() + ? * interval '1 millisecond'"
                        + " where id = ? and attempt = ? and state = 'RUNNING'")
                .params(settings.lease().toMillis(), claim.chunk(), claim.attempt())
                .update()
            == 1;
    return held ? batches.find(claim.batch().id()).map(Batch::state) : Optional.empty();
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

  byte[] problem(UUID line, byte[] sealed) {
    return cipher.decrypt(new Cell(LINES, "problem", line), sealed);
  }

  void cancelLine(OpenLine line, int attempt) {
    database
        .sql(
            "update licence_batch_line set state = 'CANCELLED', settled_at = ?"
                + " where id = ? and attempt = ? and state = 'OPEN'")
        .params(now(), line.intent().id(), attempt)
        .update();
  }

  void tried(OpenLine line, int attempt) {
    database
        .sql("update licence_batch_line set tries = tries + 1 where id = ? and attempt = ?")
        .params(line.intent().id(), attempt)
        .update();
  }

  /** Gives a chunk back with what is open in it. */
  void release(Claim claim) {
    database
        .sql(
            "update licence_batch_chunk set state = 'WAITING', lease_until = null"
                + " where id = ? and attempt = ? and state = 'RUNNING'")
        .params(claim.chunk(), claim.attempt())
        .update();
  }

  /** Lets a batch rest; each time in a row longer. */
  void pause(UUID batch, String code, Duration atLeast) {
    long first = settings.pauseFirst().toMillis();
    long longest = settings.pauseLongest().toMillis();
    database
        .sql(
            "update licence_batch set failures = failures + 1, pause_code = ?, paused_until ="
                + " clock_timestamp() + interval '1 millisecond' * greatest("
                + " least(?, ? * power(2, least(failures, 20))), least(?, ?))"
                + " where id = ? and (paused_until is null or paused_until <= clock_timestamp())")
        .params(code, longest, first, atLeast.toMillis(), longest, batch)
        .update();
  }

  /** A line went through: whatever was away is back. */
  void goesOn(UUID batch) {
    database
        .sql(
            "update licence_batch set failures = 0, paused_until = null, pause_code = null"
                + " where id = ? and failures > 0")
        .param(batch)
        .update();
  }

  /** Closes a chunk none of whose lines is open. */
  void close(Claim claim) {
    database
        .sql(
            """
            update licence_batch_chunk c set state = 'DONE', lease_until = null, settled_at = ?,
              done = s.done, refused = s.refused, failed = s.failed, cancelled = s.cancelled
            from (select count(*) filter (where state = 'DONE') as done,
                         count(*) filter (where state = 'REFUSED') as refused,
                         count(*) filter (where state = 'FAILED') as failed,
                         count(*) filter (where state = 'CANCELLED') as cancelled,
                         count(*) filter (where state = 'OPEN') as open
                  from licence_batch_line where chunk = ?) s
            where c.id = ? and c.attempt = ? and c.state = 'RUNNING' and s.open = 0
            """)
        .params(now(), claim.chunk(), claim.chunk(), claim.attempt())
        .update();
    finish(claim.batch().id());
  }

  /**
   * Ends a batch whose chunks are all closed. In a transaction of its own, after theirs: of two
   * nodes that close the last two chunks, the later sees both.
   */
  void finish(UUID batch) {
    transactions.executeWithoutResult(_ -> {
      int rows =
          database
              .sql(
                  "update licence_batch b set state = case state when 'RUNNING' then 'DONE'"
                      + " else 'CANCELLED' end, finished_at = ?, touched_at = ?,"
                      + " paused_until = null, pause_code = null"
                      + " where id = ? and state in ('RUNNING', 'CANCELLING')"
                      + " and not exists (select from licence_batch_chunk c where c.batch = b.id"
                      + " and c.state in ('WAITING', 'RUNNING'))")
              .params(now(), now(), batch)
              .update();
      if (rows == 1) {
        Batch ended = batches.find(batch).orElseThrow();
        BatchCounts counts = counts(batch);
        audit.record(
            new AuditFact(
                FINISHED,
                batch,
                ended.authority(),
                ended.order().actor(),
                json.createObjectNode()
                    .put("kind", ended.order().kind())
                    .put("state", ended.state().name())
                    .put("done", counts.done())
                    .put("refused", counts.refused())
                    .put("failed", counts.failed())
                    .put("cancelled", counts.cancelled())));
      }
    });
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
