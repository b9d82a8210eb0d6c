package org.liangzheng.api.holder.own;

import org.liangzheng.api.web.ProblemCode;

/** What can be wrong when a holder looks at licences. */
public enum OwnProblem implements ProblemCode {
  /** There is none, or it is somebody else's. */
  OWN_LICENCE_UNKNOWN("own-licence-unknown", 404),
  /** There is none, it is somebody else's, or does not reach so far. */
  OWN_MANDATE_UNKNOWN("own-mandate-unknown", 404),
  /** It has ended; the argument is its last day. */
  OWN_MANDATE_ENDED("own-mandate-ended", 403);

  private final String code;
  private final int status;

  OwnProblem(String code, int status) {
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
