package org.liangzheng.api.sharing.receipt;

import org.liangzheng.api.web.ProblemCode;

/** Why no receipt can be signed. */
public enum ReceiptProblem implements ProblemCode {
  /** The trust list names no key of ours for receipts. */
  RECEIPT_KEY_MISSING("receipt-key-missing", 503);

  private final String code;
  private final int status;

  ReceiptProblem(String code, int status) {
    this.code = code;
    this.status = status;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public int status() {
    return status;
  }
}
