package org.liangzheng.verifier.format.pack;

import java.io.Serial;

/** An evidence pack is refused; the text never quotes it. */
public final class PackRefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final PackFault fault;

  public PackRefusedException(PackFault fault) {
    super(fault.name());
    this.fault = fault;
  }

  public PackRefusedException(PackFault fault, Throwable cause) {
    super(fault.name(), cause);
    this.fault = fault;
  }

  public PackFault fault() {
    return fault;
  }
}
