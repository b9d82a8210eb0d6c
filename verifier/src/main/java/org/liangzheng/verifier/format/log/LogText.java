package org.liangzheng.verifier.format.log;

import java.util.Locale;
import org.liangzheng.verifier.text.Sentences;

/** Sentences for what is refused of the log, in Chinese and English. */
public final class LogText {
  private final Sentences sentences;

  private LogText(Sentences sentences) {
    this.sentences = sentences;
  }

  /** Texts in Chinese for {@code zh}, in English for every other locale. */
  public static LogText in(Locale locale) {
    return new LogText(Sentences.of(LogText.class, locale));
  }

  /** Why it is refused. */
  public String sentence(LogFault fault) {
    return sentences.say("refused." + fault);
  }

  /** What to do next. */
  public String next(LogFault fault) {
    return sentences.say("next." + fault);
  }
}
