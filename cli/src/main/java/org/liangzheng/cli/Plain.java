package org.liangzheng.cli;

/** Text from files and names of files, made safe for a terminal. */
final class Plain {
  private Plain() {}

  /**
   * Replaces what a terminal would obey or what would change the order of the characters on it:
   * control, format and unassigned code points, line separators, lone surrogates.
   */
  static String text(String foreign) {
    StringBuilder out = new StringBuilder(foreign.length());
    foreign
        .codePoints()
        .forEach(point ->
            out.appendCodePoint(
                switch (Character.getType(point)) {
                  case Character.CONTROL,
                      Character.FORMAT,
                      Character.SURROGATE,
                      Character.UNASSIGNED,
                      Character.LINE_SEPARATOR,
                      Character.PARAGRAPH_SEPARATOR ->
                      0xfffd;
                  default -> point;
                }));
    return out.toString();
  }

  /** Columns on a terminal: Chinese characters and full-width forms take two. */
  static int width(String text) {
    return text.codePoints().map(point -> isWide(point) ? 2 : 1).sum();
  }

  /** The text and spaces up to a width. */
  static String pad(String text, int columns) {
    return text + " ".repeat(Math.max(1, columns - width(text)));
  }

  private static boolean isWide(int point) {
    return (point >= 0x1100 && point <= 0x115f)
        || (point >= 0x2e80 && point <= 0xa4cf)
        || (point >= 0xac00 && point <= 0xd7a3)
        || (point >= 0xf900 && point <= 0xfaff)
        || (point >= 0xfe30 && point <= 0xfe6f)
        || (point >= 0xff00 && point <= 0xff60)
        || (point >= 0xffe0 && point <= 0xffe6)
        || (point >= 0x1f300 && point <= 0x1faff)
        || (point >= 0x20000 && point <= 0x3fffd);
  }
}
