package org.liangzheng.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.check.CodeResult;
import org.liangzheng.verifier.format.code.CodeText;
import org.liangzheng.verifier.format.code.SceneValue;
import org.liangzheng.verifier.format.pack.PackAge;
import org.liangzheng.verifier.report.ReportText;
import org.liangzheng.verifier.report.Verdict;
import tools.jackson.databind.json.JsonMapper;

/** The answer about a presentation code, for people or as one line of JSON. */
final class CodePrinter {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LABELS = 18;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(AsOf.LEGAL_ZONE);

  /** One language's texts. */
  private record Tongue(ReportText report, CodeText code, Words words) {}

  private static final Tongue ZH =
      new Tongue(ReportText.in(Locale.CHINESE), CodeText.in(Locale.CHINESE), Words.ZH);
  private static final Tongue EN =
      new Tongue(ReportText.in(Locale.ENGLISH), CodeText.in(Locale.ENGLISH), Words.EN);

  private final PrintWriter out;
  private final Paint paint;
  private final List<Tongue> tongues;
  private final boolean json;

  CodePrinter(PrintWriter out, Paint paint, Optional<VerifyCommand.Lang> lang, boolean json) {
    this.out = out;
    this.paint = paint;
    this.json = json;
    this.tongues =
        lang.map(l -> l == VerifyCommand.Lang.zh ? List.of(ZH) : List.of(EN))
            .orElseGet(() -> List.of(ZH, EN));
  }

  /** The code itself is never repeated: whoever reads the output could show it. */
  void print(CodeResult result) {
    if (json) {
      out.println(JSON.writeValueAsString(map(result)));
    } else {
      text(result);
    }
    out.flush();
  }

  private static Map<String, @Nullable Object> map(CodeResult result) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("type", "presentation-code");
    switch (result) {
      case CodeResult.Valid valid -> {
        map.put("checked", true);
        map.put("verdict", Verdict.VALID.name());
        map.put("singleUse", "NOT_CHECKED");
        map.put("scene", valid.claims().scene());
        map.put("id", valid.claims().id().toHex());
        map.put("madeAt", valid.claims().issuedAt().toString());
        map.put("expiresAt", valid.claims().expiresAt().toString());
        Map<String, Object> fields = new LinkedHashMap<>();
        valid
            .fields()
            .values()
            .forEach((name, value) ->
                fields.put(
                    name,
                    switch (value) {
                      case SceneValue.Text text -> text.text();
                      case SceneValue.YesNo yesNo -> yesNo.yes();
                    }));
        map.put("fields", fields);
      }
      case CodeResult.NotChecked not -> {
        map.put("checked", false);
        map.put("verdict", null);
        map.put("reason", not.fault().name());
      }
    }
    result
        .evidence()
        .ifPresent(age -> {
          Map<String, Object> pack = new LinkedHashMap<>();
          pack.put("issuedAt", age.issuedAt().toString());
          pack.put("ageSeconds", age.at(result.instant()).toSeconds());
          map.put("pack", pack);
        });
    return map;
  }

  private void text(CodeResult result) {
    switch (result) {
      case CodeResult.Valid valid -> {
        out.println(
            paint.verdict(Verdict.VALID, words(t -> t.report().verdict(Verdict.VALID)))
                + "   "
                + paint.bold(words(t -> t.words().text("code"))));
        texts(t -> t.code().valid()).forEach(s -> out.println("  " + s));
        out.println();
        line("scene", valid.claims().scene());
        line("made", TIME.format(valid.claims().issuedAt()));
        valid
            .fields()
            .values()
            .forEach((name, value) ->
                row(
                    name,
                    switch (value) {
                      case SceneValue.Text text -> Plain.text(text.text());
                      case SceneValue.YesNo yesNo ->
                          words(t -> t.words().text(yesNo.yes() ? "yes" : "no"));
                    }));
        result.evidence().ifPresent(age -> pack(age, result));
        next(texts(t -> t.code().validNext()));
      }
      case CodeResult.NotChecked not -> {
        out.println(
            paint.open(words(t -> t.code().notChecked()))
                + "   "
                + paint.bold(words(t -> t.words().text("code"))));
        texts(t -> t.code().sentence(not.fault())).forEach(s -> out.println("  " + s));
        out.println("  " + paint.faint(not.fault().name()));
        out.println();
        result.evidence().ifPresent(age -> pack(age, result));
        next(texts(t -> t.code().next(not.fault())));
      }
    }
  }

  private void pack(PackAge age, CodeResult result) {
    Duration old = age.at(result.instant());
    List<String> said =
        texts(t ->
            t.words()
                .text(
                    "pack-age",
                    TIME.format(age.issuedAt()),
                    t.words().text("age", old.toDays(), old.toHoursPart(), old.toMinutesPart())));
    line("pack", said.getFirst());
    said.stream().skip(1).forEach(s -> out.println(" ".repeat(LABELS + 2) + paint.faint(s)));
  }

  private void next(List<String> said) {
    out.println();
    out.println("  → " + String.join("\n    ", said));
    out.println();
  }

  private List<String> texts(Function<Tongue, String> text) {
    return tongues.stream().map(text).toList();
  }

  private String words(Function<Tongue, String> text) {
    return String.join(" ", texts(text));
  }

  private void line(String label, String value) {
    row(words(t -> t.words().text("label." + label)), value);
  }

  private void row(String label, String value) {
    out.println("  " + paint.faint(Plain.pad(label, LABELS)) + value);
  }
}
