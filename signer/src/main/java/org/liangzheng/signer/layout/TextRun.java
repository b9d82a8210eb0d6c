package org.liangzheng.signer.layout;

import org.liangzheng.signer.font.FontFile;

/** Characters of one font on one line. */
public final class TextRun implements Mark {
  private final FontFile font;
  private final double size;
  private final Colour colour;
  private final double x;
  private final double baseline;
  private final int[] points;
  private final double[] advances;

  TextRun(
      FontFile font,
      double size,
      Colour colour,
      double x,
      double baseline,
      int[] points,
      double[] advances) {
    this.font = font;
    this.size = size;
    this.colour = colour;
    this.x = x;
    this.baseline = baseline;
    this.points = points;
    this.advances = advances;
  }

  public FontFile font() {
    return font;
  }

  /** Em size, millimetres. */
  public double size() {
    return size;
  }

  public Colour colour() {
    return colour;
  }

  /** Left edge of the first character, millimetres from the left of the page. */
  public double x() {
    return x;
  }

  /** Baseline, millimetres from the top of the page. */
  public double baseline() {
    return baseline;
  }

  /** Number of characters. */
  public int length() {
    return points.length;
  }

  /** The i-th code point. */
  public int point(int i) {
    return points[i];
  }

  /** Distance from the i-th character's left edge to the next one's, millimetres. */
  public double advance(int i) {
    return advances[i];
  }

  /** Width of all advances, millimetres. */
  public double width() {
    double width = 0;
    for (double advance : advances) {
      width += advance;
    }
    return width;
  }

  public String text() {
    return new String(points, 0, points.length);
  }

  /** Font and length only: the text may be personal data. */
  @Override
  public String toString() {
    return "TextRun[" + font + ", " + points.length + "]";
  }
}
