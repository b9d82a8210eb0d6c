package org.liangzheng.api.web.idempotency;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.ProblemDocuments;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Acts that leave nothing but what is written with their answer: intent, answer and all of that
 * become one transaction. Of several that are at the same act only one can insert its row; the
 * others keep nothing, and repeat its answer.
 */
final class AtOnce {
  private static final Logger LOG = LoggerFactory.getLogger(AtOnce.class);

  private final IntentStore store;
  private final TransactionTemplate transactions;
  private final ProblemDocuments documents;
  private final Ids ids;
  private final Clock clock;

  AtOnce(
      IntentStore store,
      TransactionTemplate transactions,
      ProblemDocuments documents,
      Ids ids,
      Clock clock) {
    this.store = store;
    this.transactions = transactions;
    this.documents = documents;
    this.ids = ids;
    this.clock = clock;
  }

  /** One that was asked for. */
  private record Asked(IntentStore.Key key, RequestDigest digest, Intent intent) {}

  /**
   * Carries it out.
   *
   * @return its answer; empty if another request with the key has a row, which then counts
   * @throws Problem what the act threw and is not final
   */
  Optional<Answer> run(IntentStore.Key key, RequestDigest digest, Act act) {
    // Who repeats a request is told its answer, not what the act would say now.
    if (!store.isNew(key)) {
      return Optional.empty();
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Asked asked = new Asked(key, digest, new Intent(ids.next(), now, act.allot(now), 1));
    try {
      return keep(asked, act.perform(asked.intent()));
    } catch (Problem problem) {
      if (problem.code().isFinal()) {
        return keep(asked, Outcome.of(Answer.of(problem, documents)));
      }
      return giveUp(asked, problem);
    } catch (RuntimeException failed) {
      return giveUp(asked, failed);
    }
  }

  private Optional<Answer> keep(Asked asked, Outcome outcome) {
    return Optional.ofNullable(
        transactions.execute(status -> {
          // First: whoever else is at the same act waits here, and writes nothing.
          if (!store.insertAnswered(
              asked.key(), asked.intent(), asked.digest(), outcome.answer(), clock.instant())) {
            status.setRollbackOnly();
            return null;
          }
          outcome.persist().run();
          return outcome.answer();
        }));
  }

  /** The next attempt works with the same identifiers. */
  private Optional<Answer> giveUp(Asked asked, RuntimeException failure) {
    try {
      if (!Boolean.TRUE.equals(
          transactions.execute(
              _ -> store.insertVoid(asked.key(), asked.intent(), asked.digest())))) {
        return Optional.empty();
      }
    } catch (RuntimeException failed) {
      // Without a row the same key begins anew; the failure that led here is the one to report.
      LOG.warn("Intent {} could not be given up", asked.intent().id(), failed);
    }
    throw failure;
  }
}
