package org.liangzheng.verifier.format.ofd.text;

/**
 * One character on a page, in millimetres from the page's upper left corner.
 *
 * @param codePoint the character
 * @param x left end of its baseline
 * @param y its baseline
 * @param width its advance: as written, else judged by its kind
 * @param height its font size
 */
public record TextMark(int codePoint, double x, double y, double width, double height) {
  /** Share of the font size that stands above the baseline; usual for Chinese fonts. */
  static final double ASCENT = 0.86;

  /** Upper edge of the character's box. */
  public double top() {
    return y - ASCENT * height;
  }

  /** Lower edge of the character's box. */
  public double bottom() {
    return y + (1 - ASCENT) * height;
  }

  /** Right edge of the character's box. */
  public double right() {
    return x + width;
  }
}
