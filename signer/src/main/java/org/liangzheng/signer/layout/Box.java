package org.liangzheng.signer.layout;

/** A rectangle on a page, millimetres from its upper left corner. */
public record Box(double x, double y, double width, double height) {
  public double right() {
    return x + width;
  }

  public double bottom() {
    return y + height;
  }

  boolean within(double pageWidth, double pageHeight) {
    return x >= 0 && y >= 0 && right() <= pageWidth + 1e-9 && bottom() <= pageHeight + 1e-9;
  }
}
