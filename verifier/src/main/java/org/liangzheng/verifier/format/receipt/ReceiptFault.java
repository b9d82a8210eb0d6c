package org.liangzheng.verifier.format.receipt;

import org.liangzheng.verifier.report.Verdict;

/** Why a receipt proves nothing. Names are stable codes; texts: {@link ReceiptText}. */
public enum ReceiptFault {
  /** Larger than the limit. */
  RECEIPT_TOO_LARGE(Verdict.UNREADABLE),
  /** Not a receipt, or not in its one form. */
  RECEIPT_MALFORMED(Verdict.UNREADABLE),
  /** There is no trust list to check it by. */
  RECEIPT_NO_EVIDENCE(Verdict.UNKNOWN),
  /** The trust list is older than its reader allows. */
  RECEIPT_EVIDENCE_OLD(Verdict.UNKNOWN),
  /** The trust list does not name the key at all. */
  RECEIPT_KEY_NOT_LISTED(Verdict.UNKNOWN),
  /** The trust list names the key for something else, or for another time. */
  RECEIPT_KEY_NOT_ENTITLED(Verdict.INVALID),
  /** The header names another algorithm than the key has. */
  RECEIPT_ALGORITHM_DIFFERS(Verdict.INVALID),
  /** The signature of its batch is wrong. */
  RECEIPT_SIGNATURE_WRONG(Verdict.INVALID),
  /** Its path does not lead to the root that was signed. */
  RECEIPT_NOT_IN_BATCH(Verdict.INVALID),
  /** It tells of a use later than its signature. */
  RECEIPT_TIMES_WRONG(Verdict.INVALID),
  /** It was signed later than the moment asked about. */
  RECEIPT_FROM_THE_FUTURE(Verdict.UNKNOWN),
  /** The proof from the audit log does not hold. */
  RECEIPT_LOG_PROOF_WRONG(Verdict.INVALID),
  /** The proof from the audit log is about something else. */
  RECEIPT_LOG_ENTRY_OTHER(Verdict.INVALID);

  private final Verdict verdict;

  ReceiptFault(Verdict verdict) {
    this.verdict = verdict;
  }

  /** The verdict that it calls for. */
  public Verdict verdict() {
    return verdict;
  }
}
