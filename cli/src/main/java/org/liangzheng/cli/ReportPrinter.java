package org.liangzheng.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.report.Finding;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.SignatureSummary;
import org.liangzheng.verifier.report.Verdict;

/** A report for people: the verdict, why, what the licence says, what to do. */
final class ReportPrinter {
  private static final int LABELS = 18;

  private final TextPage page;
  private final PrintWriter out;
  private final Paint paint;

  ReportPrinter(PrintWriter out, Paint paint, Optional<VerifyCommand.Lang> lang) {
    this.page = new TextPage(out, paint, lang, LABELS);
    this.out = out;
    this.paint = paint;
  }

  void print(Path file, Report report, boolean verbose) {
    page.head(page.verdict(report.verdict()), Plain.text(file.toString()));
    page.sentences(t -> t.report().meaning(report));
    if (report.reasons().size() > 0) {
      out.println();
      reasons(report);
    }
    out.println();
    report.licence().ifPresent(facts -> licence(facts, report));
    seals(report);
    if (report.verdict() != Verdict.UNREADABLE) {
      report.evidence().ifPresent(age -> page.pack(age, report.instant(), TextPage.MINUTES));
    }
    if (!report.uncovered().isEmpty()) {
      page.line("uncovered", Plain.text(String.join(" ", report.uncovered())));
    }
    if (verbose) {
      out.println();
      checks(report);
    }
    if (verbose || report.verdict() != Verdict.UNREADABLE) {
      out.println();
    }
    page.next(t -> t.report().next(report));
    out.println();
  }

  /** How many files got which verdict. */
  void total(Map<Verdict, Integer> counts) {
    List<String> parts = new ArrayList<>();
    counts.forEach((verdict, count) -> parts.add(page.verdict(verdict) + " " + count));
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    out.println(paint.bold(page.say("total", all)) + "   " + String.join(" · ", parts));
  }

  /** Each reason once, with the clause of the first check that gave it. */
  private void reasons(Report report) {
    Set<Reason> said = new HashSet<>();
    for (Finding finding : report.findings()) {
      if (finding.why().isEmpty() || !said.add(finding.why().get())) {
        continue;
      }
      Reason reason = finding.why().get();
      page.found(mark(finding), t -> t.report().reason(reason));
      out.println(
          "    "
              + paint.faint(
                  reason
                      + " · "
                      + finding.check().clause()
                      + finding.known().map(since -> " · 自 since " + since).orElse("")));
    }
  }

  private void licence(LicenceFacts facts, Report report) {
    if (report.verdict() != Verdict.VALID && !report.isGenuine()) {
      page.sentences(t -> t.words().text("unproven"));
    }
    page.line("licence", Plain.text(facts.typeName()));
    page.line("number", Plain.text(facts.number()));
    page.line("holder", Plain.text(facts.holderName()));
    page.line("issuer", Plain.text(facts.issuerName()) + "  " + facts.issuer().value());
    page.line("issued", facts.issueDate().toString());
    page.line(
        "period",
        facts.validFrom()
            + " – "
            + facts.validUntil().map(Object::toString).orElseGet(() -> page.say("no-end")));
  }

  private void seals(Report report) {
    for (SignatureSummary signature : report.signatures()) {
      boolean passed =
          report.findings().stream()
              .filter(f -> f.subject().equals(signature.id()))
              .allMatch(f -> f instanceof Finding.Passed);
      String name =
          signature
              .seal()
              .map(seal -> Plain.text(seal.name() + "  " + seal.vendor() + " " + seal.id()))
              .orElseGet(() -> page.say("seal-not-read"));
      page.line("seal", name + "  " + (passed ? paint.good("✓") : paint.open("?")));
    }
  }

  private void checks(Report report) {
    for (Finding finding : report.findings()) {
      String subject = finding.subject().isEmpty() ? "" : Plain.text(finding.subject()) + "  ";
      out.println(
          "  "
              + mark(finding)
              + " "
              + page.words(t -> t.report().check(finding.check()))
              + "  "
              + paint.faint(
                  subject
                      + finding.check().clause()
                      + finding.code().map(reason -> "  " + reason).orElse("")));
    }
  }

  private String mark(Finding finding) {
    return switch (finding) {
      case Finding.Passed _ -> paint.good("✓");
      case Finding.Failed _ -> paint.bad("✗");
      case Finding.Unknown _ -> paint.open("?");
    };
  }
}
