package org.liangzheng.api.trust;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
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

  /** Doubles the list, unless another node did since. */
  void grow(StatusKind kind, long from) {
    database
        .sql("update trust_status_size set size = size * 2 where kind = ? and size = ?")
        .params(kind.name(), from)
        .update();
  }

  /** Takes the first free one; empty if none is, or another act took it meanwhile. */
  Optional<Long> take(StatusKind kind, long[] candidates) {
    return database
        .sql(
            "insert into trust_status (kind, index)"
                + " select ?, c from unnest(?::bigint[]) c where not exists"
                + " (select 1 from trust_status s where s.kind = ? and s.index = c) limit 1"
                + " on conflict do nothing returning index")
        .params(kind.name(), candidates, kind.name())
        .query(Long.class)
        .optional();
  }

  /** Sets an allotted index; returns whether there is one. */
  boolean set(StatusKind kind, long index, StatusAct act, Instant since) {
    int rows =
        database
            .sql("update trust_status set act = ?, since = ? where kind = ? and index = ?")
            .params(act.name(), since.atOffset(ZoneOffset.UTC), kind.name(), index)
            .update();
    if (rows == 1) {
      database.sql("insert into trust_status_change (kind) values (?)").param(kind.name()).update();
    }
    return rows == 1;
  }
}
