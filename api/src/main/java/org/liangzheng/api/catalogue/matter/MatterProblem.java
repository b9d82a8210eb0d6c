package org.liangzheng.api.catalogue.matter;

import org.liangzheng.api.web.ProblemCode;

/** What can be wrong with matters and with what is done to them. */
public enum MatterProblem implements ProblemCode {
  MATTER_UNKNOWN("matter-unknown", 404),
  MATTER_DRAFT_UNKNOWN("matter-draft-unknown", 404),
  MATTER_NOT_KEPT("matter-not-kept", 403),
  MATTER_DRAFT_OUTDATED("matter-draft-outdated", 409),
  MATTER_WITHDRAWN_ALREADY("matter-withdrawn-already", 409),
  /** No licence type has the code. */
  MATTER_TYPE_UNKNOWN("matter-type-unknown", 422),
  /** The licence type has no such field of text. */
  MATTER_FIELD_UNKNOWN("matter-field-unknown", 422),
  MATTER_ROLE_UNKNOWN("matter-role-unknown", 422),
  /** Who fetches has no part in the matter. */
  MATTER_AUTHORITY_OUTSIDE("matter-authority-outside", 422),
  /** Nobody with a part in the matter may issue what it produces. */
  MATTER_RESULT_NOT_ISSUED("matter-result-not-issued", 422),
  /** A form is allowed that nothing is said for, or the other way round. */
  MATTER_FORM_EMPTY("matter-form-empty", 422),
  /** No annotated copies may be made of the type. */
  MATTER_COPY_NOT_ALLOWED("matter-copy-not-allowed", 422),
  /** A statutory basis has to name its statute, and only a statutory one has it. */
  MATTER_STATUTE_WRONG("matter-statute-wrong", 422),
  /** A question lacks what its test needs, or has more. */
  MATTER_QUESTION_WRONG("matter-question-wrong", 422),
  /** An import is neither JSON nor CSV in the form of an export. */
  MATTER_FILE_UNREADABLE("matter-file-unreadable", 422);

  private final String code;
  private final int status;

  MatterProblem(String code, int status) {
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
