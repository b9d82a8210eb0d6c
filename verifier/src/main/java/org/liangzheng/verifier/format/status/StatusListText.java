package org.liangzheng.verifier.format.status;

import java.util.Locale;
import java.util.ResourceBundle;

/** Sentences for refused status lists, in Chinese and English. */
public final class StatusListText {
  private static final String BUNDLE = "org.liangzheng.verifier.format.status.messages";

  private final ResourceBundle messages;

  private StatusListText(ResourceBundle messages) {
    this.messages = messages;
  }

  /** Texts in Chinese for {@code zh}, in English for every other locale. */
  public static StatusListText in(Locale locale) {
    Locale known =
        locale.getLanguage().equals(Locale.CHINESE.getLanguage()) ? Locale.CHINESE : Locale.ENGLISH;
    return new StatusListText(
        ResourceBundle.getBundle(
            BUNDLE,
            known,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
  }

  /** Why the list is refused. */
  public String sentence(StatusListFault fault) {
    return messages.getString("refused." + fault);
  }

  /** What to do next. */
  public String next(StatusListFault fault) {
    return messages.getString("next." + fault);
  }
}
