package org.liangzheng.api.web.page;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which compressed forms a browser takes (RFC 9110 §12.5.3). */
final class Encodings {
  /** A weight above nothing; RFC 9110 §12.4.2. */
  private static final Pattern TAKEN =
      Pattern.compile("q=(?:1(?:\\.0{0,3})?|0\\.(?=\\d*[1-9])\\d{1,3})");

  private Encodings() {}

  /**
   * Whether a form is named, and not with the weight 0.
   *
   * @param header {@code Accept-Encoding}; null without one
   * @param encoding {@code br} or {@code gzip}
   */
  static boolean accepts(@Nullable String header, String encoding) {
    return header != null
        && Arrays.stream(header.toLowerCase(Locale.ROOT).split(","))
            .map(one -> one.replace(" ", "").replace("\t", ""))
            .anyMatch(one ->
                one.equals(encoding)
                    || (one.startsWith(encoding + ";")
                        && TAKEN.matcher(one.substring(encoding.length() + 1)).matches()));
  }
}
