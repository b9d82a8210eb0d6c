package org.liangzheng.signer.text;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * What a bundle says of refusals: {@code refused.CODE} what happened, {@code next.CODE} what to do
 * next.
 */
public final class RefusalText {
  private final ResourceBundle bundle;
  private final Locale locale;

  private RefusalText(ResourceBundle bundle, Locale locale) {
    this.bundle = bundle;
    this.locale = locale;
  }

  /** Chinese for a Chinese locale, English for every other. */
  public static RefusalText in(String bundle, Locale asked) {
    boolean chinese = asked.getLanguage().equals(Locale.CHINESE.getLanguage());
    Locale locale = chinese ? Locale.CHINESE : Locale.ENGLISH;
    return new RefusalText(
        ResourceBundle.getBundle(
            bundle,
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)),
        locale);
  }

  /** What happened. */
  public String sentence(Enum<?> code, Object... about) {
    return text("refused." + code.name(), about);
  }

  /** What to do next. */
  public String nextStep(Enum<?> code, Object... about) {
    return text("next." + code.name(), about);
  }

  private String text(String key, Object... about) {
    String text = bundle.getString(key);
    return about.length == 0 ? text : new MessageFormat(text, locale).format(about);
  }
}
