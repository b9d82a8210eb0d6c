package org.liangzheng.api.sharing;

import java.util.UUID;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.holder.Usage;
import org.liangzheng.api.holder.UsageRecords;
import org.liangzheng.api.holder.UseCause;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.sharing.FetchSources.Source;
import org.liangzheng.api.sharing.HandOuts.HandOut;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.format.receipt.ReceiptFacts.Form;
import org.liangzheng.verifier.format.receipt.UsageReceipt;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a fetch leaves: fetch with receipt, use, log entry. One id names all of them, the receipt's.
 */
@Component
class FetchKeeping {
  static final String FETCHED = "LICENCE_FETCHED";

  private final CaseRows cases;
  private final ConsentRows consents;
  private final Objections objections;
  private final FetchRows fetches;
  private final UsageRecords usages;
  private final AuditLog audit;
  private final Volume volume;
  private final JsonMapper json;

  FetchKeeping(
      CaseRows cases,
      ConsentRows consents,
      Objections objections,
      FetchRows fetches,
      UsageRecords usages,
      AuditLog audit,
      Volume volume,
      JsonMapper json) {
    this.cases = cases;
    this.consents = consents;
    this.objections = objections;
    this.fetches = fetches;
    this.usages = usages;
    this.audit = audit;
    this.volume = volume;
    this.json = json;
  }

  /**
   * All of it or nothing, in the transaction that stores the answer. What permitted the fetch is
   * looked at once more, and held.
   *
   * @throws Problem CASE_CLOSED, CONSENT_WITHDRAWN, FETCH_PAUSED, CHANGED_MEANWHILE
   */
  void keep(
      FetchRows.Fetch fetch,
      Source source,
      HandOut given,
      UsageReceipt receipt,
      byte[] receiptFile,
      Volume.Taken taken,
      Caller.OfAuthority caller) {
    if (!cases.hold(fetch.caseId())) {
      throw new Problem(SharingProblem.CASE_CLOSED);
    }
    UUID consent = fetch.consent();
    if (consent != null && !consents.holdGranted(consent)) {
      throw new Problem(SharingProblem.CONSENT_WITHDRAWN);
    }
    if (objections.pauses(caller.authority(), fetch.licence())) {
      throw new Problem(SharingProblem.FETCH_PAUSED);
    }
    source.hold().run();
    given.persist().run();
    fetches.insert(fetch, caller.actor(), source.foreign(), source.validUntil(), receiptFile);
    if (fetch.form() != Form.COPY) {
      // The copy records its own use.
      usages.record(
          new Usage(
              source.holder(),
              source.id(),
              fetch.form() == Form.ORIGINAL ? Usage.Kind.FILE : Usage.Kind.READ,
              caller.authority(),
              caller.actor(),
              new UseCause(receipt.facts().asking().cause()),
              fetch.id()));
    }
    audit.record(
        new AuditFact(
            FETCHED,
            fetch.id(),
            caller.authority(),
            caller.actor(),
            json.createObjectNode()
                .put(UsageReceipt.LOG_MEMBER, receipt.leaf().digest().value().toHex())
                .put("case", fetch.caseId().toString())
                .put("licence", fetch.licence().toString())));
    volume.tell(taken, fetch.id(), caller.actor());
  }
}
