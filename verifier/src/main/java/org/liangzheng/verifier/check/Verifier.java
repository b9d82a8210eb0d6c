package org.liangzheng.verifier.check;

import static org.liangzheng.verifier.check.Findings.FILE;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.format.ofd.OfdDocument;
import org.liangzheng.verifier.format.ofd.OfdDocument.SignatureEntry;
import org.liangzheng.verifier.format.ofd.OfdDocument.SignatureType;
import org.liangzheng.verifier.format.ofd.OfdRefusedException;
import org.liangzheng.verifier.report.CheckId;
import org.liangzheng.verifier.report.Finding;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.SignatureSummary;
import org.liangzheng.verifier.report.Verdict;

/** Verifies OFD files: bytes, evidence, policy and instant in; report out. */
public final class Verifier {
  /** First instant that can be asked about. */
  public static final Instant EARLIEST = Instant.EPOCH;

  /** First instant that can no longer be asked about: no evidence speaks of it. */
  public static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  private Verifier() {}

  /**
   * Runs every check that can run.
   *
   * @param file bytes as received
   * @param instant the moment the answer is to speak of, from {@link #EARLIEST} to before {@link
   *     #LATEST}
   */
  public static Report verify(byte[] file, Evidence evidence, Policy policy, Instant instant) {
    if (instant.isBefore(EARLIEST) || !instant.isBefore(LATEST)) {
      throw new IllegalArgumentException("an instant from 1970 to 9998 is asked about");
    }

    Findings findings = new Findings();
    OfdDocument document;
    try {
      document = OfdDocument.read(file, policy.limits());
      findings.pass(CheckId.PACKAGE_READ, FILE);
    } catch (OfdRefusedException refused) {
      return unread(Reason.valueOf(refused.fault().name()), evidence, policy, instant);
    }
    findings.require(
        !document.signatures().isEmpty(), CheckId.SIGNATURE_PRESENT, FILE, Reason.NO_SIGNATURE);
    findings.require(evidence.freshAt(instant), CheckId.EVIDENCE_AGE, FILE, Reason.PACK_TOO_OLD);

    List<SignatureCheck.Outcome> outcomes = new ArrayList<>();
    PartDigests digests = new PartDigests(document.content());
    for (OfdDocument.SignatureEntry entry : document.signatures()) {
      outcomes.add(new SignatureCheck(document, digests, evidence, policy, instant).run(entry));
    }
    boolean licence = LicenceCheck.isLicence(document);
    boolean copy = CopyCheck.isCopy(document);
    Coverage coverage =
        new Coverage(
            document,
            outcomes.stream().flatMap(o -> o.description().stream()).toList(),
            licence || copy);

    List<Finding> all = new ArrayList<>(findings.list());
    for (SignatureCheck.Outcome outcome : outcomes) {
      all.addAll(outcome.findings());
      Findings reach = new Findings();
      outcome
          .description()
          .ifPresent(
              d -> reach.add(CheckId.SIGNATURE_REACH, outcome.entry().id(), coverage.why(d)));
      all.addAll(reach.list());
    }
    Findings whole = new Findings();
    if (!document.signatures().isEmpty()) {
      whole.add(CheckId.COVERAGE, FILE, coverage.why());
    }
    Optional<LicenceFacts> facts =
        licence
            ? LicenceCheck.run(document, file, outcomes, evidence, policy, instant, whole)
            : Optional.empty();
    if (copy) {
      CopyCheck.run(document, file, outcomes, evidence, policy, instant, whole);
    }
    all.addAll(whole.list());
    return report(
        all,
        document.signatures(),
        outcomes.stream().map(SignatureCheck.Outcome::summary).toList(),
        facts,
        coverage.uncovered(),
        evidence,
        policy,
        instant,
        licence ? Kind.LICENCE : copy ? Kind.COPY : Kind.DOCUMENT);
  }

  /**
   * The report on a file that the caller did not even read, because it is larger than the limit.
   */
  public static Report tooLarge(Evidence evidence, Policy policy, Instant instant) {
    return unread(Reason.PACKAGE_TOO_LARGE, evidence, policy, instant);
  }

  private static Report unread(Reason why, Evidence evidence, Policy policy, Instant instant) {
    Findings findings = new Findings();
    findings.fail(CheckId.PACKAGE_READ, FILE, why);
    return report(
        findings.list(),
        List.of(),
        List.of(),
        Optional.empty(),
        List.of(),
        evidence,
        policy,
        instant,
        Kind.DOCUMENT);
  }

  /** What a package says that it is. */
  private enum Kind {
    DOCUMENT,
    LICENCE,
    COPY
  }

  /** A VALID needs each of these to have run, whatever a later edit of the checks forgets. */
  private static Set<CheckId> required(Policy policy, Kind kind) {
    EnumSet<CheckId> required =
        EnumSet.of(
            CheckId.PACKAGE_READ,
            CheckId.SIGNATURE_PRESENT,
            CheckId.EVIDENCE_AGE,
            CheckId.COVERAGE);
    required.addAll(
        switch (kind) {
          case DOCUMENT -> EnumSet.noneOf(CheckId.class);
          case LICENCE ->
              EnumSet.of(CheckId.LICENCE_FACTS, CheckId.LICENCE_SEALS, CheckId.LICENCE_PERIOD);
          case COPY -> EnumSet.of(CheckId.COPY_FACTS, CheckId.COPY_SEALED, CheckId.COPY_PERIOD);
        });
    if (kind != Kind.DOCUMENT && policy.level() == Report.Level.ISSUED) {
      required.add(CheckId.REGISTER);
    }
    return required;
  }

  /** What each signature needs of its own. */
  private static Set<CheckId> required(SignatureType type) {
    EnumSet<CheckId> required = EnumSet.range(CheckId.STAMP_FORMAT, CheckId.SIGNATURE_REACH);
    return switch (type) {
      case SEAL -> required;
      case SIGN -> {
        required.removeAll(
            EnumSet.of(
                CheckId.STAMP_PLACES,
                CheckId.SIGNER_LISTED,
                CheckId.SEAL_COPY,
                CheckId.SEAL_FORMAT,
                CheckId.SEAL_VALUE,
                CheckId.MAKER_CHAIN,
                CheckId.MAKER_ENTITLED,
                CheckId.MAKER_REVOCATION,
                CheckId.SEAL_PERIOD,
                CheckId.SEAL_STATUS));
        yield required;
      }
    };
  }

  private static Verdict judge(
      List<Finding> findings, List<SignatureEntry> signatures, Set<CheckId> required) {
    Verdict verdict = Report.judge(findings, required);
    for (SignatureEntry signature : signatures) {
      List<Finding> own =
          findings.stream().filter(f -> f.subject().equals(signature.id())).toList();
      verdict = verdict.worse(Report.judge(own, required(signature.type())));
    }
    return verdict;
  }

  private static Report report(
      List<Finding> findings,
      List<SignatureEntry> signatures,
      List<SignatureSummary> summaries,
      Optional<LicenceFacts> licence,
      List<String> uncovered,
      Evidence evidence,
      Policy policy,
      Instant instant,
      Kind kind) {
    return new Report(
        judge(findings, signatures, required(policy, kind)),
        policy.level(),
        instant,
        findings,
        summaries,
        licence,
        uncovered,
        evidence.age());
  }
}
