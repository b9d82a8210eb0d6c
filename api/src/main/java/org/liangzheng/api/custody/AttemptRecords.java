package org.liangzheng.api.custody;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.web.Ids;
import org.liangzheng.hsm.Attempt;
import org.liangzheng.hsm.AttemptJournal;
import org.liangzheng.hsm.AttemptOutcome;
import org.liangzheng.hsm.SigningAuthorisation;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table of attempts: each is durable before its call, by itself. Its outcome is committed
 * before the signature leaves, and durable with the first commit after that which is: whatever the
 * signature leads to. A database that loses power in between keeps an attempt without outcome.
 */
final class AttemptRecords {

  /**
   * Signatures of one intent made side by side may draw the same number; one of them draws again.
   */
  private static final int DRAWS = 8;

  private final JdbcClient jdbc;
  private final Ids ids;
  private final Clock clock;

  AttemptRecords(JdbcClient jdbc, Ids ids, Clock clock) {
    this.jdbc = jdbc;
    this.ids = ids;
    this.clock = clock;
  }

  /** The journal of one signature. */
  AttemptJournal journal(@Nullable UUID intent) {
    return new AttemptJournal() {
      private final Map<Integer, UUID> rows = new HashMap<>();

      @Override
      public void begin(Attempt attempt) {
        rows.put(attempt.number(), insert(intent, attempt));
      }

      @Override
      public void end(Attempt attempt, AttemptOutcome outcome) {
        finish(Objects.requireNonNull(rows.get(attempt.number())), outcome);
      }
    };
  }

  private UUID insert(@Nullable UUID intent, Attempt attempt) {
    for (int draw = 1; ; draw++) {
      UUID id = ids.next();
      try {
        insert(id, intent, attempt);
        return id;
      } catch (DuplicateKeyException drawn) {
        if (intent == null || draw == DRAWS) {
          throw drawn;
        }
      }
    }
  }

  private void insert(UUID id, @Nullable UUID intent, Attempt attempt) {
    SigningAuthorisation authorisation = attempt.authorisation();
    String number =
        intent == null
            ? ":number"
            : "(select coalesce(max(number), 0) + 1 from custody_attempt where intent = :intent)";
    jdbc.sql(
            "insert into custody_attempt"
                + " (id, intent, number, key_ref, act, actor, subject, digest, started_at)"
                + " values (:id, :intent::uuid, "
                + number
                + ", :key, :act, :actor, :subject, :digest, :now)")
        .param("id", id)
        .param("intent", intent)
        .param("number", attempt.number())
        .param("key", authorisation.key().toString())
        .param("act", authorisation.act().name())
        .param("actor", authorisation.actor())
        .param("subject", authorisation.subject())
        .param("digest", authorisation.digest().toByteArray())
        .param("now", now())
        .update();
  }

  private void finish(UUID id, AttemptOutcome outcome) {
    int rows =
        jdbc.sql(
                "update custody_attempt set outcome = :outcome, finished_at = :now"
                    + " from (select set_config('synchronous_commit', 'off', true)) as lazily"
                    + " where id = :id and outcome is null")
            .param("id", id)
            .param("outcome", outcome.name())
            .param("now", now())
            .update();
    if (rows != 1) {
      throw new IllegalStateException("the record of an attempt is not there to be finished");
    }
  }

  private OffsetDateTime now() {
    Instant now = clock.instant();
    return now.atOffset(ZoneOffset.UTC);
  }
}
