package org.liangzheng.api.custody;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.crypto.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keys index tables anew, a few rows at a time: copies each row under the new version. */
final class IndexMover {
  private static final Logger LOG = LoggerFactory.getLogger(IndexMover.class);

  private final JdbcClient jdbc;
  private final BlindIndex indexes;
  private final Clock clock;

  IndexMover(JdbcClient jdbc, BlindIndex indexes, Clock clock) {
    this.jdbc = jdbc;
    this.indexes = indexes;
    this.clock = clock;
  }

  private record Row(ByteString index, int version, UUID owner) {
    /** Where the row stands in the order of the table. */
    String place() {
      return HexFormat.of().formatHex(index.toByteArray()) + " " + owner;
    }
  }

  /**
   * The next rows of a table under an old version; call within a transaction.
   *
   * @param after the last row done; null: from the beginning
   * @param clear whether old rows are deleted once they have a new one
   */
  Rotation.Chunk move(
      BlindIndexTable table, int version, @Nullable String after, int most, boolean clear) {
    List<Row> old = old(table, version, after, most);
    if (old.isEmpty()) {
      return new Rotation.Chunk(null, 0, 0, 0);
    }
    String others = others(table.table());
    long moved = 0;
    long damaged = 0;
    for (Row row : old) {
      Optional<BlindIndexValue> fresh = fresh(table, row, version);
      if (fresh.isEmpty() || !copied(table, row, fresh.get(), others)) {
        damaged++;
        LOG.error("A row of {} cannot be keyed anew and keeps its key", table.table());
      } else if (clear) {
        moved += delete(table, row);
      } else {
        moved++;
      }
    }
    return new Rotation.Chunk(
        old.size() < most ? null : old.getLast().place(), old.size(), moved, damaged);
  }

  private List<Row> old(BlindIndexTable table, int version, @Nullable String after, int most) {
    String[] place = after == null ? new String[0] : after.split(" ", 2);
    return jdbc.sql(
            "select index, key_version, "
                + table.owner()
                + " from "
                + table.table()
                + " where key_version <> :version"
                + (after == null ? "" : " and (index, " + table.owner() + ") > (:index, :owner)")
                + " order by index, 3 limit :most for no key update")
        .param("version", version)
        .param("index", after == null ? null : HexFormat.of().parseHex(place[0]))
        .param("owner", after == null ? null : UUID.fromString(place[1]))
        .param("most", most)
        .query((row, _) ->
            new Row(
                ByteString.of(Objects.requireNonNull(row.getBytes(1))),
                row.getInt(2),
                Objects.requireNonNull(row.getObject(3, UUID.class))))
        .list();
  }

  /** Deletes rows under an old version that count no more. */
  Rotation.Chunk forget(BlindIndexTable.Forgetful table, int version, int most) {
    int rows =
        jdbc.sql(
                "delete from "
                    + table.table()
                    + " where ctid in (select ctid from "
                    + table.table()
                    + " where key_version <> ? and "
                    + table.until()
                    + " < ? limit ? for update skip locked)")
            .params(version, clock.instant().atOffset(ZoneOffset.UTC), most)
            .update();
    Long left =
        jdbc.sql("select count(*) from " + table.table() + " where key_version <> ?")
            .param(version)
            .query(Long.class)
            .single();
    return new Rotation.Chunk(null, left, rows, 0);
  }

  /** The index under the new version of the value that has this one under its own. */
  private Optional<BlindIndexValue> fresh(BlindIndexTable table, Row row, int version) {
    return table.values(row.owner()).stream()
        .filter(value ->
            indexes
                .at(row.version(), table.table(), "index", value)
                .filter(index -> index.value().equals(row.index()))
                .isPresent())
        .findFirst()
        .flatMap(value -> indexes.at(version, table.table(), "index", value));
  }

  /** Whether the new row is there and leads where the old one does. */
  private boolean copied(BlindIndexTable table, Row old, BlindIndexValue fresh, String others) {
    jdbc.sql(
            "insert into "
                + table.table()
                + " (index, key_version"
                + others
                + ") select :fresh, :version"
                + others
                + " from "
                + table.table()
                + " where index = :old and key_version = :oldVersion and "
                + table.owner()
                + " = :owner on conflict do nothing")
        .param("fresh", fresh.value().toByteArray())
        .param("version", fresh.version())
        .param("old", old.index().toByteArray())
        .param("oldVersion", old.version())
        .param("owner", old.owner())
        .update();
    return Boolean.TRUE.equals(
        jdbc.sql(
                "select exists (select 1 from "
                    + table.table()
                    + " where index = ? and key_version = ? and "
                    + table.owner()
                    + " = ?)")
            .params(fresh.value().toByteArray(), fresh.version(), old.owner())
            .query(Boolean.class)
            .single());
  }

  private int delete(BlindIndexTable table, Row row) {
    return jdbc.sql(
            "delete from "
                + table.table()
                + " where index = ? and key_version = ? and "
                + table.owner()
                + " = ?")
        .params(row.index().toByteArray(), row.version(), row.owner())
        .update();
  }

  /** The columns that are copied as they are. */
  private String others(String table) {
    return jdbc
        .sql(
            "select column_name from information_schema.columns where table_schema ="
                + " current_schema() and table_name = ? and column_name not in ('index',"
                + " 'key_version') order by ordinal_position")
        .param(table)
        .query(String.class)
        .list()
        .stream()
        .map(column -> ", " + column)
        .collect(Collectors.joining());
  }
}
