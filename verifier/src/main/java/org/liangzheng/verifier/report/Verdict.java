package org.liangzheng.verifier.report;

/** The answer, in order of precedence: the first that any finding calls for is the verdict. */
public enum Verdict {
  /** Not one of ours, damaged, or too large. */
  UNREADABLE,
  /** Forged, altered, wrongly sealed, or showing content that no signature covers. */
  INVALID,
  /** Genuine, but ended, suspended, expired or not yet begun. */
  NOT_IN_FORCE,
  /** Evidence is missing or too old. */
  UNKNOWN,
  /** A document, not a licence, with uncovered parts that are not shown. */
  VALID_PARTIAL,
  /** Every required check ran and passed. */
  VALID;

  /** The one that takes precedence. */
  public Verdict worse(Verdict other) {
    return compareTo(other) <= 0 ? this : other;
  }
}
