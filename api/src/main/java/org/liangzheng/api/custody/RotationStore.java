package org.liangzheng.api.custody;

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

/** The table {@code custody_rotation}. */
final class RotationStore {
  private static final int SHOWN = 20;

  private final JdbcClient jdbc;

  RotationStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(UUID id, DataKeyKind kind, int toVersion, Instant now) {
    jdbc.sql(
            "insert into custody_rotation (id, kind, to_version, phase, phase_since, horizon,"
                + " started_at) values (?, ?, ?, 'SPREADING', ?, ?, ?)")
        .params(id, kind.name(), toVersion, utc(now), horizon(), utc(now))
        .update();
  }

  /** Those under way, oldest first. */
  List<Rotation> open() {
    return jdbc.sql("select * from custody_rotation where finished_at is null order by id")
        .query((row, _) -> read(row))
        .list();
  }

  /** The newest, for people. */
  List<Rotation> newest() {
    return jdbc.sql("select * from custody_rotation order by started_at desc, kind limit ?")
        .param(SHOWN)
        .query((row, _) -> read(row))
        .list();
  }

  /** One under way, locked until the end of the transaction. */
  Optional<Rotation> lock(UUID id) {
    return jdbc.sql(
            "select * from custody_rotation where id = ? and finished_at is null for update")
        .param(id)
        .query((row, _) -> read(row))
        .optional();
  }

  void update(Rotation rotation) {
    jdbc.sql(
            "update custody_rotation set phase = ?, phase_since = ?, horizon = ?, pass = ?,"
                + " place = ?, last_row = ?, found = ?, damaged = ?, moved = ?, finished_at = ?"
                + " where id = ?")
        .param(rotation.phase().name())
        .param(utc(rotation.phaseSince()))
        .param(rotation.horizon())
        .param(rotation.pass())
        .param(rotation.place())
        .param(rotation.lastRow())
        .param(rotation.found())
        .param(rotation.damaged())
        .param(rotation.moved())
        .param(rotation.finishedAt() == null ? null : utc(rotation.finishedAt()))
        .param(rotation.id())
        .update();
  }

  /** The next transaction that will begin to write. */
  long horizon() {
    return jdbc.sql("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        .query(Long.class)
        .single();
  }

  /** Whether every transaction before the horizon has ended. */
  boolean isPast(long horizon) {
    return Boolean.TRUE.equals(
        jdbc.sql("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint >= ?")
            .param(horizon)
            .query(Boolean.class)
            .single());
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static Rotation read(ResultSet row) throws SQLException {
    return new Rotation(
        row.getObject("id", UUID.class),
        DataKeyKind.valueOf(row.getString("kind")),
        row.getInt("to_version"),
        RotationPhase.valueOf(row.getString("phase")),
        row.getObject("phase_since", OffsetDateTime.class).toInstant(),
        row.getLong("horizon"),
        row.getInt("pass"),
        row.getString("place"),
        row.getString("last_row"),
        row.getLong("found"),
        row.getLong("damaged"),
        row.getLong("moved"),
        row.getObject("started_at", OffsetDateTime.class).toInstant(),
        instant(row.getObject("finished_at", OffsetDateTime.class)));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
