package org.liangzheng.api.licence;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.authority.Authorities;
import org.liangzheng.api.authority.Authority;
import org.liangzheng.api.catalogue.LicenceType;
import org.liangzheng.api.document.SealedFiles;
import org.liangzheng.api.seal.SealProblem;
import org.liangzheng.api.trust.StatusKind;
import org.liangzheng.api.trust.Statuses;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Intent;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Issues a licence: checks the request, has the file made, and says what is to be kept. */
@Component
public class LicenceIssuing {
  static final String ISSUED = "LICENCE_ISSUED";

  /** The acts that make a file. */
  static final List<String> FILES =
      List.of(ISSUED, LicenceAct.CHANGE.event(), LicenceAct.RENEW.event());

  private final IssueRequestCheck check;
  private final SoleLicences sole;
  private final Authorities authorities;
  private final LicenceMaking making;
  private final SealedFiles files;
  private final LicenceRegister register;
  private final LicenceWriting writing;
  private final Statuses statuses;
  private final AuditLog audit;
  private final JsonMapper json;
  private final Clock clock;

  LicenceIssuing(
      IssueRequestCheck check,
      SoleLicences sole,
      Authorities authorities,
      LicenceMaking making,
      SealedFiles files,
      LicenceRegister register,
      LicenceWriting writing,
      Statuses statuses,
      AuditLog audit,
      JsonMapper json,
      Clock clock) {
    this.check = check;
    this.sole = sole;
    this.authorities = authorities;
    this.making = making;
    this.files = files;
    this.register = register;
    this.writing = writing;
    this.statuses = statuses;
    this.audit = audit;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Issues a licence within an idempotent act.
   *
   * @param actor the client that asks
   * @param issuer its authority
   */
  Outcome issue(Intent intent, IssueRequest request, String actor, Authority issuer) {
    LicenceOrder order = check.check(request, issuer.id(), intent.time());
    sole.look(order);
    Allotment ids = Allotment.decode(intent.allotted());
    LicenceFacts facts = facts(order, issuer, ids);
    byte[] file = making.make(order, facts, ids.version(), actor, intent);
    LicenceView view =
        LicenceView.of(
            ids.licence(),
            stateNow(facts, LicenceStatus.IN_FORCE),
            intent.time(),
            intent.time(),
            facts,
            order.data(),
            Sha256Digest.of(file));
    return new Outcome(
        answer(view),
        () -> {
          files.store(ids.file(), file, intent.time());
          sole.hold(ids, order);
          writing.insert(ids, facts, order.type().type().version(), order.data(), intent.time());
          audit.record(issued(ISSUED, ids.licence(), facts, actor, view.file().sha256()));
        });
  }

  /** The status index of a version, the same in every attempt; call before its transaction. */
  long statusIndex(UUID version) {
    return statuses.allot(StatusKind.LICENCE, version);
  }

  private LicenceState stateNow(LicenceFacts facts, LicenceStatus status) {
    return LicenceState.of(status, facts.validUntil(), LegalDay.of(clock.instant()));
  }

  /** What the log proves of a licence: that this authority issued this file as this version. */
  AuditFact issued(String event, UUID licence, LicenceFacts facts, String actor, String sha256) {
    return new AuditFact(
        event,
        licence,
        facts.issuer(),
        actor,
        json.createObjectNode()
            .put("sha256", sha256)
            .put("type", facts.id().type().value())
            .put("version", facts.id().version()));
  }

  /** The outcome of an earlier attempt, if it left one. */
  Optional<Outcome> recover(Intent intent) {
    return register
        .find(Allotment.decode(intent.allotted()).licence())
        .map(found -> Outcome.of(answer(view(found))));
  }

  /** A registered licence as the API shows it. */
  public LicenceView view(RegisteredLicence licence) {
    return LicenceView.of(
        licence.id(),
        stateNow(licence.facts(), licence.status()),
        licence.statusSince(),
        licence.issuedAt(),
        licence.facts(),
        licence.data(),
        files.digest(licence.file()).orElseThrow());
  }

  Answer answer(LicenceView view) {
    return Answer.json(201, Map.of("Location", "/v1/licences/" + view.id()), view, json);
  }

  private LicenceFacts facts(LicenceOrder order, Authority issuer, Allotment ids) {
    LicenceType type = order.type().type();
    return new LicenceFacts(
        type.name().zh(),
        order.number(),
        new LicenceId(type.code(), issuer.id().value(), ids.serial(), 1),
        issuer.name(),
        issuer.id(),
        order.issueDate(),
        order.holderName(),
        order.holder(),
        order.validFrom(),
        order.validUntil(),
        type.sealedBy(issuer.id()),
        Optional.of(statusIndex(ids.version())));
  }

  /** The authority of a caller, which has to be registered. */
  Authority issuer(OrganizationId id) {
    return authorities.find(id).orElseThrow(() -> new Problem(SealProblem.LICENCE_SEAL_MISSING));
  }
}
