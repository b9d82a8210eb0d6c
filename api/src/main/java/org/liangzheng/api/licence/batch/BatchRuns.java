package org.liangzheng.api.licence.batch;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.licence.batch.BatchLines.OpenLine;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.verifier.crypto.ByteString;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who works on which chunk, under leases, until a batch is through. Each write names the attempt it
 * belongs to; whoever lost its lease writes nothing.
 */
@Repository
class BatchRuns {
  static final String FINISHED = "LICENCE_BATCH_FINISHED";

  private static final int CANDIDATES = 20;

  private final JdbcClient database;
  private final FieldCipher cipher;
  private final Batches batches;
  private final BatchLines lines;
  private final TransactionTemplate transactions;
  private final AuditLog audit;
  private final JsonMapper json;
  private final BatchSettings settings;
  private final Clock clock;

  BatchRuns(
      JdbcClient database,
      FieldCipher cipher,
      Batches batches,
      BatchLines lines,
      TransactionTemplate transactions,
      AuditLog audit,
      JsonMapper json,
      BatchSettings settings,
      Clock clock) {
    this.database = database;
    this.cipher = cipher;
    this.batches = batches;
    this.lines = lines;
    this.transactions = transactions;
    this.audit = audit;
    this.json = json;
    this.settings = settings;
    this.clock = clock;
  }

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
    List<BatchLine> sent =
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
                ? lines.allot(batch.get(), chunk.id(), sent)
                : lines.takeUp(chunk.id(), attempt, sent)));
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

  /** Chunks that nobody has taken up are over; inside the transaction that cancels the batch. */
  void cancelWaiting(UUID batch) {
    database
        .sql(
            "update licence_batch_chunk set state = 'CANCELLED', cancelled = lines, content = null,"
                + " settled_at = ? where batch = ? and state = 'WAITING' and attempt = 0")
        .params(now(), batch)
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
        BatchCounts counts = lines.counts(batch);
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

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }
}
