package org.liangzheng.verifier.format.ofd;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code <?xml version="1.0" encoding="UTF-8"?>} (XML 1.0 §2.8), read by its grammar: a looser look
 * could find the word UTF-8 in a declaration of another encoding.
 */
final class XmlDeclaration {
  private static final String SPACE = "[ \\t\\r\\n]";
  private static final Pattern FORM =
      Pattern.compile(
          named("version", "1\\.0")
              + "(?:"
              + named("encoding", "[A-Za-z][A-Za-z0-9._-]*")
              + ")?(?:"
              + named("standalone", "(?:yes|no)")
              + ")?"
              + SPACE
              + "*");
  private static final Pattern UTF_8 = Pattern.compile("utf-?8|(?:us-)?ascii");

  private XmlDeclaration() {}

  /** White space, a name, and its value as a group of that name, in quotes of one kind. */
  private static String named(String name, String value) {
    return String.format(
        Locale.ROOT,
        "%1$s+%2$s%1$s*=%1$s*(?<%2$sQuote>[\"'])(?<%2$s>%3$s)\\k<%2$sQuote>",
        SPACE,
        name,
        value);
  }

  /**
   * Whether a declaration is one of XML 1.0 in UTF-8, by name or by silence.
   *
   * @param inside what stands between {@code <?xml} and {@code ?>}
   */
  static boolean isUtf8(String inside) {
    Matcher form = FORM.matcher(inside);
    if (!form.matches()) {
      return false;
    }
    String encoding = form.group("encoding");
    return encoding == null || UTF_8.matcher(encoding.toLowerCase(Locale.ROOT)).matches();
  }
}
