package org.liangzheng.api.licence.external;

import org.liangzheng.api.web.ProblemCode;

/** What can go wrong when foreign licences are taken in or read. */
public enum ExternalProblem implements ProblemCode {
  EXTERNAL_ISSUER_UNKNOWN("external-issuer-unknown", 404),
  EXTERNAL_ISSUER_DISABLED("external-issuer-disabled", 409),
  EXTERNAL_ISSUER_CODE_TAKEN("external-issuer-code-taken", 409),
  EXTERNAL_ISSUER_KEY_WRONG("external-issuer-key-wrong", 422),
  EXTERNAL_LICENCE_UNKNOWN("external-licence-unknown", 404),
  EXTERNAL_FILE_ABSENT("external-file-absent", 404),
  EXTERNAL_IDENTIFIER_MALFORMED("external-identifier-malformed", 422),
  /** Another source delivers it. */
  EXTERNAL_IDENTIFIER_TAKEN("external-identifier-taken", 409),
  EXTERNAL_SEQUENCE_REUSED("external-sequence-reused", 409),
  EXTERNAL_DELIVERY_EMPTY("external-delivery-empty", 422),
  EXTERNAL_SEARCH_EMPTY("external-search-empty", 400);

  private final String code;
  private final int status;

  ExternalProblem(String code, int status) {
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
