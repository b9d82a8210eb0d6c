package org.liangzheng.signer.licence;

import java.io.Serial;

/** The face of a licence cannot be drawn as it is; nothing is ever dropped to make it fit. */
public final class FaceRefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /** What is wrong with it. */
  public enum Fault {
    /** More text than the page has room for. */
    TOO_LONG,
    /** A character that XML cannot hold: a control character, half of a surrogate pair. */
    CHARACTER
  }

  private final Fault fault;

  public FaceRefusedException(Fault fault) {
    super(fault.name());
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }
}
