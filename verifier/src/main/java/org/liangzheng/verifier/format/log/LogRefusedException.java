package org.liangzheng.verifier.format.log;

import java.io.Serial;

/** A part of the log is refused; the text never quotes it. */
public final class LogRefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final LogFault fault;

  public LogRefusedException(LogFault fault) {
    super(fault.name());
    this.fault = fault;
  }

  public LogRefusedException(LogFault fault, Throwable cause) {
    super(fault.name(), cause);
    this.fault = fault;
  }

  public LogFault fault() {
    return fault;
  }
}
