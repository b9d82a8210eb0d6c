package org.liangzheng.api.seal.grant;

import org.liangzheng.api.web.ProblemCode;

/** What can be wrong with leave to use a seal. */
public enum GrantProblem implements ProblemCode {
  SEAL_GRANT_UNKNOWN("seal-grant-unknown", 404),
  /** That version of the type does not ask for this authority's seal beside the issuer's. */
  SEAL_GRANT_NOT_ASKED("seal-grant-not-asked", 422),
  /** There is one already. */
  SEAL_GRANT_STANDS("seal-grant-stands", 409),
  /** It was ended before. */
  SEAL_GRANT_ENDED("seal-grant-ended", 409);

  private final String code;
  private final int status;

  GrantProblem(String code, int status) {
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
