package org.liangzheng.api.licence.copy;

import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
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
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Intent;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.signer.licence.AnnotatedCopy;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.CopyFacts;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Annotated copies: who may have one, what stands on it, and what is kept of it. */
@Service
class AnnotatedCopies {
  static final String MADE = "LICENCE_COPY_MADE";

  private static final Pattern CAUSE = Pattern.compile("\\P{Cc}{1,100}");
  private static final Pattern LINE = Pattern.compile("\\P{Cc}{1,60}");
  private static final int LONGEST_YEARS = 1;

  private final LicenceRegister register;
  private final LicenceFaces faces;
  private final LicenceReading reading;
  private final CopyRegister copies;
  private final CopySeals seals;
  private final CopyMaking making;
  private final SealedFiles files;
  private final AuditLog audit;
  private final JsonMapper json;

  AnnotatedCopies(
      LicenceRegister register,
      LicenceFaces faces,
      LicenceReading reading,
      CopyRegister copies,
      CopySeals seals,
      CopyMaking making,
      SealedFiles files,
      AuditLog audit,
      JsonMapper json) {
    this.register = register;
    this.faces = faces;
    this.reading = reading;
    this.copies = copies;
    this.seals = seals;
    this.making = making;
    this.files = files;
    this.audit = audit;
    this.json = json;
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
        making.make(
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
    problems.text(request.cause(), CAUSE, "/cause");
    problems.text(request.caseNumber(), LINE, "/caseNumber");
    problems.text(request.asker(), LINE, "/asker");
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
        Objects.requireNonNull(request.cause()),
        Objects.requireNonNull(request.caseNumber()),
        Objects.requireNonNull(request.asker()),
        today,
        Optional.ofNullable(expiry).orElseThrow(),
        seal.authority(),
        original.facts().statusIndex());
  }
}
