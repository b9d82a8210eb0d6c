package org.liangzheng.verifier.format.ofd;

import java.io.Serial;

/** The bytes cannot be read as an OFD package; the text never quotes them. */
public final class OfdRefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final OfdFault fault;

  public OfdRefusedException(OfdFault fault, String rule) {
    super(fault + ": " + rule);
    this.fault = fault;
  }

  public OfdRefusedException(OfdFault fault, String rule, Throwable cause) {
    super(fault + ": " + rule, cause);
    this.fault = fault;
  }

  public OfdFault fault() {
    return fault;
  }
}
