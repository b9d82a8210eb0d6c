package org.liangzheng.api.identity.office;

import org.liangzheng.api.web.ProblemCode;

/** What can be wrong with the machines of an authority. */
public enum OfficeProblem implements ProblemCode {
  /** Not there, or another authority's. */
  CLIENT_UNKNOWN("client-unknown", 404),
  /** Another authority's, or was. */
  CLIENT_ID_TAKEN("client-id-taken", 409);

  private final String code;
  private final int status;

  OfficeProblem(String code, int status) {
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
