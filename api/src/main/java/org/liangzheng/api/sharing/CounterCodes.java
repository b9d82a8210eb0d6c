package org.liangzheng.api.sharing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Outcome;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Consent at the counter: the code that a holder made from a case's request. */
@Service
class CounterCodes {
  private final CaseRows cases;
  private final ConsentRows consents;
  private final AuditLog audit;
  private final TransactionTemplate transactions;
  private final SharingSettings settings;
  private final Clock clock;
  private final JsonMapper json;

  CounterCodes(
      CaseRows cases,
      ConsentRows consents,
      AuditLog audit,
      TransactionTemplate transactions,
      SharingSettings settings,
      Clock clock,
      JsonMapper json) {
    this.cases = cases;
    this.consents = consents;
    this.audit = audit;
    this.transactions = transactions;
    this.settings = settings;
    this.clock = clock;
    this.json = json;
  }

  /** Takes a consent by a code that the holder shows at the counter. */
  Outcome redeem(SharingCase found, @Nullable String code, Caller.OfAuthority caller, Instant at) {
    if (found.state() != SharingCase.State.OPEN) {
      throw new Problem(SharingProblem.CASE_CLOSED);
    }
    byte[] told = Optional.ofNullable(code).orElse("").strip().getBytes(StandardCharsets.UTF_8);
    Optional<ConsentRows.Waiting> waiting =
        consents.codes(found.id(), clock.instant(), settings.codeTries()).stream()
            .filter(one -> MessageDigest.isEqual(one.code().getBytes(StandardCharsets.UTF_8), told))
            .findFirst();
    if (waiting.isEmpty()) {
      // Counted whatever becomes of this request, or a code could be guessed at.
      transactions.executeWithoutResult(_ -> consents.wrongCode(found.id()));
      throw new Problem(SharingProblem.CONSENT_CODE_WRONG);
    }
    Consent consent = consents.find(waiting.get().consent()).orElseThrow();
    UUID by = waiting.get().by();
    return new Outcome(
        Answer.json(
            200, Map.of(), Map.of("consent", consent.id(), "state", Consent.State.GRANTED), json),
        () -> {
          if (!cases.hold(found.id())
              || !consents.decide(consent, Consent.State.GRANTED, Consent.Means.CODE, by, at)) {
            throw new Problem(SharingProblem.CONSENT_DECIDED);
          }
          audit.record(
              new AuditFact(
                  "CONSENT_GRANTED",
                  consent.id(),
                  caller.authority(),
                  by.toString(),
                  json.createObjectNode()
                      .put("case", found.id().toString())
                      .put("client", caller.actor())
                      .put("means", Consent.Means.CODE.name())));
        });
  }
}
