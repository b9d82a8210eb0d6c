package org.liangzheng.signer.stamp;

import java.util.Locale;
import org.liangzheng.signer.text.RefusalText;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.ReportText;

/** Sentences for every refusal, in Chinese and English. */
public final class StampMessages {
  private final RefusalText text;
  private final ReportText faults;

  private StampMessages(Locale locale) {
    this.text = RefusalText.in(StampMessages.class, locale);
    this.faults = ReportText.in(locale);
  }

  /** Chinese for a Chinese locale, English for every other. */
  public static StampMessages in(Locale locale) {
    return new StampMessages(locale);
  }

  /** Why the document was not stamped. */
  public String sentence(StampRefusedException refused) {
    String sentence = text.sentence(refused.rule());
    return refused
        .fault()
        .map(fault -> sentence + " " + faults.reason(Reason.valueOf(fault.name())))
        .orElse(sentence);
  }

  /** What to do next. */
  public String nextStep(StampRefusedException refused) {
    return text.nextStep(refused.rule());
  }
}
