package org.liangzheng.api.sharing;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.licence.LegalDay;
import org.liangzheng.api.licence.LicenceFollower;
import org.liangzheng.api.licence.LicenceState;
import org.liangzheng.api.licence.LicenceStatus;
import org.liangzheng.api.schedule.OneNode;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells those who fetched a licence in an open case that it is not any more what it was: an event
 * in the log of their authority, in the transaction of the change. Receipts of closed cases say so
 * as well, and nobody is told.
 */
@Component
class ChangeNotices implements LicenceFollower {
  static final String CHANGED = "FETCHED_LICENCE_CHANGED";
  private static final String ACTOR = "sharing-notices";
  private static final int PAGE = 200;

  private final FetchRows fetches;
  private final AuditLog audit;
  private final OneNode oneNode;
  private final TransactionTemplate transactions;
  private final Clock clock;
  private final JsonMapper json;

  ChangeNotices(
      FetchRows fetches,
      AuditLog audit,
      OneNode oneNode,
      TransactionTemplate transactions,
      Clock clock,
      JsonMapper json) {
    this.fetches = fetches;
    this.audit = audit;
    this.oneNode = oneNode;
    this.transactions = transactions;
    this.clock = clock;
    this.json = json;
  }

  @Override
  public void changed(UUID licence, String what, Instant at) {
    String standing = what.equals(LicenceStatus.IN_FORCE.name()) ? FetchRows.Fetch.CURRENT : what;
    for (FetchRows.Told told : fetches.mark(licence, standing, at)) {
      audit.record(
          new AuditFact(
              CHANGED,
              told.fetch(),
              told.authority(),
              ACTOR,
              json.createObjectNode()
                  .put("case", told.caseId().toString())
                  .put("licence", licence.toString())
                  .put("standing", told.standing())));
    }
  }

  /** Nobody acts when a licence runs out; so this looks, once an hour. */
  @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1H")
  void expire() {
    var _ = oneNode.tryRun("sharing-expiry", this::runExpiry);
  }

  void runExpiry() {
    Instant now = clock.instant();
    Integer done;
    do {
      done =
          transactions.execute(_ -> {
            var licences = fetches.expired(LegalDay.of(now), PAGE);
            licences.forEach(licence -> changed(licence, LicenceState.EXPIRED.name(), now));
            return licences.size();
          });
    } while (done != null && done == PAGE);
  }
}
