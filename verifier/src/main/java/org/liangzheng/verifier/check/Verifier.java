package org.liangzheng.verifier.check;

import static org.liangzheng.verifier.check.Findings.FILE;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.ofd.OfdDocument;
import org.liangzheng.verifier.format.ofd.OfdRefusedException;
import org.liangzheng.verifier.format.ofd.SignatureDescription;
import org.liangzheng.verifier.report.CheckId;
import org.liangzheng.verifier.report.Finding;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.SignatureSummary;

/** Verifies OFD files: bytes, evidence, policy and instant in; report out. */
public final class Verifier {
  private static final Set<CheckId> LICENCE_ONLY =
      EnumSet.of(CheckId.LICENCE_FACTS, CheckId.LICENCE_SEALS, CheckId.LICENCE_PERIOD);

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
      findings.fail(CheckId.PACKAGE_READ, FILE, Reason.valueOf(refused.fault().name()));
      return report(
          findings.list(),
          List.of(),
          Optional.empty(),
          List.of(),
          evidence,
          policy,
          instant,
          false);
    }
    findings.require(
        !document.signatures().isEmpty(), CheckId.SIGNATURE_PRESENT, FILE, Reason.NO_SIGNATURE);
    findings.require(evidence.freshAt(instant), CheckId.EVIDENCE_AGE, FILE, Reason.PACK_TOO_OLD);

    List<Finding> all = new ArrayList<>(findings.list());
    List<SignatureSummary> summaries = new ArrayList<>();
    List<SignatureDescription> descriptions = new ArrayList<>();
    List<OrganizationId> sealedBy = new ArrayList<>();
    for (OfdDocument.SignatureEntry entry : document.signatures()) {
      StampCheck.Outcome outcome = new StampCheck(document, evidence, policy, instant).run(entry);
      all.addAll(outcome.findings());
      summaries.add(outcome.summary());
      outcome.description().ifPresent(descriptions::add);
      outcome.sealedBy().ifPresent(sealedBy::add);
    }

    Findings whole = new Findings();
    Coverage coverage = Coverage.of(document, descriptions);
    boolean licence = LicenceCheck.isLicence(document);
    if (!document.signatures().isEmpty()) {
      whole.add(CheckId.COVERAGE, FILE, coverage(coverage, licence));
    }
    Optional<LicenceFacts> facts =
        licence
            ? LicenceCheck.run(
                document,
                file,
                sealedBy,
                sealedBy.size() == document.signatures().size(),
                evidence,
                policy,
                instant,
                whole)
            : Optional.empty();
    all.addAll(whole.list());
    List<String> uncovered = new ArrayList<>(coverage.uncovered());
    uncovered.addAll(coverage.orphaned());
    return report(all, summaries, facts, uncovered, evidence, policy, instant, licence);
  }

  /**
   * The report on a file that the caller did not even read, because it is larger than the limit.
   */
  public static Report tooLarge(Evidence evidence, Policy policy, Instant instant) {
    Findings findings = new Findings();
    findings.fail(CheckId.PACKAGE_READ, FILE, Reason.PACKAGE_TOO_LARGE);
    return report(
        findings.list(), List.of(), Optional.empty(), List.of(), evidence, policy, instant, false);
  }

  private static Optional<Reason> coverage(Coverage coverage, boolean licence) {
    if (!coverage.orphaned().isEmpty()) {
      return Optional.of(Reason.SIGNATURE_PARTS_ORPHANED);
    }
    if (coverage.uncovered().isEmpty()) {
      return Optional.empty();
    }
    // Whether an uncovered part of another document is shown is not judged here: it stays unknown.
    return Optional.of(licence ? Reason.CONTENT_NOT_COVERED : Reason.PARTS_NOT_COVERED);
  }

  /** A VALID needs each of these to have run, whatever a later edit of the checks forgets. */
  private static Set<CheckId> required(Policy policy, boolean licence) {
    EnumSet<CheckId> required = EnumSet.allOf(CheckId.class);
    if (!licence) {
      required.removeAll(LICENCE_ONLY);
    }
    if (!licence || policy.level() == Report.Level.FILE) {
      required.remove(CheckId.REGISTER);
    }
    return required;
  }

  private static Report report(
      List<Finding> findings,
      List<SignatureSummary> summaries,
      Optional<LicenceFacts> licence,
      List<String> uncovered,
      Evidence evidence,
      Policy policy,
      Instant instant,
      boolean isLicence) {
    return new Report(
        Report.judge(findings, required(policy, isLicence)),
        policy.level(),
        instant,
        findings,
        summaries,
        licence,
        uncovered,
        evidence.age());
  }
}
