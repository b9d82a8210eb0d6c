package org.liangzheng.api.holder;

import org.liangzheng.api.web.ProblemCode;

/** What can be wrong with a use of a licence. */
public enum HolderProblem implements ProblemCode {
  USE_CAUSE_MISSING("use-cause-missing", 400),
  USE_CAUSE_INVALID("use-cause-invalid", 400);

  private final String code;
  private final int status;

  HolderProblem(String code, int status) {
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
