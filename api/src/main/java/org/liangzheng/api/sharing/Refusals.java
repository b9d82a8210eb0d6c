package org.liangzheng.api.sharing;

import java.time.Clock;
import java.time.ZoneOffset;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.web.idempotency.Intent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/** Rows of refused fetches, for the meter. */
@Repository
class Refusals {
  private final JdbcClient database;
  private final TransactionTemplate transactions;
  private final Clock clock;

  Refusals(JdbcClient database, TransactionTemplate transactions, Clock clock) {
    this.database = database;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Counts one; what is no material of the case is not counted. */
  void count(
      Intent intent,
      SharingCase asked,
      String material,
      Caller.OfAuthority caller,
      SharingProblem why) {
    if (asked.matter().material(material).isEmpty()) {
      return;
    }
    // By the act's id: a repetition counts once.
    transactions.executeWithoutResult(_ ->
        database
            .sql(
                "insert into sharing_refusal (id, case_id, material, authority, code, refused_at)"
                    + " values (?, ?, ?, ?, ?, ?) on conflict do nothing")
            .params(
                intent.id(),
                asked.id(),
                material,
                caller.authority().value(),
                why.code(),
                clock.instant().atOffset(ZoneOffset.UTC))
            .update());
  }
}
