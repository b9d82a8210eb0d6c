package org.liangzheng.verifier.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.format.pack.PackAge;

/**
 * Result of a verification.
 *
 * @param level what a VALID of this report means
 * @param instant the moment it speaks of
 * @param findings in the order of the standard
 * @param licence what the file says of itself, if it is a licence; not to be believed unless the
 *     verdict says so
 * @param uncovered absolute paths that no signature covers
 * @param evidence age of the evidence pack that was relied on, if one was
 */
public record Report(
    Verdict verdict,
    Level level,
    Instant instant,
    List<Finding> findings,
    List<SignatureSummary> signatures,
    Optional<LicenceFacts> licence,
    List<String> uncovered,
    Optional<PackAge> evidence) {
  /** What was asked. */
  public enum Level {
    /** The file alone: a VALID does not say that it was issued. */
    FILE,
    /** The file and the register: a VALID says that it was issued and is in force. */
    ISSUED
  }

  public Report {
    findings = List.copyOf(findings);
    signatures = List.copyOf(signatures);
    uncovered = List.copyOf(uncovered);
  }

  /**
   * Judges findings: the worst reason gives the verdict, and a required check without any finding
   * counts as unknown.
   */
  public static Verdict judge(List<Finding> findings, Set<CheckId> required) {
    Verdict verdict = Verdict.VALID;
    for (Finding finding : findings) {
      if (finding.why().isPresent()) {
        verdict = verdict.worse(finding.why().get().verdict());
      }
    }
    Set<CheckId> ran = findings.stream().map(Finding::check).collect(Collectors.toSet());
    return ran.containsAll(required) ? verdict : verdict.worse(Verdict.UNKNOWN);
  }

  /** Whether the file was proven genuine and has merely ended, or not begun. */
  public boolean isGenuine() {
    return verdict == Verdict.NOT_IN_FORCE
        && findings.stream()
            .flatMap(f -> f.why().stream())
            .allMatch(r -> r.verdict() == Verdict.NOT_IN_FORCE);
  }

  /** Reasons that carry the verdict, first things first, each once. */
  public List<Reason> reasons() {
    return findings.stream()
        .flatMap(f -> f.why().stream())
        .filter(r -> r.verdict() == verdict)
        .distinct()
        .toList();
  }

  /** Since when the first of these reasons holds, where the evidence says it. */
  public Optional<Instant> since() {
    return findings.stream()
        .filter(f -> f.why().map(r -> r.verdict() == verdict).orElse(false))
        .findFirst()
        .flatMap(Finding::known);
  }

  /** Whether the evidence says that the licence is in force. */
  public boolean isListedInForce() {
    return findings.stream()
        .anyMatch(f -> f.check() == CheckId.LICENCE_STATUS && f.why().isEmpty());
  }

  /** No licence data: it may be personal. */
  @Override
  public String toString() {
    return "Report[" + verdict + ", " + reasons() + "]";
  }
}
