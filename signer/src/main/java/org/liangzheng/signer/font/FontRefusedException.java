package org.liangzheng.signer.font;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A font file cannot be used. */
public final class FontRefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /** What is wrong with it. */
  public enum Fault {
    /** No TrueType outlines: a collection, CFF outlines, or no font at all. */
    NOT_TRUETYPE,
    /** A table is missing, or points outside the file. */
    DAMAGED,
    /** The font forbids embedding (OS/2 fsType). */
    NOT_EMBEDDABLE
  }

  private final Fault fault;

  FontRefusedException(Fault fault, String what, @Nullable Throwable cause) {
    super(fault + ": " + what, cause);
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }
}
