package org.liangzheng.verifier.check;

import static org.liangzheng.verifier.check.Findings.FILE;
import static org.liangzheng.verifier.report.CheckId.LICENCE_FACTS;
import static org.liangzheng.verifier.report.CheckId.LICENCE_PERIOD;
import static org.liangzheng.verifier.report.CheckId.LICENCE_SEALS;
import static org.liangzheng.verifier.report.CheckId.LICENCE_STATUS;
import static org.liangzheng.verifier.report.CheckId.REGISTER;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.ofd.OfdDocument;
import org.liangzheng.verifier.format.ofd.OfdDocument.SignatureType;
import org.liangzheng.verifier.format.status.LegalAct;
import org.liangzheng.verifier.format.status.NotInForce;
import org.liangzheng.verifier.format.status.StatusBook;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.Report;

/** What makes a sealed document a licence: its facts, its seals, its period, its register entry. */
final class LicenceCheck {
  private LicenceCheck() {}

  /** Whether the package says that it is a licence. */
  static boolean isLicence(OfdDocument document) {
    return document.customDatas().containsKey(LicenceFacts.ID);
  }

  /**
   * Runs the checks.
   *
   * @param signatures what each signature of the file turned out to be
   */
  static Optional<LicenceFacts> run(
      OfdDocument document,
      byte[] file,
      List<SignatureCheck.Outcome> signatures,
      Evidence evidence,
      Policy policy,
      Instant instant,
      Findings findings) {
    LicenceFacts facts;
    try {
      facts = LicenceFacts.read(document.customDatas());
      findings.pass(LICENCE_FACTS, FILE);
    } catch (MalformedException broken) {
      findings.fail(LICENCE_FACTS, FILE, Reason.LICENCE_FACTS_BROKEN);
      return Optional.empty();
    }
    int stamps =
        (int) signatures.stream().filter(s -> s.entry().type() == SignatureType.SEAL).count();
    seals(
        facts,
        stamps,
        signatures.stream().flatMap(s -> s.sealedBy().stream()).toList(),
        signatures.stream().allMatch(SignatureCheck.Outcome::passed),
        findings);
    findings.add(LICENCE_PERIOD, FILE, period(facts, instant));
    RegisterAnswer answer =
        policy.level() == Report.Level.ISSUED
            ? evidence.register().apply(facts.id())
            : new RegisterAnswer.NotAsked();
    // The register knows the status as of now; a list only as of its signing.
    if (!(answer instanceof RegisterAnswer.Found)) {
      facts.statusIndex().ifPresent(index -> status(index, evidence, instant, findings));
    }
    if (policy.level() == Report.Level.ISSUED) {
      findings.add(REGISTER, FILE, register(facts, file, answer));
    }
    return Optional.of(facts);
  }

  /** What the status list says at an instant; it knows the last act only, not those before. */
  static void status(long index, Evidence evidence, Instant instant, Findings findings) {
    Optional<StatusBook> list = evidence.licences();
    if (list.isEmpty()) {
      findings.fail(LICENCE_STATUS, FILE, Reason.LICENCE_STATUS_NOT_KNOWN);
      return;
    }
    switch (list.get().find(index)) {
      case StatusBook.Answer.InForce _ -> unlessStale(evidence, instant, findings);
      case StatusBook.Answer.Outside _ ->
          findings.fail(LICENCE_STATUS, FILE, Reason.LICENCE_STATUS_OUTSIDE_LIST);
      case StatusBook.Answer.NotUnderstood _ ->
          findings.fail(LICENCE_STATUS, FILE, Reason.LICENCE_STATUS_RESERVED);
      case StatusBook.Answer.Dead dead -> {
        NotInForce entry = dead.entry();
        if (instant.isBefore(entry.since())
            || (entry.act() == LegalAct.SUSPENDED && !evidence.freshAt(instant))) {
          // It came later than what is asked about, or may have been lifted since.
          unlessStale(evidence, instant, findings);
        } else {
          findings.fail(LICENCE_STATUS, FILE, reason(entry.act()), entry.since());
        }
      }
    }
  }

  private static void unlessStale(Evidence evidence, Instant instant, Findings findings) {
    findings.require(
        evidence.freshAt(instant), LICENCE_STATUS, FILE, Reason.LICENCE_STATUS_NOT_KNOWN);
  }

  private static Reason reason(LegalAct act) {
    return switch (act) {
      case SUSPENDED -> Reason.LICENCE_SUSPENDED;
      case ANNULLED -> Reason.LICENCE_ANNULLED;
      case REVOKED -> Reason.LICENCE_REVOKED;
      case CANCELLED -> Reason.LICENCE_CANCELLED;
    };
  }

  /**
   * Fewer stamps than the licence names is a stripped licence, whatever else is unknown; which
   * authority a stamp is of can only be said once the stamp itself has passed.
   */
  private static void seals(
      LicenceFacts facts,
      int stamps,
      List<OrganizationId> sealedBy,
      boolean allStamped,
      Findings findings) {
    if (stamps == 0) {
      findings.fail(LICENCE_SEALS, FILE, Reason.SEALS_NOT_DECIDED);
    } else if (stamps < facts.sealedBy().size()
        || (allStamped && !sealedBy.containsAll(facts.sealedBy()))) {
      findings.fail(LICENCE_SEALS, FILE, Reason.LICENCE_SEALS_MISSING);
    } else if (!facts.sealedBy().contains(facts.issuer())) {
      findings.fail(LICENCE_SEALS, FILE, Reason.LICENCE_NOT_SEALED_BY_ISSUER);
    } else {
      findings.require(allStamped, LICENCE_SEALS, FILE, Reason.SEALS_NOT_DECIDED);
    }
  }

  private static Optional<Reason> period(LicenceFacts facts, Instant instant) {
    LocalDate day = LegalDay.of(instant);
    if (day.isBefore(facts.validFrom())) {
      return Optional.of(Reason.LICENCE_NOT_YET_VALID);
    }
    return facts.validUntil().map(day::isAfter).orElse(false)
        ? Optional.of(Reason.LICENCE_EXPIRED)
        : Optional.empty();
  }

  private static Optional<Reason> register(LicenceFacts facts, byte[] file, RegisterAnswer answer) {
    return switch (answer) {
      case RegisterAnswer.NotAsked _ -> Optional.of(Reason.REGISTER_NOT_ASKED);
      case RegisterAnswer.NotFound _ -> Optional.of(Reason.NOT_IN_REGISTER);
      case RegisterAnswer.Found found ->
          found.id().equals(facts.id())
                  && found.issuer().equals(facts.issuer())
                  && found.file().equals(Sha256Digest.of(file))
              ? found.notInForce()
              : Optional.of(Reason.REGISTER_DIFFERS);
    };
  }
}
