package org.liangzheng.cli.demo;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.Set;

/** The demo's words in one language. */
final class DemoWords {
  static final DemoWords ZH = new DemoWords(Locale.CHINESE);
  static final DemoWords EN = new DemoWords(Locale.ENGLISH);

  private final Locale locale;
  private final ResourceBundle bundle;

  private DemoWords(Locale locale) {
    this.locale = locale;
    this.bundle =
        ResourceBundle.getBundle(
            "org.liangzheng.cli.demo.demo",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /** The languages somebody wants: zh, en, or both with Chinese first. */
  static List<DemoWords> of(String language) {
    return switch (language) {
      case "zh" -> List.of(ZH);
      case "en" -> List.of(EN);
      default -> List.of(ZH, EN);
    };
  }

  /**
   * A text, with {@code {0}} and so on filled in; apostrophes are doubled in the bundle.
   *
   * @throws MissingResourceException if there is none
   */
  String text(String key, Object... arguments) {
    return new MessageFormat(bundle.getString(key), locale).format(arguments);
  }

  /** Keys of all texts, for the test that both languages have the same. */
  Set<String> keys() {
    return bundle.keySet();
  }
}
