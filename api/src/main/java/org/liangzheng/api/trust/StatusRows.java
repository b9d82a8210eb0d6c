package org.liangzheng.api.trust;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.format.status.LegalAct;
import org.liangzheng.verifier.format.status.NotInForce;
import org.liangzheng.verifier.format.status.NotInForceTable;
import org.liangzheng.verifier.format.status.StatusBook;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Allotted indexes with their status, and the changes that no signed list shows yet. */
@Repository
class StatusRows {
  private final JdbcClient database;

  StatusRows(JdbcClient database) {
    this.database = database;
  }

  long size(StatusKind kind) {
    return database
        .sql("select size from trust_status_size where kind = ?")
        .param(kind.name())
        .query(Long.class)
        .single();
  }

  /** Doubles the list, unless another node did since; the longer list is published soon. */
  void grow(StatusKind kind, long from) {
    int rows =
        database
            .sql("update trust_status_size set size = size * 2 where kind = ? and size = ?")
            .params(kind.name(), from)
            .update();
    if (rows == 1) {
      changed(kind);
    }
  }

  private void changed(StatusKind kind) {
    database.sql("insert into trust_status_change (kind) values (?)").param(kind.name()).update();
  }

  /** The index that an owner has. */
  Optional<Long> of(StatusKind kind, UUID owner) {
    return database
        .sql("select index from trust_status where kind = ? and owner = ?")
        .params(kind.name(), owner)
        .query(Long.class)
        .optional();
  }

  /**
   * Takes the first free one; empty if none is, another act took it meanwhile, or the owner has
   * one.
   */
  Optional<Long> take(StatusKind kind, long[] candidates, @Nullable UUID owner) {
    return database
        .sql(
            "insert into trust_status (kind, index, owner)"
                + " select ?, c, ?::uuid from unnest(?::bigint[]) c where not exists"
                + " (select 1 from trust_status s where s.kind = ? and s.index = c) limit 1"
                + " on conflict do nothing returning index")
        .param(kind.name())
        .param(owner)
        .params(candidates, kind.name())
        .query(Long.class)
        .optional();
  }

  boolean hasChanges(StatusKind kind) {
    return database
        .sql("select exists (select 1 from trust_status_change where kind = ?)")
        .param(kind.name())
        .query(Boolean.class)
        .single();
  }

  /** All of one kind; call it inside a transaction that sees one moment. */
  StatusSnapshot snapshot(StatusKind kind) {
    List<Long> changes =
        database
            .sql("select id from trust_status_change where kind = ? order by id")
            .param(kind.name())
            .query((row, _) -> row.getLong(1))
            .list();
    List<NotInForce> dead =
        database
            .sql(
                "select index, act, since from trust_status"
                    + " where kind = ? and act <> 'IN_FORCE'")
            .param(kind.name())
            .query((row, _) ->
                new NotInForce(
                    row.getLong(1),
                    LegalAct.valueOf(row.getString(2)),
                    row.getObject(3, OffsetDateTime.class)
                        .toInstant()
                        .truncatedTo(ChronoUnit.SECONDS)))
            .list();
    long list =
        database
            .sql("select coalesce(max(version), 0) from trust_status_list where kind = ?")
            .param(kind.name())
            .query(Long.class)
            .single();
    return new StatusSnapshot(StatusBook.of(size(kind), NotInForceTable.of(dead)), changes, list);
  }

  /** Sets an allotted index; returns whether there is one. */
  boolean set(StatusKind kind, long index, StatusAct act, Instant since) {
    int rows =
        database
            .sql("update trust_status set act = ?, since = ? where kind = ? and index = ?")
            .params(act.name(), since.atOffset(ZoneOffset.UTC), kind.name(), index)
            .update();
    if (rows == 1) {
      changed(kind);
    }
    return rows == 1;
  }
}
