package org.liangzheng.verifier.format.receipt;

import java.io.Serial;

/** A receipt is refused; the text never quotes it. */
public final class ReceiptRefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final ReceiptFault fault;

  public ReceiptRefusedException(ReceiptFault fault) {
    super(fault.name());
    this.fault = fault;
  }

  public ReceiptRefusedException(ReceiptFault fault, Throwable cause) {
    super(fault.name(), cause);
    this.fault = fault;
  }

  public ReceiptFault fault() {
    return fault;
  }
}
