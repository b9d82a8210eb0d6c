package org.liangzheng.api.identity.approval;

import org.liangzheng.api.web.ProblemCode;

/** What can go wrong where two people decide. */
public enum ApprovalProblem implements ProblemCode {
  PROPOSAL_UNKNOWN("proposal-unknown", 404),
  /** The digest sent is not the proposal's. */
  PROPOSAL_CHANGED("proposal-changed", 409),
  PROPOSAL_EXPIRED("proposal-expired", 409),
  /** Approved, refused, withdrawn or done already. */
  PROPOSAL_SETTLED("proposal-settled", 409),
  /** The same person, by whichever account. */
  SECOND_PERSON_NEEDED("second-person-needed", 409),
  PROPOSER_ONLY("proposer-only", 403),
  ACT_ROLE_MISSING("act-role-missing", 403),
  /** The proposer has lost the role or the account meanwhile. */
  APPROVER_NOT_ENTITLED("approver-not-entitled", 409),
  REASON_MISSING("reason-missing", 422);

  private final String code;
  private final int status;

  ApprovalProblem(String code, int status) {
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
