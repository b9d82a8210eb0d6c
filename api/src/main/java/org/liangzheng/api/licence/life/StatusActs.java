package org.liangzheng.api.licence.life;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.licence.LegalDay;
import org.liangzheng.api.licence.LicenceAct;
import org.liangzheng.api.licence.LicenceProblem;
import org.liangzheng.api.licence.LicenceRegister;
import org.liangzheng.api.licence.LicenceState;
import org.liangzheng.api.licence.LicenceStatus;
import org.liangzheng.api.licence.LicenceWriting;
import org.liangzheng.api.licence.RegisteredLicence;
import org.liangzheng.api.trust.StatusAct;
import org.liangzheng.api.trust.StatusKind;
import org.liangzheng.api.trust.Statuses;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Intent;
import org.liangzheng.api.web.idempotency.Outcome;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries out acts on the status. Each takes effect when it is kept: register, status list and log
 * change in one transaction, and the next verification sees it.
 */
@Service
class StatusActs {
  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_-]{1,39}");
  private static final Pattern TEXT = Pattern.compile("\\P{Cc}{1,500}");

  private final LicenceRegister register;
  private final LicenceWriting writing;
  private final LegalActs acts;
  private final Statuses statuses;
  private final AuditLog audit;
  private final JsonMapper json;

  StatusActs(
      LicenceRegister register,
      LicenceWriting writing,
      LegalActs acts,
      Statuses statuses,
      AuditLog audit,
      JsonMapper json) {
    this.register = register;
    this.writing = writing;
    this.acts = acts;
    this.statuses = statuses;
    this.audit = audit;
    this.json = json;
  }

  /**
   * Does an act within an idempotent one.
   *
   * @param id allotted to the act
   * @param licence of the caller's authority
   */
  Outcome perform(UUID id, Intent intent, UUID licence, StatusRequest request, String actor) {
    RegisteredLicence before = register.find(licence).orElseThrow();
    LegalAct act = checked(id, intent, before, request, actor);
    LicenceState state = before.stateOn(LegalDay.of(intent.time()));
    if (!act.act().allowedIn(state)) {
      throw new Problem(LicenceProblem.ACT_NOT_ALLOWED, act.act().name(), state.name());
    }
    return new Outcome(answer(act), () -> keep(before, act));
  }

  /**
   * The moment an act takes effect. An attempt may come long after the first one, whose time it
   * has, and after another act: what the licence was at a moment is read from the order of these.
   */
  private static Instant effect(Instant time, RegisteredLicence before) {
    return time.isBefore(before.statusSince())
        ? before.statusSince().plus(1, ChronoUnit.MILLIS)
        : time;
  }

  private void keep(RegisteredLicence before, LegalAct act) {
    LicenceStatus after = act.act().after();
    if (!writing.setStatus(before, after, act.at())) {
      throw new Problem(LicenceProblem.CHANGED_MEANWHILE).withHeader("Retry-After", "1");
    }
    acts.insert(act);
    // A licence of before there were lists has no index.
    before
        .facts()
        .statusIndex()
        .ifPresent(index -> statuses.set(StatusKind.LICENCE, index, listed(after), act.at()));
    audit.record(
        new AuditFact(
            act.act().event(),
            act.licence(),
            before.authority(),
            act.actor(),
            json.createObjectNode()
                .put("legalDate", act.legalDate().toString())
                .put("legalAct", act.id().toString())
                .put("reasonCode", act.reasonCode())
                .put("since", act.at().toString())
                .put("type", before.facts().id().type().value())
                .put("version", act.version())));
  }

  /** The outcome of an earlier attempt, if it left one. */
  Optional<Outcome> recover(UUID id) {
    return acts.find(id).map(act -> Outcome.of(answer(act)));
  }

  private Answer answer(LegalAct act) {
    return Answer.json(201, Map.of(), StatusView.Item.of(act), json);
  }

  private static LegalAct checked(
      UUID id, Intent intent, RegisteredLicence before, StatusRequest request, String actor) {
    FieldProblems problems = new FieldProblems();
    Optional<LicenceAct> act = act(request.act());
    if (request.act() == null) {
      problems.add("/act", WebProblem.FIELD_MISSING);
    } else {
      problems.require(act.isPresent(), "/act", WebProblem.FIELD_MALFORMED);
    }
    problems.text(request.reasonCode(), CODE, "/reasonCode");
    problems.text(request.reason(), TEXT, "/reason");
    LocalDate today = LegalDay.of(intent.time());
    LocalDate day = request.legalDate() == null ? today : request.legalDate();
    problems.require(!day.isAfter(today), "/legalDate", LicenceProblem.DATE_IN_FUTURE);
    problems.require(day.getYear() >= 1, "/legalDate", WebProblem.FIELD_MALFORMED);
    problems.throwIfAny();
    return new LegalAct(
        id,
        before.id(),
        act.orElseThrow(),
        before.currentVersion(),
        Objects.requireNonNull(request.reasonCode()),
        Objects.requireNonNull(request.reason()),
        day,
        actor,
        effect(intent.time(), before));
  }

  private static Optional<LicenceAct> act(@Nullable String name) {
    for (LicenceAct act : LicenceAct.values()) {
      if (!act.makesVersion() && act.name().equals(name)) {
        return Optional.of(act);
      }
    }
    return Optional.empty();
  }

  private static StatusAct listed(LicenceStatus status) {
    return switch (status) {
      case IN_FORCE -> StatusAct.IN_FORCE;
      case SUSPENDED -> StatusAct.SUSPENDED;
      case ANNULLED -> StatusAct.ANNULLED;
      case REVOKED -> StatusAct.REVOKED;
      case CANCELLED -> StatusAct.CANCELLED;
    };
  }
}
