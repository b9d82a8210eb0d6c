package org.liangzheng.verifier.report;

import java.util.List;
import java.util.Locale;
import org.liangzheng.verifier.text.Sentences;

/** Sentences for reports, in Chinese and English. Codes stay the data; these only explain them. */
public final class ReportText {
  private final Sentences sentences;

  private ReportText(Sentences sentences) {
    this.sentences = sentences;
  }

  /** Texts in Chinese for {@code zh}, in English for every other locale. */
  public static ReportText in(Locale locale) {
    return new ReportText(Sentences.of(ReportText.class, locale));
  }

  /** One word for the verdict. */
  public String verdict(Verdict verdict) {
    return sentences.say("verdict." + verdict);
  }

  /** What the verdict of this report means, in a sentence. */
  public String meaning(Report report) {
    if (report.verdict() == Verdict.VALID) {
      boolean copy = report.findings().stream().anyMatch(one -> one.check() == CheckId.COPY_FACTS);
      String what =
          report.licence().isPresent()
              ? "licence." + report.level()
              : copy ? "copy." + report.level() : "document";
      if (report.level() == Report.Level.FILE && report.isListedInForce()) {
        what += ".listed";
      }
      return sentences.say("meaning.VALID." + what);
    }
    // Without all the evidence nothing is called genuine, however sure it is that it has ended.
    return sentences.say("meaning." + report.verdict() + (report.isGenuine() ? ".genuine" : ""));
  }

  /** What a reason says, in a sentence. */
  public String reason(Reason reason) {
    return sentences.say("reason." + reason);
  }

  /** What to do next. */
  public String next(Report report) {
    List<Reason> reasons = report.reasons();
    String ofReason = reasons.isEmpty() ? "" : "next." + reasons.getFirst();
    return sentences.has(ofReason)
        ? sentences.say(ofReason)
        : sentences.say("next." + report.verdict());
  }

  /** Name of a check. */
  public String check(CheckId check) {
    return sentences.say("check." + check);
  }
}
