package org.liangzheng.api.identity.person;

import org.liangzheng.api.web.ProblemCode;

/** What can go wrong with people, their accounts and roles. */
public enum PersonProblem implements ProblemCode {
  /** Name or password, or the account is disabled: not told apart. */
  SIGN_IN_FAILED("sign-in-failed", 401),
  SIGN_IN_LOCKED("sign-in-locked", 429),
  PASSWORD_TOO_WEAK("password-too-weak", 422),
  PASSWORD_WRONG("password-wrong", 422),
  PASSWORD_MUST_CHANGE("password-must-change", 403),
  ACCOUNT_UNKNOWN("account-unknown", 404),
  SIGN_IN_NAME_TAKEN("sign-in-name-taken", 409),
  SIGN_IN_NAME_WRONG("sign-in-name-wrong", 422),
  PERSON_CODE_WRONG("person-code-wrong", 422),
  ROLE_UNKNOWN("role-unknown", 404),
  ROLE_HELD("role-held", 409);

  private final String code;
  private final int status;

  PersonProblem(String code, int status) {
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
