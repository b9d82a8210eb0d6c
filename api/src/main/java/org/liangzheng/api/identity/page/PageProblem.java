package org.liangzheng.api.identity.page;

import org.liangzheng.api.web.ProblemCode;

/** What can be wrong with a call that a page makes in its session. */
enum PageProblem implements ProblemCode {
  /** The form token is missing or old, or the call comes from another site. */
  FORM_TOKEN_WRONG("form-token-wrong", 403);

  private final String code;
  private final int status;

  PageProblem(String code, int status) {
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
