package org.liangzheng.verifier.format.log;

import java.util.Locale;
import java.util.ResourceBundle;

/** Sentences for what is refused of the log, in Chinese and English. */
public final class LogText {
  private static final String BUNDLE = "org.liangzheng.verifier.format.log.messages";

  private final ResourceBundle messages;

  private LogText(ResourceBundle messages) {
    this.messages = messages;
  }

  /** Texts in Chinese for {@code zh}, in English for every other locale. */
  public static LogText in(Locale locale) {
    Locale known =
        locale.getLanguage().equals(Locale.CHINESE.getLanguage()) ? Locale.CHINESE : Locale.ENGLISH;
    return new LogText(
        ResourceBundle.getBundle(
            BUNDLE,
            known,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
  }

  /** Why it is refused. */
  public String sentence(LogFault fault) {
    return messages.getString("refused." + fault);
  }

  /** What to do next. */
  public String next(LogFault fault) {
    return messages.getString("next." + fault);
  }
}
