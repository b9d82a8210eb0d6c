package org.liangzheng.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.check.log.LogFinding;
import org.liangzheng.verifier.check.log.LogReport;
import org.liangzheng.verifier.format.log.Checkpoint;
import org.liangzheng.verifier.format.log.LogFault;
import org.liangzheng.verifier.format.log.LogText;
import org.liangzheng.verifier.report.ReportText;
import org.liangzheng.verifier.report.Verdict;
import tools.jackson.databind.json.JsonMapper;

/** What was found of a log, for people or as one line of JSON. */
final class LogPrinter {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LABELS = 26;
  private static final int PLACES = 10;

  /** One language's texts. */
  private record Tongue(ReportText report, LogText log, Words words) {}

  private static final Tongue ZH =
      new Tongue(ReportText.in(Locale.CHINESE), LogText.in(Locale.CHINESE), Words.ZH);
  private static final Tongue EN =
      new Tongue(ReportText.in(Locale.ENGLISH), LogText.in(Locale.ENGLISH), Words.EN);

  private final PrintWriter out;
  private final Paint paint;
  private final List<Tongue> tongues;
  private final boolean json;

  LogPrinter(PrintWriter out, Paint paint, Optional<VerifyCommand.Lang> lang, boolean json) {
    this.out = out;
    this.paint = paint;
    this.json = json;
    this.tongues =
        lang.map(l -> l == VerifyCommand.Lang.zh ? List.of(ZH) : List.of(EN))
            .orElseGet(() -> List.of(ZH, EN));
  }

  void print(String source, LogReport report, Optional<Checkpoint> seen) {
    if (json) {
      out.println(JSON.writeValueAsString(map(source, report, seen)));
    } else {
      text(source, report, seen);
    }
  }

  private static Map<String, @Nullable Object> map(
      String source, LogReport report, Optional<Checkpoint> seen) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("log", source);
    map.put("verdict", report.verdict().name());
    map.put("checkpoint", report.checkpoint().map(LogPrinter::map).orElse(null));
    map.put("signed", report.signed());
    map.put("seen", seen.map(LogPrinter::map).orElse(null));
    map.put("entries", report.entries().isPresent() ? report.entries().getAsLong() : null);
    map.put("waiting", report.waiting());
    map.put("rows", report.rows().isPresent() ? report.rows().getAsLong() : null);
    Map<String, Long> counts = new LinkedHashMap<>();
    for (LogFault fault : LogFault.values()) {
      Optional.ofNullable(report.counts().get(fault))
          .ifPresent(count -> counts.put(fault.name(), count));
    }
    map.put("faults", counts);
    map.put("findings", report.findings().stream().map(LogPrinter::map).toList());
    return map;
  }

  private static Map<String, Object> map(Checkpoint checkpoint) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("origin", checkpoint.origin());
    map.put("size", checkpoint.size());
    map.put("root", checkpoint.root().toBase64());
    return map;
  }

  private static Map<String, Object> map(LogFinding finding) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("code", finding.fault().name());
    finding.position().ifPresent(position -> map.put("position", position));
    finding.licence().ifPresent(licence -> map.put("licence", licence.toString()));
    finding.version().ifPresent(version -> map.put("version", version));
    return map;
  }

  private void text(String source, LogReport report, Optional<Checkpoint> seen) {
    out.println(
        paint.verdict(report.verdict(), words(t -> t.report().verdict(report.verdict())))
            + "   "
            + paint.bold(Plain.text(source)));
    texts(t -> t.words().text("log-" + report.verdict().name().toLowerCase(Locale.ROOT)))
        .forEach(sentence -> out.println("  " + sentence));
    for (LogFault fault : LogFault.values()) {
      Optional.ofNullable(report.counts().get(fault))
          .ifPresent(count -> fault(fault, count, report.findings()));
    }
    out.println();
    report
        .checkpoint()
        .ifPresent(checkpoint -> {
          line("log", Plain.text(checkpoint.origin()) + "   " + size(checkpoint));
          line(
              "checkpoint",
              words(t -> t.words().text(report.signed() ? "log-signed" : "log-not-signed")));
        });
    line(
        "entries",
        report.entries().isPresent()
            ? words(
                t -> t.words().text("log-entries", report.entries().getAsLong(), report.waiting()))
            : words(t -> t.words().text("log-hashes")));
    line(
        "register",
        report.rows().isPresent()
            ? words(t -> t.words().text("log-rows", report.rows().getAsLong()))
            : words(t -> t.words().text("log-no-rows")));
    line("seen", seen.map(this::size).orElseGet(() -> words(t -> t.words().text("log-seen-none"))));
    out.println();
  }

  private String size(Checkpoint checkpoint) {
    return words(t -> t.words().text("log-size", checkpoint.size()));
  }

  private void fault(LogFault fault, long count, List<LogFinding> findings) {
    boolean bad = LogReport.weight(fault) != Verdict.UNKNOWN;
    String mark = bad ? paint.bad("✗") : paint.open("?");
    List<String> sentences = texts(t -> t.log().sentence(fault));
    out.println();
    out.println("  " + mark + " " + sentences.getFirst());
    sentences.stream().skip(1).forEach(s -> out.println("    " + paint.faint(s)));
    out.println("    " + paint.faint(fault.name() + " × " + count));
    List<LogFinding> placed =
        findings.stream()
            .filter(finding -> finding.fault() == fault)
            .filter(finding -> finding.position().isPresent() || finding.licence().isPresent())
            .toList();
    placed.stream().limit(PLACES).forEach(finding -> out.println("      " + place(finding)));
    if (placed.size() > 0 && count > Math.min(placed.size(), PLACES)) {
      long more = count - Math.min(placed.size(), PLACES);
      out.println("      " + words(t -> t.words().text("log-more", more)));
    }
    out.println("  → " + String.join("\n    ", texts(t -> t.log().next(fault))));
  }

  private String place(LogFinding finding) {
    return finding
        .licence()
        .map(licence ->
            words(t ->
                finding.version().isPresent()
                    ? t.words().text("log-row", licence.toString(), finding.version().getAsInt())
                    : t.words().text("log-foreign", licence.toString())))
        .orElseGet(() -> words(t -> t.words().text("log-place", finding.position().orElse(-1))));
  }

  private interface Text extends Function<Tongue, String> {}

  private List<String> texts(Text text) {
    return tongues.stream().map(text).toList();
  }

  private String words(Text text) {
    return String.join(" ", texts(text));
  }

  private void line(String label, String value) {
    out.println(
        "  "
            + paint.faint(Plain.pad(words(t -> t.words().text("label." + label)), LABELS))
            + value);
  }
}
