package org.liangzheng.api.presentation.scan;

import org.liangzheng.api.web.ProblemCode;

/** What can go wrong with the calls of points; what was scanned is never a problem. */
public enum ScanProblem implements ProblemCode {
  /** Not of this point, or its answer was forgotten. */
  REQUEST_UNKNOWN("presentation-request-unknown", 404);

  private final String code;
  private final int status;

  ScanProblem(String code, int status) {
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
