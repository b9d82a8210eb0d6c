package org.liangzheng.api.licence.copy;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.document.SealedFiles;
import org.liangzheng.api.holder.Usage;
import org.liangzheng.api.holder.UseCause;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.licence.LegalDay;
import org.liangzheng.api.licence.LicenceFaces;
import org.liangzheng.api.licence.LicenceProblem;
import org.liangzheng.api.licence.LicenceReading;
import org.liangzheng.api.licence.LicenceRegister;
import org.liangzheng.api.licence.LicenceState;
import org.liangzheng.api.licence.LicenceView;
import org.liangzheng.api.licence.RegisteredLicence;
import org.liangzheng.api.seal.CopySeal;
import org.liangzheng.api.seal.CopySeals;
import org.liangzheng.api.seal.SealProblem;
import org.liangzheng.api.seal.SealTimestamp;
import org.liangzheng.api.seal.Timestamps;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.api.web.FieldProblem;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Intent;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.signer.layout.FaceRefusedException;
import org.liangzheng.signer.licence.AnnotatedCopy;
import org.liangzheng.signer.licence.PreparedLicence;
import org.liangzheng.signer.licence.SignedLicence;
import org.liangzheng.signer.seal.SealRefusedException;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.RegisterAnswer;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.CopyFacts;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Makes annotated copies: rebuilt from the layout, stamped with a copy seal, checked. */
@Service
class AnnotatedCopies {
  private static final Logger LOG = LoggerFactory.getLogger(AnnotatedCopies.class);

  static final String MADE = "LICENCE_COPY_MADE";

  private static final Pattern CAUSE = Pattern.compile("\\P{Cc}{1,100}");
  private static final Pattern LINE = Pattern.compile("\\P{Cc}{1,60}");
  private static final int LONGEST_YEARS = 1;

  private final LicenceRegister register;
  private final LicenceFaces faces;
  private final LicenceReading reading;
  private final CopyRegister copies;
  private final CopySeals seals;
  private final Timestamps timestamps;
  private final TrustDirectory trust;
  private final SealedFiles files;
  private final AuditLog audit;
  private final JsonMapper json;
  private final Clock clock;

  AnnotatedCopies(
      LicenceRegister register,
      LicenceFaces faces,
      LicenceReading reading,
      CopyRegister copies,
      CopySeals seals,
      Timestamps timestamps,
      TrustDirectory trust,
      SealedFiles files,
      AuditLog audit,
      JsonMapper json,
      Clock clock) {
    this.register = register;
    this.faces = faces;
    this.reading = reading;
    this.copies = copies;
    this.seals = seals;
    this.timestamps = timestamps;
    this.trust = trust;
    this.files = files;
    this.audit = audit;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Makes a copy within an idempotent act.
   *
   * @param licence of the caller's authority
   */
  Outcome make(Intent intent, UUID licence, CopyRequest request, Caller.OfAuthority caller) {
    Made made = prepare(intent, licence, request, caller, null);
    return new Outcome(answer(made.view()), made.persist());
  }

  /**
   * A copy that is sealed and checked, and not kept yet.
   *
   * @param persist keeps it with its records; call it inside a transaction
   */
  record Made(CopyView view, ByteString file, RegisteredLicence original, Runnable persist) {}

  /**
   * Makes a copy of a licence that the caller may have one of.
   *
   * @param receipt of the fetch that it is made for; null without one
   */
  Made prepare(
      Intent intent,
      UUID licence,
      CopyRequest request,
      Caller.OfAuthority caller,
      @Nullable UUID receipt) {
    UseCause cause = UseCause.fromHeader(request.useCause());
    RegisteredLicence original = register.find(licence).orElseThrow();
    LocalDate today = LegalDay.of(intent.time());
    LicenceState state = original.stateOn(today);
    if (state != LicenceState.IN_FORCE) {
      throw new Problem(LicenceProblem.ORIGINAL_NOT_IN_FORCE, state.name());
    }
    CopyAllotment ids = CopyAllotment.decode(intent.allotted());
    CopySeal seal = seals.of(original.authority());
    CopyFacts facts = facts(ids.copy(), original, request, today, seal);
    byte[] file =
        sealed(
            new AnnotatedCopy(faces.content(original), facts),
            original,
            seal,
            intent,
            caller.actor(),
            ids.copy());
    CopyView view =
        new CopyView(
            ids.copy(),
            licence,
            original.facts().id().version(),
            facts.originalFile().value().toHex(),
            facts.cause(),
            facts.caseNumber(),
            facts.asker(),
            facts.expiresOn(),
            new LicenceView.FileView(
                "/v1/annotated-copies/" + ids.copy() + "/file",
                LicenceView.OFD,
                Sha256Digest.of(file).value().toHex()));
    return new Made(
        view,
        ByteString.of(file),
        original,
        () -> {
          if (!register.hold(original)) {
            throw new Problem(LicenceProblem.CHANGED_MEANWHILE).withHeader("Retry-After", "1");
          }
          files.store(ids.file(), file, intent.time());
          copies.insert(view, ids.file(), original, intent.time());
          reading.record(caller, original, cause, Usage.Kind.ANNOTATED_COPY, receipt);
          audit.record(
              new AuditFact(
                  MADE,
                  licence,
                  original.authority(),
                  caller.actor(),
                  json.createObjectNode()
                      .put("cause", cause.code())
                      .put("copy", view.id().toString())
                      .put("expiry", view.expiry().toString())
                      .put("sha256", view.file().sha256())
                      .put("version", view.version())));
        });
  }

  /** The outcome of an earlier attempt, if it left one. */
  Optional<Outcome> recover(Intent intent) {
    return copies
        .find(CopyAllotment.decode(intent.allotted()).copy())
        .map(kept -> Outcome.of(answer(kept.view())));
  }

  /** A copy of a licence of the caller's authority, with its use recorded. */
  CopyRegister.Kept read(Caller.OfAuthority caller, UUID id, @Nullable String cause) {
    UseCause why = UseCause.fromHeader(cause);
    CopyRegister.Kept kept =
        copies.find(id).orElseThrow(() -> new Problem(LicenceProblem.ANNOTATED_COPY_UNKNOWN));
    RegisteredLicence original = register.find(kept.view().licence()).orElseThrow();
    reading.requireOwn(caller, original, LicenceProblem.ANNOTATED_COPY_UNKNOWN);
    reading.record(caller, original, why, Usage.Kind.ANNOTATED_COPY);
    return kept;
  }

  private Answer answer(CopyView view) {
    return Answer.json(201, Map.of("Location", "/v1/annotated-copies/" + view.id()), view, json);
  }

  private CopyFacts facts(
      UUID id, RegisteredLicence original, CopyRequest request, LocalDate today, CopySeal seal) {
    FieldProblems problems = new FieldProblems();
    String cause = text(request.cause(), CAUSE, "/cause", problems);
    String caseNumber = text(request.caseNumber(), LINE, "/caseNumber", problems);
    String asker = text(request.asker(), LINE, "/asker", problems);
    LocalDate expiry = request.expiry();
    if (expiry == null) {
      problems.add("/expiry", WebProblem.FIELD_MISSING);
    } else {
      boolean outlives =
          original.facts().validUntil().map(end -> expiry.isAfter(end)).orElse(false);
      problems.require(
          !expiry.isBefore(today) && !expiry.isAfter(today.plusYears(LONGEST_YEARS)) && !outlives,
          "/expiry",
          LicenceProblem.COPY_EXPIRY_WRONG);
    }
    problems.throwIfAny();
    return new CopyFacts(
        id,
        original.facts().id(),
        original.authority(),
        files.digest(original.file()).orElseThrow(),
        cause,
        caseNumber,
        asker,
        today,
        Optional.ofNullable(expiry).orElseThrow(),
        seal.authority(),
        original.facts().statusIndex());
  }

  private static String text(
      @Nullable String value, Pattern form, String pointer, FieldProblems problems) {
    if (value == null) {
      problems.add(pointer, WebProblem.FIELD_MISSING);
      return "";
    }
    problems.require(
        form.matcher(value).matches() && !value.isBlank(), pointer, WebProblem.FIELD_MALFORMED);
    return value;
  }

  private byte[] sealed(
      AnnotatedCopy copy,
      RegisteredLicence original,
      CopySeal seal,
      Intent intent,
      String actor,
      UUID id) {
    try {
      PreparedLicence prepared =
          PreparedLicence.of(
              faces.type(original).template(), copy, seal.seal(), seal.signer(), intent.time());
      SignedLicence signed =
          prepared.sign(seals.stamp(seal, prepared.digest(), actor, id, intent.id()));
      SealTimestamp timestamp = timestamps.about(signed.timestampDigest(), actor, id, intent.id());
      byte[] file = signed.finish(timestamp.token(), timestamp.authority());
      CopyFacts facts = copy.facts();
      Sha256Digest made = Sha256Digest.of(file);
      // The register does not know it yet: it is judged as if it were entered.
      Evidence evidence =
          trust.evidence(_ ->
              new RegisterAnswer.Found(
                  facts.original(),
                  facts.originalIssuer(),
                  facts.originalFile(),
                  Optional.empty(),
                  made::equals));
      Report report = Verifier.verify(file, evidence, Policy.ISSUED, clock.instant());
      if (report.verdict() != Verdict.VALID) {
        LOG.error("An annotated copy did not pass the own check: {}", report);
        throw new Problem(LicenceProblem.SELF_CHECK_FAILED);
      }
      return file;
    } catch (SealRefusedException refused) {
      throw new Problem(SealProblem.COPY_SEAL_NOT_VALID).causedBy(refused);
    } catch (SelfCheckException failed) {
      throw new Problem(LicenceProblem.SELF_CHECK_FAILED).causedBy(failed);
    } catch (FaceRefusedException refused) {
      throw problem(refused);
    }
  }

  /** The face was drawn when the licence was issued; only the annotation is new. */
  private static Problem problem(FaceRefusedException refused) {
    if (!refused.field().equals("copy.annotation")) {
      return new Problem(LicenceProblem.LAYOUT_UNSUITABLE).causedBy(refused);
    }
    return switch (refused.fault()) {
      case TOO_LONG -> at(LicenceProblem.FACE_DOES_NOT_FIT);
      case CHARACTER -> at(LicenceProblem.CHARACTER_NOT_ALLOWED);
      case GLYPH_MISSING -> at(LicenceProblem.CHARACTER_WITHOUT_GLYPH, refused.characterName());
      case VALUE_FORM, VALUE_MISSING, NO_PLACE, PICTURE, CODE, SEAL_PLACE ->
          new Problem(LicenceProblem.LAYOUT_UNSUITABLE).causedBy(refused);
    };
  }

  private static Problem at(LicenceProblem problem, String... arguments) {
    return new Problem(problem, arguments)
        .withErrors(List.of(FieldProblem.at("", problem, arguments)));
  }
}
