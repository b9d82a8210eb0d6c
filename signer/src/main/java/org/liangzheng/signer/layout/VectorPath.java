package org.liangzheng.signer.layout;

import java.awt.geom.Path2D;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads path data: {@code M x y}, {@code L x y}, {@code Q …}, {@code C …}, {@code Z}. */
final class VectorPath {
  private static final Pattern TOKEN = Pattern.compile("\\s*([MLQCZ]|-?[0-9]{1,4}(?:\\.[0-9]+)?)");

  private final Matcher tokens;
  private final String data;
  private int at;

  private VectorPath(String data) {
    this.data = data;
    this.tokens = TOKEN.matcher(data);
  }

  /** The shape moved by (dx, dy); empty if the data is not in this form. */
  static Optional<Path2D> read(String data, double dx, double dy) {
    try {
      return Optional.of(new VectorPath(data).read(dx, dy));
    } catch (IllegalArgumentException notPath) {
      return Optional.empty();
    }
  }

  private Path2D read(double dx, double dy) {
    Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    boolean open = false;
    while (at < data.length()) {
      String command = next();
      if (!open && !command.equals("M")) {
        throw new IllegalArgumentException("a path begins with M");
      }
      open = true;
      switch (command) {
        case "M" -> path.moveTo(dx + number(), dy + number());
        case "L" -> path.lineTo(dx + number(), dy + number());
        case "Q" -> path.quadTo(dx + number(), dy + number(), dx + number(), dy + number());
        case "C" ->
            path.curveTo(
                dx + number(),
                dy + number(),
                dx + number(),
                dy + number(),
                dx + number(),
                dy + number());
        case "Z" -> {
          path.closePath();
          open = false;
        }
        default -> throw new IllegalArgumentException("a command is expected");
      }
    }
    return path;
  }

  private String next() {
    if (!tokens.find(at) || tokens.start() != at) {
      throw new IllegalArgumentException("not path data");
    }
    at = tokens.end();
    return tokens.group(1);
  }

  private double number() {
    return Double.parseDouble(next());
  }
}
