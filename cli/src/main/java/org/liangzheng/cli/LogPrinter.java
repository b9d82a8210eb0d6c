package org.liangzheng.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.check.log.LogFinding;
import org.liangzheng.verifier.check.log.LogReport;
import org.liangzheng.verifier.format.log.Checkpoint;
import org.liangzheng.verifier.format.log.LogFault;
import org.liangzheng.verifier.format.log.LogText;
import org.liangzheng.verifier.report.Verdict;
import tools.jackson.databind.json.JsonMapper;

/** What was found of a log, for people or as one line of JSON. */
final class LogPrinter {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LABELS = 26;
  private static final int PLACES = 10;

  private final TextPage page;
  private final boolean json;

  LogPrinter(PrintWriter out, Paint paint, Optional<VerifyCommand.Lang> lang, boolean json) {
    this.page = new TextPage(out, paint, lang, LABELS);
    this.json = json;
  }

  void print(String source, LogReport report, Optional<Checkpoint> seen) {
    if (json) {
      page.out().println(JSON.writeValueAsString(map(source, report, seen)));
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
    page.head(page.verdict(report.verdict()), Plain.text(source));
    page.sentences(t -> t.words().text("log-" + report.verdict().name().toLowerCase(Locale.ROOT)));
    for (LogFault fault : LogFault.values()) {
      Optional.ofNullable(report.counts().get(fault))
          .ifPresent(count -> fault(fault, count, report.findings()));
    }
    page.out().println();
    report
        .checkpoint()
        .ifPresent(checkpoint -> {
          page.line("log", Plain.text(checkpoint.origin()) + "   " + size(checkpoint));
          page.line("checkpoint", page.say(report.signed() ? "log-signed" : "log-not-signed"));
        });
    page.line(
        "entries",
        report.entries().isPresent()
            ? page.say("log-entries", report.entries().getAsLong(), report.waiting())
            : page.say("log-hashes"));
    page.line(
        "register",
        report.rows().isPresent()
            ? page.say("log-rows", report.rows().getAsLong())
            : page.say("log-no-rows"));
    page.line("seen", seen.map(this::size).orElseGet(() -> page.say("log-seen-none")));
    page.out().println();
  }

  private String size(Checkpoint checkpoint) {
    return page.say("log-size", checkpoint.size());
  }

  private void fault(LogFault fault, long count, List<LogFinding> findings) {
    boolean bad = LogReport.weight(fault) != Verdict.UNKNOWN;
    String mark = bad ? page.paint().bad("✗") : page.paint().open("?");
    page.out().println();
    page.found(mark, t -> in(t).sentence(fault));
    page.out().println("    " + page.paint().faint(fault.name() + " × " + count));
    List<LogFinding> placed =
        findings.stream()
            .filter(finding -> finding.fault() == fault)
            .filter(finding -> finding.position().isPresent() || finding.licence().isPresent())
            .toList();
    placed.stream().limit(PLACES).forEach(finding -> page.out().println("      " + place(finding)));
    if (placed.size() > 0 && count > Math.min(placed.size(), PLACES)) {
      long more = count - Math.min(placed.size(), PLACES);
      page.out().println("      " + page.say("log-more", more));
    }
    page.next(t -> in(t).next(fault));
  }

  private String place(LogFinding finding) {
    return finding
        .licence()
        .map(licence ->
            page.words(t ->
                finding.version().isPresent()
                    ? t.words().text("log-row", licence.toString(), finding.version().getAsInt())
                    : t.words().text("log-foreign", licence.toString())))
        .orElseGet(() -> page.say("log-place", finding.position().orElse(-1)));
  }

  private static LogText in(TextPage.Tongue tongue) {
    return LogText.in(tongue.locale());
  }
}
