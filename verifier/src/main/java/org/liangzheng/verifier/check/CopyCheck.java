package org.liangzheng.verifier.check;

import static org.liangzheng.verifier.check.Findings.FILE;
import static org.liangzheng.verifier.report.CheckId.COPY_FACTS;
import static org.liangzheng.verifier.report.CheckId.COPY_PERIOD;
import static org.liangzheng.verifier.report.CheckId.COPY_SEALED;
import static org.liangzheng.verifier.report.CheckId.REGISTER;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.CopyFacts;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.format.ofd.OfdDocument;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.Report;

/**
 * What makes a sealed document an annotated copy: its facts, its copy seal, its period, and the
 * licence it was made of, which it must not outlive.
 */
final class CopyCheck {
  private CopyCheck() {}

  /** Whether the package says that it is an annotated copy, and no licence. */
  static boolean isCopy(OfdDocument document) {
    return document.customDatas().containsKey(CopyFacts.ORIGINAL)
        && !document.customDatas().containsKey(LicenceFacts.ID);
  }

  /**
   * Runs the checks.
   *
   * @param signatures what each signature of the file turned out to be
   */
  static void run(
      OfdDocument document,
      byte[] file,
      List<SignatureCheck.Outcome> signatures,
      Evidence evidence,
      Policy policy,
      Instant instant,
      Findings findings) {
    CopyFacts facts;
    try {
      facts = CopyFacts.read(document.customDatas());
      findings.pass(COPY_FACTS, FILE);
    } catch (MalformedException broken) {
      findings.fail(COPY_FACTS, FILE, Reason.COPY_FACTS_BROKEN);
      return;
    }
    if (signatures.isEmpty() || !signatures.stream().allMatch(SignatureCheck.Outcome::passed)) {
      // Whose seal it is can only be said once the stamp itself has passed.
      findings.fail(COPY_SEALED, FILE, Reason.SEALS_NOT_DECIDED);
    } else {
      findings.require(
          signatures.stream().anyMatch(s -> s.sealedBy().equals(Optional.of(facts.sealedBy()))),
          COPY_SEALED,
          FILE,
          Reason.COPY_NOT_SEALED);
    }
    findings.require(
        !LegalDay.of(instant).isAfter(facts.expiresOn()), COPY_PERIOD, FILE, Reason.COPY_EXPIRED);
    RegisterAnswer answer =
        policy.level() == Report.Level.ISSUED
            ? evidence.register().apply(facts.original())
            : new RegisterAnswer.NotAsked();
    if (!(answer instanceof RegisterAnswer.Found)) {
      facts
          .statusIndex()
          .ifPresent(index -> LicenceCheck.status(index, evidence, instant, findings));
    }
    if (policy.level() == Report.Level.ISSUED) {
      findings.add(REGISTER, FILE, register(facts, Sha256Digest.of(file), answer));
    }
  }

  private static Optional<Reason> register(
      CopyFacts facts, Sha256Digest file, RegisterAnswer answer) {
    return switch (answer) {
      case RegisterAnswer.NotAsked _ -> Optional.of(Reason.REGISTER_NOT_ASKED);
      case RegisterAnswer.NotFound _ -> Optional.of(Reason.NOT_IN_REGISTER);
      case RegisterAnswer.Found found ->
          found.id().equals(facts.original())
                  && found.issuer().equals(facts.originalIssuer())
                  && found.file().equals(facts.originalFile())
              ? found.copies().test(file) ? found.notInForce() : Optional.of(Reason.NOT_IN_REGISTER)
              : Optional.of(Reason.REGISTER_DIFFERS);
    };
  }
}
