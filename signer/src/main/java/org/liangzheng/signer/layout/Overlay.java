package org.liangzheng.signer.layout;

import java.util.List;

/**
 * Text added to a face for one occasion, such as the word 副本 or the annotations of a copy. It is
 * drawn above everything, and set like the layout's own text: what does not fit is an error.
 */
public record Overlay(List<Line> lines) {
  private static final Overlay NONE = new Overlay(List.of());

  public Overlay {
    lines = List.copyOf(lines);
  }

  /**
   * One text.
   *
   * @param page number from 0
   * @param name for errors
   */
  public record Line(int page, String name, String text, Box box, TextStyle style) {}

  public static Overlay none() {
    return NONE;
  }
}
