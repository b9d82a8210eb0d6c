package org.liangzheng.signer.stamp;

import java.util.Locale;
import java.util.ResourceBundle;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.ReportText;

/** Sentences for every refusal, in Chinese and English. */
public final class StampMessages {
  private static final String BUNDLE = "org.liangzheng.signer.stamp.messages";

  private final ResourceBundle bundle;
  private final ReportText faults;

  private StampMessages(Locale locale) {
    this.bundle =
        ResourceBundle.getBundle(
            BUNDLE,
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    this.faults = ReportText.in(locale);
  }

  /** Chinese for a Chinese locale, English for every other. */
  public static StampMessages in(Locale locale) {
    boolean chinese = locale.getLanguage().equals(Locale.CHINESE.getLanguage());
    return new StampMessages(chinese ? Locale.CHINESE : Locale.ENGLISH);
  }

  /** Why the document was not stamped. */
  public String sentence(StampRefusedException refused) {
    String sentence = bundle.getString("refused." + refused.rule());
    return refused
        .fault()
        .map(fault -> sentence + " " + faults.reason(Reason.valueOf(fault.name())))
        .orElse(sentence);
  }

  /** What to do next. */
  public String nextStep(StampRefusedException refused) {
    return bundle.getString("next." + refused.rule());
  }
}
