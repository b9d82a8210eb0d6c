package org.liangzheng.signer.layout;

import java.io.Serial;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * The face of a licence cannot be drawn as it is; nothing is ever dropped to make it fit. Holds the
 * name of the field and at most one character, never a value.
 */
public final class FaceRefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /** What is wrong with it. */
  public enum Fault {
    /** Text that does not fit its box at the smallest size. */
    TOO_LONG,
    /**
     * A character that is no text: control and format characters (among them those that turn the
     * direction of reading), private use, unassigned, half of a surrogate pair.
     */
    CHARACTER,
    /** A character that none of the fonts has. */
    GLYPH_MISSING,
    /** The layout asks for a value that is not there. */
    VALUE_MISSING,
    /** A value for which the layout has no place. */
    NO_PLACE,
    /** A value that is not in the form the layout asks for, such as a date. */
    VALUE_FORM,
    /** A picture that is not PNG or JPEG, damaged, or beyond the limits. */
    PICTURE,
    /** A code that is empty, not plain ASCII, or too long to be scanned at its size. */
    CODE,
    /** A seal that is larger than its place, or for which there is no place. */
    SEAL_PLACE
  }

  private final Fault fault;
  private final String field;
  private final int codePoint;

  /**
   * @param field name of the field or place
   */
  public FaceRefusedException(Fault fault, String field) {
    super(fault + ": " + field);
    this.fault = fault;
    this.field = field;
    this.codePoint = -1;
  }

  /** The same for one character. */
  public FaceRefusedException(Fault fault, String field, int codePoint) {
    super(fault + ": " + field + " " + name(codePoint));
    this.fault = fault;
    this.field = field;
    this.codePoint = codePoint;
  }

  /** {@code U+20BB7}. */
  private static String name(int codePoint) {
    return String.format(Locale.ROOT, "U+%04X", codePoint);
  }

  public Fault fault() {
    return fault;
  }

  /** Name of the field, as the layout calls it. */
  public String field() {
    return field;
  }

  /** The character, for {@code CHARACTER} and {@code GLYPH_MISSING}. */
  public OptionalInt codePoint() {
    return codePoint < 0 ? OptionalInt.empty() : OptionalInt.of(codePoint);
  }

  /** The character as {@code U+20BB7}; empty if there is none. */
  public String characterName() {
    return codePoint < 0 ? "" : name(codePoint);
  }
}
