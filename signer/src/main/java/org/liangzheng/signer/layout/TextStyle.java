package org.liangzheng.signer.layout;

/**
 * How text stands in its box.
 *
 * @param font id of a font chain of the layout
 * @param size em size in millimetres
 * @param least smallest size it may shrink to, in millimetres; equal to {@code size} if never
 * @param wrap whether it may take several lines
 * @param leading distance of baselines, in em
 * @param spacing added after each character but the last of a line, in em
 */
public record TextStyle(
    String font,
    double size,
    double least,
    Across across,
    Down down,
    boolean wrap,
    double leading,
    double spacing,
    Colour colour) {
  /** Place of a line between left and right. */
  public enum Across {
    START,
    CENTRE,
    END,
    /** A line fills the box; room is shared out between its characters. */
    SPREAD
  }

  /** Place of the lines between top and bottom. */
  public enum Down {
    TOP,
    MIDDLE,
    BOTTOM
  }
}
