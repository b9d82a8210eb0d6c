package org.liangzheng.api.trust;

import org.liangzheng.api.web.ProblemCode;

/** Why there is no evidence to work with, or none to hand out. */
public enum TrustProblem implements ProblemCode {
  EVIDENCE_MISSING("evidence-missing", 503),
  EVIDENCE_REFUSED("evidence-refused", 503),
  PACK_KEY_MISSING("pack-key-missing", 503),
  STATUS_LIST_MISSING("status-list-missing", 503),
  STATUS_LIST_REFUSED("status-list-refused", 503);

  private final String code;
  private final int status;

  TrustProblem(String code, int status) {
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
