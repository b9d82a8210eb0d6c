package org.liangzheng.signer.layout;

import java.io.Serial;

/** A layout cannot be used. The message is for whoever writes layouts; it quotes no licence. */
public final class LayoutRefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /** What kind of thing is wrong. */
  public enum Fault {
    /** Not JSON, or not UTF-8, or too large. */
    NOT_JSON,
    /** A member is missing, unknown, of the wrong kind or out of range. */
    FORM,
    /** A version of the form that this program does not know. */
    VERSION,
    /** Something reaches beyond its page, or text of the form beyond its box. */
    DOES_NOT_FIT,
    /** A font that the machine does not have. */
    FONT_MISSING,
    /** A character of the form that none of its fonts has. */
    GLYPH_MISSING,
    /** A picture of the form that is not PNG or JPEG, or damaged. */
    PICTURE
  }

  private final Fault fault;
  private final String path;

  LayoutRefusedException(Fault fault, String path, String what) {
    super(path + ": " + what + " (" + fault + ")");
    this.fault = fault;
    this.path = path;
  }

  public Fault fault() {
    return fault;
  }

  /** JSON pointer (RFC 6901) to what is wrong; empty for the whole. */
  public String path() {
    return path;
  }
}
