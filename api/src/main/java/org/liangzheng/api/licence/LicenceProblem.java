package org.liangzheng.api.licence;

import org.liangzheng.api.web.ProblemCode;

/** What can go wrong when a licence is issued or read. */
public enum LicenceProblem implements ProblemCode {
  LICENCE_UNKNOWN("licence-unknown", 404),
  LICENCE_TYPE_UNKNOWN("licence-type-unknown", 422),
  LICENCE_TYPE_WITHDRAWN("licence-type-withdrawn", 422),
  /** The type names the authorities that issue it, and the caller's is not among them. */
  AUTHORITY_NOT_ENTITLED("authority-not-entitled", 403),
  /** A field that repeats the holder's name or code says something else. */
  DIFFERS_FROM_HOLDER("differs-from-holder", 422),
  PERIOD_NOT_BY_RULE("period-not-by-rule", 422),
  /** The type is for one licence a holder, and the holder has one for some of the days. */
  LICENCE_HELD_ALREADY("licence-held-already", 409),
  HOLDER_TYPE_NOT_ALLOWED("holder-type-not-allowed", 422),
  HOLDER_CODE_WRONG("holder-code-wrong", 422),
  DATE_IN_FUTURE("date-in-future", 422),
  PERIOD_ENDS_BEFORE_IT_BEGINS("period-ends-before-it-begins", 422),
  PERIOD_OVER("period-over", 422),
  FACE_DOES_NOT_FIT("face-does-not-fit", 422),
  CHARACTER_NOT_ALLOWED("character-not-allowed", 422),
  CHARACTER_WITHOUT_GLYPH("character-without-glyph", 422),
  /** The type and its layout do not go together; not the caller's fault. */
  LAYOUT_UNSUITABLE("layout-unsuitable", 503),
  /** Written down, not yet under a signed checkpoint. */
  PROOF_PENDING("proof-pending", 409),
  /** Issued before there was a log. */
  PROOF_ABSENT("proof-absent", 404),
  /** What was made did not pass the own check; nothing was issued. */
  SELF_CHECK_FAILED("self-check-failed", 503),
  /** The licence is in a state in which this must not be done to it. */
  ACT_NOT_ALLOWED("act-not-allowed", 409),
  /** Another act came first; the same request may fare better. */
  CHANGED_MEANWHILE("licence-changed-meanwhile", 409),
  VERSIONS_EXHAUSTED("versions-exhausted", 409),
  HOLDER_DIFFERS("holder-differs", 422),
  SUCCESSOR_BEGINS_LATER("successor-begins-later", 422),
  RENEWAL_NOT_LONGER("renewal-not-longer", 422),
  AUTHORITY_NOT_OWN("authority-not-own", 422),
  CURSOR_INVALID("cursor-invalid", 400),
  ANNOTATED_COPY_UNKNOWN("annotated-copy-unknown", 404),
  COPY_EXPIRY_WRONG("copy-expiry-wrong", 422),
  ORIGINAL_NOT_IN_FORCE("original-not-in-force", 409);

  private final String code;
  private final int status;

  LicenceProblem(String code, int status) {
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

  @Override
  public boolean isFinal() {
    return this != CHANGED_MEANWHILE && ProblemCode.super.isFinal();
  }
}
