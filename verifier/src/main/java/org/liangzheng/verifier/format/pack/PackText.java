package org.liangzheng.verifier.format.pack;

import java.util.Locale;
import org.liangzheng.verifier.text.Sentences;

/** Sentences for refused packs, in Chinese and English. */
public final class PackText {
  private final Sentences sentences;

  private PackText(Sentences sentences) {
    this.sentences = sentences;
  }

  /** Texts in Chinese for {@code zh}, in English for every other locale. */
  public static PackText in(Locale locale) {
    return new PackText(Sentences.of(PackText.class, locale));
  }

  /** Why the pack is refused. */
  public String sentence(PackFault fault) {
    return sentences.say("refused." + fault);
  }

  /** What to do next. */
  public String next(PackFault fault) {
    return sentences.say("next." + fault);
  }
}
