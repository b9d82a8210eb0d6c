package org.liangzheng.signer.layout;

import java.awt.Shape;
import java.util.Optional;
import org.liangzheng.verifier.crypto.ByteString;

/** One thing on a page. What is the same on each licence comes first, below the rest. */
public sealed interface LayoutItem {

  /** Where it stands in the layout's JSON, a JSON pointer; for messages. */
  String path();

  /** The same on each licence. */
  sealed interface Fixed extends LayoutItem {}

  /** Vector artwork in page millimetres, non-zero winding. */
  record Artwork(String path, Shape shape, Optional<Colour> fill, Optional<Pen> pen)
      implements Fixed {}

  /** Text that is part of the form. */
  record Lettering(String path, String text, Box box, TextStyle style) implements Fixed {}

  /** A picture that is part of the form, PNG or JPEG. */
  record FixedPicture(String path, ByteString data, Box box) implements Fixed {}

  /**
   * Text of the licence.
   *
   * @param name name of the value: {@code data.…} or {@code licence.…}
   * @param form how a value is written
   * @param join between several values
   * @param before written before the text, unless there is no value
   * @param after written after it
   * @param required whether drawing without a value is an error
   */
  record TextField(
      String path,
      String name,
      Box box,
      TextStyle style,
      ValueForm form,
      String join,
      String before,
      String after,
      boolean required)
      implements LayoutItem {}

  /** A picture of the licence, such as a portrait; fills the box, cut evenly where it is larger. */
  record PictureField(String path, String name, Box box, boolean required) implements LayoutItem {}

  /**
   * A QR code (ISO/IEC 18004) with its quiet zone of 4 modules inside the box.
   *
   * @param level error correction: L, M, Q or H
   */
  record CodeField(
      String path, String name, Box box, CodeLevel level, Colour colour, boolean required)
      implements LayoutItem {}

  /**
   * Room for a seal; the seal's picture keeps its own size and stands in the middle.
   *
   * @param role which authority's: {@code issuer}, or what a later act calls it
   */
  record SealPlace(String path, String name, String role, Box box) implements LayoutItem {}

  /** Error correction of a QR code. */
  enum CodeLevel {
    L,
    M,
    Q,
    H
  }

  /** How a value is written. */
  enum ValueForm {
    /** As it is. */
    TEXT,
    /** An ISO date, {@code 2026-11-02}, as 2026年11月2日. */
    DATE
  }
}
