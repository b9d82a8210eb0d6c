package org.liangzheng.signer.text;

import java.text.MessageFormat;
import java.util.Locale;
import org.liangzheng.verifier.text.Sentences;

/**
 * What the sentences of a package say of refusals: {@code refused.CODE} what happened, {@code
 * next.CODE} what to do next.
 */
public final class RefusalText {
  private final Sentences sentences;
  private final Locale locale;

  private RefusalText(Sentences sentences, Locale locale) {
    this.sentences = sentences;
    this.locale = locale;
  }

  /** Of the package of a class: Chinese for a Chinese locale, English for every other. */
  public static RefusalText in(Class<?> owner, Locale asked) {
    boolean chinese = asked.getLanguage().equals(Locale.CHINESE.getLanguage());
    return new RefusalText(Sentences.of(owner, asked), chinese ? Locale.CHINESE : Locale.ENGLISH);
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
    String text = sentences.say(key);
    return about.length == 0 ? text : new MessageFormat(text, locale).format(about);
  }
}
