package org.liangzheng.verifier.format.pack;

import java.util.Locale;
import java.util.ResourceBundle;

/** Sentences for refused packs, in Chinese and English. */
public final class PackText {
  private static final String BUNDLE = "org.liangzheng.verifier.format.pack.messages";

  private final ResourceBundle messages;

  private PackText(ResourceBundle messages) {
    this.messages = messages;
  }

  /** Texts in Chinese for {@code zh}, in English for every other locale. */
  public static PackText in(Locale locale) {
    Locale known =
        locale.getLanguage().equals(Locale.CHINESE.getLanguage()) ? Locale.CHINESE : Locale.ENGLISH;
    return new PackText(
        ResourceBundle.getBundle(
            BUNDLE,
            known,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
  }

  /** Why the pack is refused. */
  public String sentence(PackFault fault) {
    return messages.getString("refused." + fault);
  }

  /** What to do next. */
  public String next(PackFault fault) {
    return messages.getString("next." + fault);
  }
}
