package org.liangzheng.hsm;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** Sentences for people, in Chinese and English, for every code and notice. */
public final class CustodyMessages {
  private static final String BUNDLE = "org.liangzheng.hsm.messages";

  private final Locale locale;
  private final ResourceBundle bundle;

  private CustodyMessages(Locale locale) {
    this.locale = locale;
    this.bundle =
        ResourceBundle.getBundle(
            BUNDLE,
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /** Chinese for a Chinese locale, English for every other. */
  public static CustodyMessages in(Locale locale) {
    boolean chinese = locale.getLanguage().equals(Locale.CHINESE.getLanguage());
    return new CustodyMessages(chinese ? Locale.CHINESE : Locale.ENGLISH);
  }

  /** What happened. */
  public String sentence(CustodyException failure) {
    return text(failure.code().code() + ".sentence", failure.about());
  }

  /** What to do next. */
  public String nextStep(CustodyException failure) {
    return text(failure.code().code() + ".next", failure.about());
  }

  /**
   * A notice about a vault.
   *
   * @param vault its name
   */
  public String notice(VaultNotice notice, String vault) {
    return text(notice.code(), vault);
  }

  private String text(String key, String about) {
    return new MessageFormat(bundle.getString(key), locale).format(new Object[] {about});
  }
}
