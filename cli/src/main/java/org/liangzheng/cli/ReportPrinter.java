package org.liangzheng.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.format.pack.PackAge;
import org.liangzheng.verifier.report.Finding;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.ReportText;
import org.liangzheng.verifier.report.SignatureSummary;
import org.liangzheng.verifier.report.Verdict;

/** A report for people: the verdict, why, what the licence says, what to do. */
final class ReportPrinter {
  private static final int LABELS = 18;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(AsOf.LEGAL_ZONE);

  /** One language's texts. */
  private record Tongue(ReportText report, Words words) {}

  private static final Tongue ZH = new Tongue(ReportText.in(Locale.CHINESE), Words.ZH);
  private static final Tongue EN = new Tongue(ReportText.in(Locale.ENGLISH), Words.EN);

  private final PrintWriter out;
  private final Paint paint;
  private final List<Tongue> tongues;

  ReportPrinter(PrintWriter out, Paint paint, Optional<VerifyCommand.Lang> lang) {
    this.out = out;
    this.paint = paint;
    this.tongues =
        lang.map(l -> l == VerifyCommand.Lang.zh ? List.of(ZH) : List.of(EN))
            .orElseGet(() -> List.of(ZH, EN));
  }

  void print(Path file, Report report, boolean verbose) {
    String verdict = words(t -> t.report().verdict(report.verdict()));
    out.println(
        paint.verdict(report.verdict(), verdict) + "   " + paint.bold(Plain.text(file.toString())));
    sentences(t -> t.report().meaning(report));
    if (report.reasons().size() > 0) {
      out.println();
      reasons(report);
    }
    out.println();
    report.licence().ifPresent(facts -> licence(facts, report));
    seals(report);
    if (report.verdict() != Verdict.UNREADABLE) {
      report.evidence().ifPresent(age -> evidence(age, report));
    }
    if (!report.uncovered().isEmpty()) {
      line("uncovered", Plain.text(String.join(" ", report.uncovered())));
    }
    if (verbose) {
      out.println();
      checks(report);
    }
    if (verbose || report.verdict() != Verdict.UNREADABLE) {
      out.println();
    }
    out.print("  → ");
    out.println(String.join("\n    ", texts(t -> t.report().next(report))));
    out.println();
  }

  /** How many files got which verdict. */
  void total(Map<Verdict, Integer> counts) {
    List<String> parts = new ArrayList<>();
    counts.forEach((verdict, count) ->
        parts.add(paint.verdict(verdict, words(t -> t.report().verdict(verdict))) + " " + count));
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    out.println(
        paint.bold(words(t -> t.words().text("total", all))) + "   " + String.join(" · ", parts));
  }

  /** Each reason once, with the clause of the first check that gave it. */
  private void reasons(Report report) {
    Set<Reason> said = new HashSet<>();
    for (Finding finding : report.findings()) {
      if (finding.why().isEmpty() || !said.add(finding.why().get())) {
        continue;
      }
      Reason reason = finding.why().get();
      List<String> sentences = texts(t -> t.report().reason(reason));
      out.println("  " + mark(finding) + " " + sentences.getFirst());
      sentences.stream().skip(1).forEach(s -> out.println("    " + paint.faint(s)));
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
      sentences(t -> t.words().text("unproven"));
    }
    line("licence", Plain.text(facts.typeName()));
    line("number", Plain.text(facts.number()));
    line("holder", Plain.text(facts.holderName()));
    line("issuer", Plain.text(facts.issuerName()) + "  " + facts.issuer().value());
    line("issued", facts.issueDate().toString());
    line(
        "period",
        facts.validFrom()
            + " – "
            + facts
                .validUntil()
                .map(Object::toString)
                .orElseGet(() -> words(t -> t.words().text("no-end"))));
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
              .orElseGet(() -> words(t -> t.words().text("seal-not-read")));
      line("seal", name + "  " + (passed ? paint.good("✓") : paint.open("?")));
    }
  }

  private void evidence(PackAge age, Report report) {
    Duration old = age.at(report.instant());
    List<String> texts =
        texts(t -> t.words().text("pack-age", TIME.format(age.issuedAt()), old(old, t)));
    line("pack", texts.getFirst());
    texts.stream().skip(1).forEach(s -> out.println(" ".repeat(LABELS + 2) + paint.faint(s)));
  }

  private static String old(Duration age, Tongue tongue) {
    return tongue.words().text("age", age.toDays(), age.toHoursPart(), age.toMinutesPart());
  }

  private void checks(Report report) {
    for (Finding finding : report.findings()) {
      String subject = finding.subject().isEmpty() ? "" : Plain.text(finding.subject()) + "  ";
      out.println(
          "  "
              + mark(finding)
              + " "
              + words(t -> t.report().check(finding.check()))
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

  private interface Text {
    String in(Tongue tongue);
  }

  private List<String> texts(Text text) {
    return tongues.stream().map(text::in).toList();
  }

  private String words(Text text) {
    return String.join(" ", texts(text));
  }

  private void sentences(Text text) {
    texts(text).forEach(sentence -> out.println("  " + sentence));
  }

  private void line(String label, String value) {
    out.println(
        "  "
            + paint.faint(Plain.pad(words(t -> t.words().text("label." + label)), LABELS))
            + value);
  }
}
