package org.liangzheng.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.liangzheng.verifier.format.pack.PackAge;
import org.liangzheng.verifier.report.ReportText;
import org.liangzheng.verifier.report.Verdict;

/** What the answers of this command line look like on a terminal, in one language or in both. */
final class TextPage {
  static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(AsOf.LEGAL_ZONE);
  static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(AsOf.LEGAL_ZONE);

  /** One language's texts. */
  record Tongue(Locale locale, ReportText report, Words words) {
    private static Tongue of(Locale locale, Words words) {
      return new Tongue(locale, ReportText.in(locale), words);
    }
  }

  private static final Tongue ZH = Tongue.of(Locale.CHINESE, Words.ZH);
  private static final Tongue EN = Tongue.of(Locale.ENGLISH, Words.EN);

  private final PrintWriter out;
  private final Paint paint;
  private final List<Tongue> tongues;
  private final int labels;

  /**
   * @param labels columns of the labels before their values
   */
  TextPage(PrintWriter out, Paint paint, Optional<VerifyCommand.Lang> lang, int labels) {
    this.out = out;
    this.paint = paint;
    this.labels = labels;
    this.tongues =
        lang.map(l -> l == VerifyCommand.Lang.zh ? List.of(ZH) : List.of(EN))
            .orElseGet(() -> List.of(ZH, EN));
  }

  PrintWriter out() {
    return out;
  }

  Paint paint() {
    return paint;
  }

  /** A text in each language. */
  List<String> texts(Function<Tongue, String> text) {
    return tongues.stream().map(text).toList();
  }

  /** A text in all languages, on one line. */
  String words(Function<Tongue, String> text) {
    return String.join(" ", texts(text));
  }

  /** One of the command line's own texts in all languages, on one line. */
  String say(String key, Object... arguments) {
    return words(t -> t.words().text(key, arguments));
  }

  /** A verdict in all languages, painted. */
  String verdict(Verdict verdict) {
    return paint.verdict(verdict, words(t -> t.report().verdict(verdict)));
  }

  /** The first line: the answer, and what it is about. */
  void head(String answer, String about) {
    out.println(answer + "   " + paint.bold(about));
  }

  /** A sentence, one line for each language. */
  void sentences(Function<Tongue, String> text) {
    texts(text).forEach(sentence -> out.println("  " + sentence));
  }

  /** What was found, marked; the other language fainter below it. */
  void found(String mark, Function<Tongue, String> text) {
    List<String> said = texts(text);
    out.println("  " + mark + " " + said.getFirst());
    said.stream().skip(1).forEach(sentence -> out.println("    " + paint.faint(sentence)));
  }

  /** A value behind its label. */
  void line(String label, String value) {
    row(say("label." + label), value);
  }

  /** A value behind a label that is not one of ours. */
  void row(String label, String value) {
    out.println("  " + paint.faint(Plain.pad(label, labels)) + value);
  }

  /** Of when the evidence is. */
  void pack(PackAge age, Instant at, DateTimeFormatter time) {
    Duration old = age.at(at);
    List<String> said =
        texts(t ->
            t.words()
                .text(
                    "pack-age",
                    time.format(age.issuedAt()),
                    t.words().text("age", old.toDays(), old.toHoursPart(), old.toMinutesPart())));
    line("pack", said.getFirst());
    said.stream().skip(1).forEach(s -> out.println(" ".repeat(labels + 2) + paint.faint(s)));
  }

  /** The same, in JSON. */
  static Map<String, Object> pack(PackAge age, Instant at) {
    Map<String, Object> pack = new LinkedHashMap<>();
    pack.put("issuedAt", age.issuedAt().toString());
    pack.put("ageSeconds", age.at(at).toSeconds());
    return pack;
  }

  /** What to do next. */
  void next(Function<Tongue, String> text) {
    out.println("  → " + String.join("\n    ", texts(text)));
  }
}
