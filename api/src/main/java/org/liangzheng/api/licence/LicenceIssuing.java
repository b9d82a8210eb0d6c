package org.liangzheng.api.licence;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.authority.Authorities;
import org.liangzheng.api.authority.Authority;
import org.liangzheng.api.catalogue.CompiledType;
import org.liangzheng.api.catalogue.LicenceType;
import org.liangzheng.api.document.SealedFiles;
import org.liangzheng.api.seal.SealProblem;
import org.liangzheng.api.seal.SealTimestamp;
import org.liangzheng.api.seal.Timestamps;
import org.liangzheng.api.trust.StatusKind;
import org.liangzheng.api.trust.Statuses;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.api.web.FieldProblem;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Intent;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.signer.layout.FaceRefusedException;
import org.liangzheng.signer.layout.FaceValues;
import org.liangzheng.signer.licence.LicenceContent;
import org.liangzheng.signer.licence.PreparedLicence;
import org.liangzheng.signer.licence.SignedLicence;
import org.liangzheng.signer.seal.SealRefusedException;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.RegisterAnswer;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes a licence: lays it out, has it stamped, checks it, and says what is to be kept. */
@Component
public class LicenceIssuing {
  private static final Logger LOG = LoggerFactory.getLogger(LicenceIssuing.class);

  /** A licence that begins tomorrow is as good as one that began today. */
  private static final List<Verdict> ISSUABLE = List.of(Verdict.VALID, Verdict.NOT_IN_FORCE);

  static final String ISSUED = "LICENCE_ISSUED";

  /** The acts that make a file. */
  static final List<String> FILES =
      List.of(ISSUED, LicenceAct.CHANGE.event(), LicenceAct.RENEW.event());

  private final IssueRequestCheck check;
  private final SoleLicences sole;
  private final Authorities authorities;
  private final LicenceSealing sealing;
  private final Timestamps timestamps;
  private final TrustDirectory trust;
  private final SealedFiles files;
  private final LicenceRegister register;
  private final LicenceFaces faces;
  private final Statuses statuses;
  private final AuditLog audit;
  private final JsonMapper json;
  private final Clock clock;

  LicenceIssuing(
      IssueRequestCheck check,
      SoleLicences sole,
      Authorities authorities,
      LicenceSealing sealing,
      Timestamps timestamps,
      TrustDirectory trust,
      SealedFiles files,
      LicenceRegister register,
      LicenceFaces faces,
      Statuses statuses,
      AuditLog audit,
      JsonMapper json,
      Clock clock) {
    this.check = check;
    this.sole = sole;
    this.authorities = authorities;
    this.sealing = sealing;
    this.timestamps = timestamps;
    this.trust = trust;
    this.files = files;
    this.register = register;
    this.faces = faces;
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
    byte[] file = make(order, facts, ids.version(), actor, intent);
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
          register.insert(ids, facts, order.type().type().version(), order.data(), intent.time());
          audit.record(issued(ISSUED, ids.licence(), facts, actor, view.file().sha256()));
        });
  }

  /** The status index of a version, the same in every attempt; call before its transaction. */
  long statusIndex(UUID version) {
    return statuses.allot(StatusKind.LICENCE, version);
  }

  /**
   * The line on which every version's file is made: laid out, stamped and timestamped seal by seal,
   * checked.
   *
   * @param version own id of the version
   * @return the file; nothing of it is kept yet
   */
  byte[] make(LicenceOrder order, LicenceFacts facts, UUID version, String actor, Intent intent) {
    LicenceContent content = faces.content(order.type(), facts, order.data(), version);
    List<LicenceSealing.Part> seals =
        sealing.parts(order.type().type(), facts.issuer(), actor, intent.time());
    PreparedLicence prepared = prepare(order.type(), content, seals, intent.time());
    while (true) {
      SignatureValue signature =
          sealing.stamp(
              seals.get(prepared.number()),
              facts.issuer(),
              prepared.digest(),
              actor,
              version,
              intent.id());
      SignedLicence signed = sign(prepared, signature);
      SealTimestamp timestamp =
          timestamps.about(signed.timestampDigest(), actor, version, intent.id());
      if (signed.isComplete()) {
        return finish(facts, signed, timestamp);
      }
      prepared = next(signed, timestamp);
    }
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

  static FaceValues face(LicenceType type, JsonNode data) {
    FaceValues face = FaceValues.none();
    for (LicenceType.Field field : type.fields()) {
      JsonNode value = data.get(field.name());
      if (value != null && !value.isNull()) {
        face = field.on(face, value.asString());
      }
    }
    return face;
  }

  private static PreparedLicence prepare(
      CompiledType type, LicenceContent content, List<LicenceSealing.Part> seals, Instant time) {
    try {
      return PreparedLicence.of(
          type.template(), content, seals.stream().map(LicenceSealing.Part::stamp).toList(), time);
    } catch (FaceRefusedException refused) {
      throw problem(refused);
    } catch (SealRefusedException refused) {
      throw new Problem(SealProblem.LICENCE_SEAL_NOT_VALID).causedBy(refused);
    }
  }

  private static Problem problem(FaceRefusedException refused) {
    return switch (refused.fault()) {
      case TOO_LONG -> at(refused, LicenceProblem.FACE_DOES_NOT_FIT);
      case CHARACTER -> at(refused, LicenceProblem.CHARACTER_NOT_ALLOWED);
      case GLYPH_MISSING ->
          at(refused, LicenceProblem.CHARACTER_WITHOUT_GLYPH, refused.characterName());
      case VALUE_FORM ->
          new Problem(WebProblem.REQUEST_INVALID)
              .withErrors(
                  List.of(FieldProblem.at(pointer(refused.field()), WebProblem.FIELD_MALFORMED)));
      case VALUE_MISSING, NO_PLACE, PICTURE, CODE, SEAL_PLACE ->
          new Problem(LicenceProblem.LAYOUT_UNSUITABLE).causedBy(refused);
    };
  }

  private static Problem at(
      FaceRefusedException refused, LicenceProblem problem, String... arguments) {
    return new Problem(problem, arguments)
        .withErrors(List.of(FieldProblem.at(pointer(refused.field()), problem, arguments)));
  }

  /** Where a field of the face stands in the request. */
  private static String pointer(String field) {
    return switch (field) {
      case "licence.number" -> "/number";
      case "licence.holder" -> "/holder/name";
      default -> field.startsWith(FaceValues.DATA) ? "/" + field.replace('.', '/') : "";
    };
  }

  private static SignedLicence sign(PreparedLicence prepared, SignatureValue signature) {
    try {
      return prepared.sign(signature);
    } catch (SelfCheckException failed) {
      throw new Problem(LicenceProblem.SELF_CHECK_FAILED).causedBy(failed);
    }
  }

  private static PreparedLicence next(SignedLicence signed, SealTimestamp timestamp) {
    try {
      return signed.next(timestamp.token(), timestamp.authority());
    } catch (SelfCheckException failed) {
      throw new Problem(LicenceProblem.SELF_CHECK_FAILED).causedBy(failed);
    }
  }

  private byte[] finish(LicenceFacts facts, SignedLicence signed, SealTimestamp timestamp) {
    byte[] file = packed(signed, timestamp);
    // Neither the register nor a status list knows it yet: it is judged as if it were entered.
    Evidence evidence =
        trust.evidence(_ ->
            new RegisterAnswer.Found(
                facts.id(), facts.issuer(), Sha256Digest.of(file), Optional.empty()));
    // The clock has gone on since the act began: the file is looked at after its own timestamp.
    Report report = Verifier.verify(file, evidence, Policy.ISSUED, clock.instant());
    // A licence may be issued today and begin tomorrow; nothing else may be open.
    boolean good =
        ISSUABLE.contains(report.verdict())
            && report.reasons().stream().allMatch(r -> r == Reason.LICENCE_NOT_YET_VALID);
    if (!good) {
      LOG.error("A licence did not pass the own check and was not issued: {}", report);
      throw new Problem(LicenceProblem.SELF_CHECK_FAILED);
    }
    return file;
  }

  private static byte[] packed(SignedLicence signed, SealTimestamp timestamp) {
    try {
      return signed.finish(timestamp.token(), timestamp.authority());
    } catch (SelfCheckException failed) {
      throw new Problem(LicenceProblem.SELF_CHECK_FAILED).causedBy(failed);
    }
  }

  /** The authority of a caller, which has to be registered. */
  Authority issuer(OrganizationId id) {
    return authorities.find(id).orElseThrow(() -> new Problem(SealProblem.LICENCE_SEAL_MISSING));
  }
}
