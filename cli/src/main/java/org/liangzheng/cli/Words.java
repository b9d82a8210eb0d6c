package org.liangzheng.cli;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;

/** The command line's own words in one language. */
final class Words {
  static final Words ZH = new Words(Locale.CHINESE);
  static final Words EN = new Words(Locale.ENGLISH);

  private final Locale locale;
  private final ResourceBundle bundle;

  private Words(Locale locale) {
    this.locale = locale;
    this.bundle =
        ResourceBundle.getBundle(
            "org.liangzheng.cli.messages",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /** A text, with {@code {0}} and so on filled in; apostrophes are doubled in the bundle. */
  String text(String key, Object... arguments) {
    return new MessageFormat(bundle.getString(key), locale).format(arguments);
  }

  /** Keys of all texts, for the test that both languages have the same. */
  Set<String> keys() {
    return bundle.keySet();
  }
}
