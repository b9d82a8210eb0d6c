package org.liangzheng.api.audit;

import org.liangzheng.api.web.ProblemCode;

/** Why the log cannot answer. */
public enum AuditProblem implements ProblemCode {
  LOG_EMPTY("log-empty", 404),
  LOG_RANGE_UNKNOWN("log-range-unknown", 400),
  LOG_EXPORT_BUSY("log-export-busy", 503);

  private final String code;
  private final int status;

  AuditProblem(String code, int status) {
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
