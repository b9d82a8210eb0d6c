package org.liangzheng.verifier.text;

import java.util.Locale;
import java.util.ResourceBundle;

/**
 * The sentences of one package in one language: its bundle {@code messages_zh.properties} or {@code
 * messages_en.properties}, never another language in place of a missing one.
 */
public final class Sentences {
  private static final ResourceBundle.Control EXACT =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private final ResourceBundle messages;

  private Sentences(ResourceBundle messages) {
    this.messages = messages;
  }

  /**
   * Of the package of a class: Chinese for {@code zh}, English for every other locale.
   *
   * @throws java.util.MissingResourceException if the package has no such bundle
   */
  public static Sentences of(Class<?> owner, Locale locale) {
    Locale known =
        locale.getLanguage().equals(Locale.CHINESE.getLanguage()) ? Locale.CHINESE : Locale.ENGLISH;
    return new Sentences(
        ResourceBundle.getBundle(
            owner.getPackageName() + ".messages", known, owner.getClassLoader(), EXACT));
  }

  /**
   * @throws java.util.MissingResourceException if there is none: a defect that a test finds
   */
  public String say(String key) {
    return messages.getString(key);
  }

  /** Whether there is one. */
  public boolean has(String key) {
    return messages.containsKey(key);
  }
}
