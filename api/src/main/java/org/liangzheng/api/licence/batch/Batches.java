package org.liangzheng.api.licence.batch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of {@code licence_batch}. */
@Repository
class Batches {
  private static final String SELECT =
      "select *, (paused_until > clock_timestamp()) as paused from licence_batch where id = ?";

  private final JdbcClient database;

  Batches(JdbcClient database) {
    this.database = database;
  }

  Optional<Batch> find(UUID id) {
    return database.sql(SELECT).param(id).query((row, _) -> read(row)).optional();
  }

  /** Under lock, inside a transaction. */
  Optional<Batch> lock(UUID id) {
    return database.sql(SELECT + " for update").param(id).query((row, _) -> read(row)).optional();
  }

  /** A new upload, or an upload begun anew: then nothing of the earlier one is left. */
  void begin(UUID id, BatchOrder order, int attempt, Instant now) {
    Timestamp at = Timestamp.from(now);
    int rows =
        database
            .sql(
                """
                insert into licence_batch as b (id, kind, source, authority, actor, state,
                  upload_attempt, next_part, last_line, lines, bytes, chunks, created_at, touched_at,
                  claimed_at, failures)
                values (:id, :kind, :source::uuid, :authority, :actor, 'UPLOADING', :attempt, 1, 0, 0, 0,
                  0, :at, :at, :at, 0)
                on conflict (id) do update set upload_attempt = excluded.upload_attempt, next_part = 1,
                  last_line = 0, lines = 0, bytes = 0, chunks = 0, touched_at = excluded.touched_at
                  where b.state = 'UPLOADING' and b.upload_attempt < excluded.upload_attempt
                """)
            .param("id", id)
            .param("kind", order.kind())
            .param("source", order.source().isPresent() ? order.source().get() : null)
            .param("authority", order.authority().value())
            .param("actor", order.actor())
            .param("attempt", attempt)
            .param("at", at)
            .update();
    if (rows != 1) {
      throw new IllegalStateException("a batch that is past its upload is not begun anew");
    }
    database.sql("delete from licence_batch_chunk where batch = ?").param(id).update();
    database.sql("delete from licence_batch_part where batch = ?").param(id).update();
  }

  /** Counts what was added to an upload; the caller holds the row's lock. */
  void grow(UUID id, int lastLine, int lines, long bytes, int chunks, Instant now) {
    database
        .sql(
            "update licence_batch set next_part = next_part + 1, last_line = ?, lines = lines + ?,"
                + " bytes = bytes + ?, chunks = chunks + ?, touched_at = ? where id = ?")
        .params(lastLine, lines, bytes, chunks, Timestamp.from(now), id)
        .update();
  }

  /**
   * Ends an upload: from now on it is worked on.
   *
   * @return whether this upload was still the one
   */
  boolean start(UUID id, int attempt, Instant now) {
    Timestamp at = Timestamp.from(now);
    return database
            .sql(
                "update licence_batch set state = 'RUNNING', started_at = ?, touched_at = ?"
                    + " where id = ? and upload_attempt = ? and state = 'UPLOADING'")
            .params(at, at, id, attempt)
            .update()
        == 1;
  }

  void cancel(UUID id, Instant now) {
    database
        .sql("update licence_batch set state = 'CANCELLING', touched_at = ? where id = ?")
        .params(Timestamp.from(now), id)
        .update();
  }

  void drop(UUID id, int attempt) {
    database
        .sql(
            "delete from licence_batch where id = ? and upload_attempt = ? and state = 'UPLOADING'")
        .params(id, attempt)
        .update();
  }

  private static Batch read(ResultSet row) throws SQLException {
    boolean paused = row.getBoolean("paused");
    return new Batch(
        row.getObject("id", UUID.class),
        new BatchOrder(
            row.getString("kind"),
            Optional.ofNullable(row.getObject("source", UUID.class)),
            new OrganizationId(row.getString("authority")),
            row.getString("actor")),
        Batch.State.valueOf(row.getString("state")),
        row.getInt("upload_attempt"),
        row.getInt("next_part"),
        row.getInt("last_line"),
        row.getInt("lines"),
        row.getLong("bytes"),
        row.getInt("chunks"),
        row.getTimestamp("created_at").toInstant(),
        instant(row.getTimestamp("started_at")),
        instant(row.getTimestamp("finished_at")),
        paused ? instant(row.getTimestamp("paused_until")) : Optional.empty(),
        paused ? Optional.ofNullable(row.getString("pause_code")) : Optional.empty(),
        row.getInt("failures"),
        row.getBoolean("results_gone"));
  }

  private static Optional<Instant> instant(@Nullable Timestamp at) {
    return Optional.ofNullable(at).map(Timestamp::toInstant);
  }
}
