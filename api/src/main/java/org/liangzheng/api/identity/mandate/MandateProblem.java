package org.liangzheng.api.identity.mandate;

import org.liangzheng.api.web.ProblemCode;

/** What can go wrong with mandates. */
public enum MandateProblem implements ProblemCode {
  MANDATE_UNKNOWN("mandate-unknown", 404),
  MANDATE_REVOKED("mandate-revoked", 409),
  MANDATE_PARTY_WRONG("mandate-party-wrong", 422),
  MANDATE_PERIOD_WRONG("mandate-period-wrong", 422),
  /** The agent is the principal, or records it for itself. */
  MANDATE_FOR_ONESELF("mandate-for-oneself", 422),
  /** More than the caller may do for the principal itself. */
  MANDATE_TOO_WIDE("mandate-too-wide", 422);

  private final String code;
  private final int status;

  MandateProblem(String code, int status) {
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
