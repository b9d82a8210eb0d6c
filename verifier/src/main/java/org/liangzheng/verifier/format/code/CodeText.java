package org.liangzheng.verifier.format.code;

import java.util.Locale;
import java.util.ResourceBundle;

/** Sentences for the answers about presentation codes, in Chinese and English. */
public final class CodeText {
  private static final String BUNDLE = "org.liangzheng.verifier.format.code.messages";

  private final ResourceBundle messages;

  private CodeText(ResourceBundle messages) {
    this.messages = messages;
  }

  /** Texts in Chinese for {@code zh}, in English for every other locale. */
  public static CodeText in(Locale locale) {
    Locale known =
        locale.getLanguage().equals(Locale.CHINESE.getLanguage()) ? Locale.CHINESE : Locale.ENGLISH;
    return new CodeText(
        ResourceBundle.getBundle(
            BUNDLE,
            known,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
  }

  /** Why it is not checked. */
  public String sentence(CodeFault fault) {
    return messages.getString("refused." + fault);
  }

  /** What to do next. */
  public String next(CodeFault fault) {
    return messages.getString("next." + fault);
  }

  /** The words for an answer without verdict: 未核验. */
  public String notChecked() {
    return messages.getString("not-checked");
  }

  /** What a VALID offline code means, and that its single use was not checked. */
  public String valid() {
    return messages.getString("valid");
  }

  /** What to do with a VALID offline code. */
  public String validNext() {
    return messages.getString("next.valid");
  }
}
