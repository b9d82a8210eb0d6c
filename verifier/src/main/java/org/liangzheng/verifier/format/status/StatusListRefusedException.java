package org.liangzheng.verifier.format.status;

import java.io.Serial;

/** A signed status list is refused; the text never quotes it. */
public final class StatusListRefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final StatusListFault fault;

  public StatusListRefusedException(StatusListFault fault) {
    super(fault.name());
    this.fault = fault;
  }

  public StatusListRefusedException(StatusListFault fault, Throwable cause) {
    super(fault.name(), cause);
    this.fault = fault;
  }

  public StatusListFault fault() {
    return fault;
  }
}
