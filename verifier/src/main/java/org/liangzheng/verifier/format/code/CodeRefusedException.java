package org.liangzheng.verifier.format.code;

import java.io.Serial;

/** A presentation code is refused; the text never quotes it. */
public final class CodeRefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final CodeFault fault;

  public CodeRefusedException(CodeFault fault) {
    super(fault.name());
    this.fault = fault;
  }

  public CodeRefusedException(CodeFault fault, Throwable cause) {
    super(fault.name(), cause);
    this.fault = fault;
  }

  public CodeFault fault() {
    return fault;
  }
}
