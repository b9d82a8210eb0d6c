package org.liangzheng.signer.layout;

import java.util.Optional;
import java.util.regex.Pattern;

/** An sRGB colour, each part 0 to 255. */
public record Colour(int red, int green, int blue) {
  public static final Colour BLACK = new Colour(0, 0, 0);
  public static final Colour WHITE = new Colour(255, 255, 255);

  private static final Pattern HEX = Pattern.compile("#[0-9A-F]{6}");

  /** Reads {@code #RRGGBB} in upper case; empty if it is not that. */
  public static Optional<Colour> parse(String text) {
    if (!HEX.matcher(text).matches()) {
      return Optional.empty();
    }
    int value = Integer.parseInt(text, 1, 7, 16);
    return Optional.of(new Colour(value >> 16, value >> 8 & 0xff, value & 0xff));
  }
}
