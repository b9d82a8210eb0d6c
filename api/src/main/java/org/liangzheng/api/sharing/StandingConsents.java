package org.liangzheng.api.sharing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.catalogue.matter.Matter;
import org.liangzheng.api.catalogue.matter.Matters;
import org.liangzheng.api.identity.AccessControl;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.MandateScope;
import org.liangzheng.api.licence.LegalDay;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Consent given beforehand: for a matter, an authority and a time. */
@Service
class StandingConsents {
  private final ConsentRows consents;
  private final Shown shown;
  private final Matters matters;
  private final AccessControl access;
  private final AuditLog audit;
  private final SharingSettings settings;
  private final Clock clock;
  private final JsonMapper json;

  StandingConsents(
      ConsentRows consents,
      Shown shown,
      Matters matters,
      AccessControl access,
      AuditLog audit,
      SharingSettings settings,
      Clock clock,
      JsonMapper json) {
    this.consents = consents;
    this.shown = shown;
    this.matters = matters;
    this.access = access;
    this.audit = audit;
    this.settings = settings;
    this.clock = clock;
    this.json = json;
  }

  /** A consent given beforehand. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record View(
      UUID id,
      String matter,
      int version,
      Shown.Body authority,
      LocalDate validUntil,
      Instant grantedAt,
      @Nullable Instant withdrawnAt) {}

  /**
   * Body of a standing consent.
   *
   * @param principal for whom, where it is not the caller
   * @param version of the matter that was shown
   */
  record Stand(
      @Nullable UUID principal,
      @Nullable String matter,
      @Nullable Integer version,
      @Nullable String authority,
      @Nullable LocalDate validUntil) {}

  /** Of a party, newest first. */
  List<View> of(UUID party) {
    return consents.standings(party).stream().map(this::view).toList();
  }

  private View view(ConsentRows.Standing one) {
    return new View(
        one.id(),
        one.matter(),
        one.version(),
        shown.body(one.authority()),
        one.validUntil(),
        one.grantedAt(),
        one.withdrawnAt());
  }

  /** Agrees beforehand, for a matter, an authority and a time. */
  Outcome stand(UUID id, Stand body, Caller.Holder caller, Instant at) {
    UUID party = body.principal() == null ? caller.party() : body.principal();
    access.requireFor(caller, party, MandateScope.CONSENT, SharingProblem.CONSENT_UNKNOWN);
    FieldProblems problems = new FieldProblems();
    problems.require(body.matter() != null, "/matter", WebProblem.FIELD_MISSING);
    problems.require(body.version() != null, "/version", WebProblem.FIELD_MISSING);
    problems.require(body.authority() != null, "/authority", WebProblem.FIELD_MISSING);
    problems.require(body.validUntil() != null, "/validUntil", WebProblem.FIELD_MISSING);
    problems.require(
        body.authority() == null || OrganizationId.isValid(body.authority()),
        "/authority",
        WebProblem.FIELD_MALFORMED);
    problems.throwIfAny();
    Matter matter =
        matters
            .current(Optional.ofNullable(body.matter()).orElseThrow())
            .orElseThrow(() -> new Problem(SharingProblem.CASE_MATTER_UNKNOWN));
    OrganizationId authority =
        new OrganizationId(Optional.ofNullable(body.authority()).orElseThrow());
    if (!matter.isFor(authority)) {
      throw new Problem(SharingProblem.CASE_MATTER_UNKNOWN);
    }
    if (matter.version() != Optional.ofNullable(body.version()).orElseThrow()) {
      throw new Problem(SharingProblem.CONSENT_OUTDATED);
    }
    LocalDate today = LegalDay.of(clock.instant());
    LocalDate until = Optional.ofNullable(body.validUntil()).orElseThrow();
    if (until.isBefore(today) || until.isAfter(today.plusDays(settings.standingDays()))) {
      throw new Problem(
          SharingProblem.STANDING_CONSENT_TOO_LONG, Integer.toString(settings.standingDays()));
    }
    ConsentRows.Standing standing =
        new ConsentRows.Standing(
            id, party, matter.code(), matter.version(), authority, until, at, null);
    return new Outcome(
        Answer.json(201, Map.of(), view(standing), json),
        () -> {
          consents.insert(standing, caller.account());
          audit.record(
              new AuditFact(
                  "STANDING_CONSENT_GRANTED",
                  id,
                  authority,
                  caller.actor(),
                  json.createObjectNode()
                      .put("matter", matter.code())
                      .put("until", until.toString())));
        });
  }

  /** Withdraws it, with what rests on it in open cases. */
  Outcome unstand(UUID id, Caller.Holder caller, Instant at) {
    ConsentRows.Standing standing =
        consents.standing(id).orElseThrow(() -> new Problem(SharingProblem.CONSENT_UNKNOWN));
    access.requireFor(
        caller, standing.party(), MandateScope.CONSENT, SharingProblem.CONSENT_UNKNOWN);
    return new Outcome(
        Answer.json(200, Map.of(), Map.of("consent", id, "state", Consent.State.WITHDRAWN), json),
        () -> {
          if (!consents.withdraw(id, caller.account(), at)) {
            throw new Problem(SharingProblem.CONSENT_DECIDED);
          }
          audit.record(
              new AuditFact(
                  "STANDING_CONSENT_WITHDRAWN",
                  id,
                  standing.authority(),
                  caller.actor(),
                  json.createObjectNode().put("matter", standing.matter())));
        });
  }
}
