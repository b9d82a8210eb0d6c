package org.liangzheng.verifier.report;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** Sentences for reports, in Chinese and English. Codes stay the data; these only explain them. */
public final class ReportText {
  private static final String BUNDLE = "org.liangzheng.verifier.report.messages";

  private final ResourceBundle messages;

  private ReportText(ResourceBundle messages) {
    this.messages = messages;
  }

  /** Texts in Chinese for {@code zh}, in English for every other locale. */
  public static ReportText in(Locale locale) {
    Locale known =
        locale.getLanguage().equals(Locale.CHINESE.getLanguage()) ? Locale.CHINESE : Locale.ENGLISH;
    return new ReportText(
        ResourceBundle.getBundle(
            BUNDLE,
            known,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
  }

  /** One word for the verdict. */
  public String verdict(Verdict verdict) {
    return messages.getString("verdict." + verdict);
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
      return messages.getString("meaning.VALID." + what);
    }
    // Without all the evidence nothing is called genuine, however sure it is that it has ended.
    return messages.getString(
        "meaning." + report.verdict() + (report.isGenuine() ? ".genuine" : ""));
  }

  /** What a reason says, in a sentence. */
  public String reason(Reason reason) {
    return messages.getString("reason." + reason);
  }

  /** What to do next. */
  public String next(Report report) {
    List<Reason> reasons = report.reasons();
    String ofReason = reasons.isEmpty() ? "" : "next." + reasons.getFirst();
    return messages.containsKey(ofReason)
        ? messages.getString(ofReason)
        : messages.getString("next." + report.verdict());
  }

  /** Name of a check. */
  public String check(CheckId check) {
    return messages.getString("check." + check);
  }
}
