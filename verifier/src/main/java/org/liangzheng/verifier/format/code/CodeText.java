package org.liangzheng.verifier.format.code;

import java.util.Locale;
import org.liangzheng.verifier.text.Sentences;

/** Sentences for the answers about presentation codes, in Chinese and English. */
public final class CodeText {
  private final Sentences sentences;

  private CodeText(Sentences sentences) {
    this.sentences = sentences;
  }

  /** Texts in Chinese for {@code zh}, in English for every other locale. */
  public static CodeText in(Locale locale) {
    return new CodeText(Sentences.of(CodeText.class, locale));
  }

  /** Why it is not checked. */
  public String sentence(CodeFault fault) {
    return sentences.say("refused." + fault);
  }

  /** What to do next. */
  public String next(CodeFault fault) {
    return sentences.say("next." + fault);
  }

  /** The words for an answer without verdict: 未核验. */
  public String notChecked() {
    return sentences.say("not-checked");
  }

  /** What a VALID offline code means, and that its single use was not checked. */
  public String valid() {
    return sentences.say("valid");
  }

  /** What to do with a VALID offline code. */
  public String validNext() {
    return sentences.say("next.valid");
  }
}
