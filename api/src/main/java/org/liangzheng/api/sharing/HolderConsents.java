package org.liangzheng.api.sharing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.identity.AccessControl;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.MandateScope;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.signer.code.CodePicture;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a holder, or somebody with its mandate, does with requests for consent. */
@Service
class HolderConsents {
  private static final int MOST = 200;
  private static final int DIGITS = 8;

  private final CaseRows cases;
  private final ConsentRows consents;
  private final StandingConsents standing;
  private final Shown shown;
  private final AccessControl access;
  private final AuditLog audit;
  private final SharingSettings settings;
  private final SecureRandom random;
  private final JsonMapper json;

  HolderConsents(
      CaseRows cases,
      ConsentRows consents,
      StandingConsents standing,
      Shown shown,
      AccessControl access,
      AuditLog audit,
      SharingSettings settings,
      SecureRandom random,
      JsonMapper json) {
    this.cases = cases;
    this.consents = consents;
    this.standing = standing;
    this.shown = shown;
    this.access = access;
    this.audit = audit;
    this.settings = settings;
    this.random = random;
    this.json = json;
  }

  /**
   * A request for consent as its holder sees it.
   *
   * @param digest of what is shown; whoever agrees sends it back
   * @param revocable whether it can be withdrawn now
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RequestView(
      UUID id,
      UUID caseId,
      Shown.Body asker,
      Shown.Request request,
      Consent.State state,
      Consent.@Nullable Means means,
      Instant askedAt,
      @Nullable Instant decidedAt,
      boolean revocable,
      String digest) {}

  /** All of a party. */
  record Consents(List<RequestView> requests, List<StandingConsents.View> standing) {}

  /** What a holder decides. */
  enum Decision {
    AGREE,
    REFUSE,
    WITHDRAW
  }

  /** Body of a decision; {@code digest} of what was shown, to agree. */
  record Decide(@Nullable Decision decision, @Nullable String digest) {}

  /** Body that makes a code. */
  record MakeCode(@Nullable String digest) {}

  Consents list(UUID party) {
    return new Consents(
        consents.of(party, MOST).stream()
            .map(one -> view(one, cases.find(one.caseId()).orElseThrow()))
            .toList(),
        standing.of(party));
  }

  /** A request that the caller may decide. */
  Consent own(UUID id, Caller.Holder caller) {
    Consent consent =
        consents.find(id).orElseThrow(() -> new Problem(SharingProblem.CONSENT_UNKNOWN));
    access.requireFor(
        caller, consent.party(), MandateScope.CONSENT, SharingProblem.CONSENT_UNKNOWN);
    return consent;
  }

  RequestView show(Consent consent) {
    return view(consent, cases.find(consent.caseId()).orElseThrow());
  }

  private RequestView view(Consent consent, SharingCase asked) {
    return new RequestView(
        consent.id(),
        asked.id(),
        shown.body(asked.authority()),
        shown.of(asked, consent.party()),
        consent.state(),
        consent.means(),
        consent.askedAt(),
        consent.decidedAt(),
        consent.granted() && asked.state() == SharingCase.State.OPEN,
        Shown.digest(asked, consent.party()));
  }

  /** Decides within an idempotent act. */
  Outcome decide(Consent consent, Decide body, Caller.Holder caller, Instant at) {
    Decision decision = body.decision();
    if (decision == null) {
      FieldProblems problems = new FieldProblems();
      problems.add("/decision", WebProblem.FIELD_MISSING).throwIfAny();
      throw new IllegalStateException("a missing field is a problem");
    }
    SharingCase asked = cases.find(consent.caseId()).orElseThrow();
    Consent.State after =
        switch (decision) {
          case AGREE -> Consent.State.GRANTED;
          case REFUSE -> Consent.State.REFUSED;
          case WITHDRAW -> Consent.State.WITHDRAWN;
        };
    if (asked.state() != SharingCase.State.OPEN || !allowed(consent.state(), decision)) {
      throw new Problem(SharingProblem.CONSENT_DECIDED);
    }
    if (decision == Decision.AGREE) {
      requireShown(asked, consent, body.digest());
    }
    return new Outcome(
        Answer.json(200, Map.of(), Map.of("consent", consent.id(), "state", after), json),
        () -> {
          if (!cases.hold(asked.id())
              || !consents.decide(consent, after, Consent.Means.PAGE, caller.account(), at)) {
            throw new Problem(SharingProblem.CONSENT_DECIDED);
          }
          record("CONSENT_" + after.name(), consent.id(), asked, caller);
        });
  }

  /** A mind may change while the case is open; what is given is withdrawn, not refused. */
  private static boolean allowed(Consent.State state, Decision decision) {
    return switch (state) {
      case PENDING -> decision != Decision.WITHDRAW;
      case GRANTED -> decision == Decision.WITHDRAW;
      case REFUSED, WITHDRAWN -> decision == Decision.AGREE;
      case ENDED -> false;
    };
  }

  private static void requireShown(SharingCase asked, Consent consent, @Nullable String digest) {
    if (!Shown.digest(asked, consent.party()).equals(digest)) {
      throw new Problem(SharingProblem.CONSENT_OUTDATED);
    }
  }

  /** Makes a code for the counter, of what was shown. */
  Outcome code(Consent consent, MakeCode body, Caller.Holder caller, Instant at) {
    SharingCase asked = cases.find(consent.caseId()).orElseThrow();
    if (asked.state() != SharingCase.State.OPEN || !allowed(consent.state(), Decision.AGREE)) {
      throw new Problem(SharingProblem.CONSENT_DECIDED);
    }
    requireShown(asked, consent, body.digest());
    String code = String.format(Locale.ROOT, "%0" + DIGITS + "d", random.nextInt(100_000_000));
    Instant until = at.plus(settings.codeLife());
    return new Outcome(
        Answer.json(
            201,
            Map.of(),
            Map.of(
                "code", code,
                "expiresAt", until.toString(),
                "svg", CodePicture.draw(code).svg()),
            json),
        () -> {
          if (!consents.setCode(consent.id(), code, caller.account(), until)) {
            throw new Problem(SharingProblem.CONSENT_DECIDED);
          }
          record("CONSENT_CODE_MADE", consent.id(), asked, caller);
        });
  }

  private void record(String act, UUID subject, SharingCase asked, Caller.Holder caller) {
    ObjectNode facts = json.createObjectNode().put("case", asked.id().toString());
    audit.record(new AuditFact(act, subject, asked.authority(), caller.actor(), facts));
  }
}
