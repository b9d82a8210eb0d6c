package org.liangzheng.api.presentation.code;

import org.liangzheng.api.web.ProblemCode;

/** Why a code cannot be made. */
public enum CodeProblem implements ProblemCode {
  /** No presentation key stands in the evidence pack yet, or there is no certifier. */
  PRESENTATION_KEY_MISSING("presentation-key-missing", 503),
  /** What the scene reveals does not fit into an offline code. */
  OFFLINE_CODE_TOO_LARGE("offline-code-too-large", 422);

  private final String code;
  private final int status;

  CodeProblem(String code, int status) {
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
