package org.liangzheng.verifier.format.status;

import java.util.Locale;
import org.liangzheng.verifier.text.Sentences;

/** Sentences for refused status lists, in Chinese and English. */
public final class StatusListText {
  private final Sentences sentences;

  private StatusListText(Sentences sentences) {
    this.sentences = sentences;
  }

  /** Texts in Chinese for {@code zh}, in English for every other locale. */
  public static StatusListText in(Locale locale) {
    return new StatusListText(Sentences.of(StatusListText.class, locale));
  }

  /** Why the list is refused. */
  public String sentence(StatusListFault fault) {
    return sentences.say("refused." + fault);
  }

  /** What to do next. */
  public String next(StatusListFault fault) {
    return sentences.say("next." + fault);
  }
}
