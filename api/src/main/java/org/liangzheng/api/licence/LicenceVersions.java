package org.liangzheng.api.licence;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.authority.Authority;
import org.liangzheng.api.catalogue.Catalogue;
import org.liangzheng.api.catalogue.Validity;
import org.liangzheng.api.document.SealedFiles;
import org.liangzheng.api.trust.StatusAct;
import org.liangzheng.api.trust.StatusKind;
import org.liangzheng.api.trust.Statuses;
import org.liangzheng.api.web.FieldProblem;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.Intent;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.HolderCode;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.springframework.stereotype.Service;

/** Gives a licence its next version, made on the same line as the first. */
@Service
class LicenceVersions {
  private static final int LAST_VERSION = 999;

  private final LicenceRegister register;
  private final LicenceWriting writing;
  private final LicenceIssuing issuing;
  private final LicenceMaking making;
  private final IssueRequestCheck check;
  private final SoleLicences sole;
  private final Catalogue catalogue;
  private final SealedFiles files;
  private final Statuses statuses;
  private final AuditLog audit;

  LicenceVersions(
      LicenceRegister register,
      LicenceWriting writing,
      LicenceIssuing issuing,
      LicenceMaking making,
      IssueRequestCheck check,
      SoleLicences sole,
      Catalogue catalogue,
      SealedFiles files,
      Statuses statuses,
      AuditLog audit) {
    this.register = register;
    this.writing = writing;
    this.issuing = issuing;
    this.making = making;
    this.check = check;
    this.sole = sole;
    this.catalogue = catalogue;
    this.files = files;
    this.statuses = statuses;
    this.audit = audit;
  }

  /**
   * Makes the next version within an idempotent act.
   *
   * @param licence of the caller's authority
   */
  Outcome add(Intent intent, UUID licence, VersionRequest request, String actor) {
    RegisteredLicence before = register.find(licence).orElseThrow();
    LocalDate today = LegalDay.of(intent.time());
    LicenceAct act = act(request.act());
    LicenceState state = before.stateOn(today);
    if (!act.allowedIn(state)) {
      throw new Problem(LicenceProblem.ACT_NOT_ALLOWED, act.name(), state.name());
    }
    if (before.currentVersion() == LAST_VERSION) {
      throw new Problem(LicenceProblem.VERSIONS_EXHAUSTED);
    }
    LicenceOrder order =
        check.check(merged(act, before, request), before.authority(), intent.time());
    period(act, before, order, today);
    Sha256Digest replaced = files.digest(before.file()).orElseThrow();
    VersionAllotment ids = VersionAllotment.decode(intent.allotted());
    LicenceFacts facts =
        facts(
            before,
            order,
            issuing.issuer(before.authority()),
            replaced,
            issuing.statusIndex(ids.version()));
    byte[] file = making.make(order, facts, ids.version(), actor, intent);
    LicenceView view =
        LicenceView.of(
            licence,
            LicenceState.of(before.status(), facts.validUntil(), today),
            before.statusSince(),
            intent.time(),
            facts,
            order.data(),
            Sha256Digest.of(file));
    int typeVersion = order.type().type().version();
    return new Outcome(
        issuing.answer(view),
        () -> {
          files.store(ids.file(), file, intent.time());
          if (!writing.replace(
              before, ids.version(), ids.file(), facts, typeVersion, order.data(), intent.time())) {
            throw new Problem(LicenceProblem.CHANGED_MEANWHILE).withHeader("Retry-After", "1");
          }
          sole.hold(
              licence, before.holder(), order.type().type(), facts.validFrom(), facts.validUntil());
          // Whoever holds only the evidence pack must not take the old file for the licence.
          before
              .facts()
              .statusIndex()
              .ifPresent(index ->
                  statuses.set(StatusKind.LICENCE, index, StatusAct.CANCELLED, intent.time()));
          audit.record(issuing.issued(act.event(), licence, facts, actor, view.file().sha256()));
        });
  }

  /** The outcome of an earlier attempt, if it left one. */
  Optional<Outcome> recover(Intent intent) {
    return register
        .version(VersionAllotment.decode(intent.allotted()).version())
        .map(found -> Outcome.of(issuing.answer(issuing.view(found))));
  }

  private static LicenceAct act(@Nullable String name) {
    for (LicenceAct act : LicenceAct.values()) {
      if (act.makesVersion() && act.name().equals(name)) {
        return act;
      }
    }
    throw new Problem(WebProblem.REQUEST_INVALID)
        .withErrors(
            List.of(
                FieldProblem.at(
                    "/act", name == null ? WebProblem.FIELD_MISSING : WebProblem.FIELD_MALFORMED)));
  }

  /** The request with what it leaves out, as if the licence were issued anew. */
  private IssueRequest merged(LicenceAct act, RegisteredLicence before, VersionRequest request) {
    LicenceFacts facts = before.facts();
    HolderCode holder = facts.holder();
    IssueRequest.HolderRequest asked = request.holder();
    if (asked != null) {
      FieldProblems problems = new FieldProblems();
      problems.require(
          (asked.type() == null || asked.type().equals(holder.type()))
              && (asked.code() == null || asked.code().equals(holder.value())),
          "/holder/code",
          LicenceProblem.HOLDER_DIFFERS);
      problems.throwIfAny();
    }
    boolean change = act == LicenceAct.CHANGE;
    LocalDate from =
        change && request.validFrom() == null ? facts.validFrom() : request.validFrom();
    LocalDate until =
        change && request.validUntil() == null && endIsGiven(facts)
            ? LicenceWriting.validUntil(facts)
            : request.validUntil();
    return new IssueRequest(
        facts.id().type().value(),
        request.number() == null ? facts.number() : request.number(),
        new IssueRequest.HolderRequest(
            holder.type(),
            holder.value(),
            asked == null || asked.name() == null ? facts.holderName() : asked.name()),
        request.data() == null ? before.data() : request.data(),
        request.issueDate(),
        from,
        until);
  }

  /** Under every other rule the type says when a licence ends, by its fields or the first day. */
  private boolean endIsGiven(LicenceFacts facts) {
    return catalogue
        .current(facts.id().type())
        .filter(type -> type.type().validity() instanceof Validity.UntilGiven)
        .isPresent();
  }

  /** The old version is superseded at once: the new one must not begin later than the old did. */
  private static void period(
      LicenceAct act, RegisteredLicence before, LicenceOrder order, LocalDate today) {
    FieldProblems problems = new FieldProblems();
    LocalDate begun = before.facts().validFrom();
    LocalDate latest = begun.isAfter(today) ? begun : today;
    problems.require(
        !order.validFrom().isAfter(latest), "/validFrom", LicenceProblem.SUCCESSOR_BEGINS_LATER);
    Optional<LocalDate> end = before.facts().validUntil();
    boolean longer =
        order.validUntil().isEmpty()
            || end.map(old -> order.validUntil().get().isAfter(old)).orElse(false);
    problems.require(
        act != LicenceAct.RENEW || longer, "/validUntil", LicenceProblem.RENEWAL_NOT_LONGER);
    problems.throwIfAny();
  }

  private static LicenceFacts facts(
      RegisteredLicence before,
      LicenceOrder order,
      Authority issuer,
      Sha256Digest replaced,
      long statusIndex) {
    LicenceId id = before.facts().id();
    return new LicenceFacts(
        order.type().type().name().zh(),
        order.number(),
        new LicenceId(id.type(), id.authority(), id.serial(), before.currentVersion() + 1),
        issuer.name(),
        issuer.id(),
        order.issueDate(),
        order.holderName(),
        order.holder(),
        order.validFrom(),
        order.validUntil(),
        order.type().type().sealedBy(issuer.id()),
        Optional.of(statusIndex),
        Optional.of(replaced));
  }
}
