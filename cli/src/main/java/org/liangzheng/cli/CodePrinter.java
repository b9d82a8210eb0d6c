package org.liangzheng.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.check.CodeResult;
import org.liangzheng.verifier.format.code.CodeText;
import org.liangzheng.verifier.format.code.SceneValue;
import org.liangzheng.verifier.report.Verdict;
import tools.jackson.databind.json.JsonMapper;

/** The answer about a presentation code, for people or as one line of JSON. */
final class CodePrinter {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LABELS = 18;

  private final TextPage page;
  private final boolean json;

  CodePrinter(PrintWriter out, Paint paint, Optional<VerifyCommand.Lang> lang, boolean json) {
    this.page = new TextPage(out, paint, lang, LABELS);
    this.json = json;
  }

  /** The code itself is never repeated: whoever reads the output could show it. */
  void print(CodeResult result) {
    if (json) {
      page.out().println(JSON.writeValueAsString(map(result)));
    } else {
      text(result);
    }
    page.out().flush();
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
    result.evidence().ifPresent(age -> map.put("pack", TextPage.pack(age, result.instant())));
    return map;
  }

  private void text(CodeResult result) {
    switch (result) {
      case CodeResult.Valid valid -> {
        page.head(page.verdict(Verdict.VALID), page.say("code"));
        page.sentences(t -> in(t).valid());
        page.out().println();
        page.line("scene", valid.claims().scene());
        page.line("made", TextPage.SECONDS.format(valid.claims().issuedAt()));
        valid
            .fields()
            .values()
            .forEach((name, value) ->
                page.row(
                    name,
                    switch (value) {
                      case SceneValue.Text text -> Plain.text(text.text());
                      case SceneValue.YesNo yesNo -> page.say(yesNo.yes() ? "yes" : "no");
                    }));
        end(result, t -> in(t).validNext());
      }
      case CodeResult.NotChecked not -> {
        page.head(page.paint().open(page.words(t -> in(t).notChecked())), page.say("code"));
        page.sentences(t -> in(t).sentence(not.fault()));
        page.out().println("  " + page.paint().faint(not.fault().name()));
        page.out().println();
        end(result, t -> in(t).next(not.fault()));
      }
    }
  }

  private static CodeText in(TextPage.Tongue tongue) {
    return CodeText.in(tongue.locale());
  }

  private void end(CodeResult result, Function<TextPage.Tongue, String> next) {
    result.evidence().ifPresent(age -> page.pack(age, result.instant(), TextPage.SECONDS));
    page.out().println();
    page.next(next);
    page.out().println();
  }
}
