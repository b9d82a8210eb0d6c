package org.liangzheng.api.identity;

import org.liangzheng.api.web.ProblemCode;

/** What can be wrong with a caller that is known. */
public enum IdentityProblem implements ProblemCode {
  ASSURANCE_TOO_WEAK("assurance-too-weak", 401),
  SIGN_IN_TOO_OLD("sign-in-too-old", 401),
  /** Program unknown or its address not registered: nobody is sent anywhere. */
  AUTHORIZATION_REQUEST_WRONG("authorization-request-wrong", 400),
  /** A proof of possession (RFC 9449) that does not hold, or was used before. */
  PROOF_REFUSED("proof-refused", 401);

  private final String code;
  private final int status;

  IdentityProblem(String code, int status) {
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
