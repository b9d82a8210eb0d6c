package org.liangzheng.api.sharing;

import org.liangzheng.api.web.ProblemCode;

/** Why something is not shared. */
public enum SharingProblem implements ProblemCode {
  /** No such case, or the caller's authority has no part in it. */
  CASE_UNKNOWN("case-unknown", 404),
  CASE_CLOSED("case-closed", 409),
  CASE_MATTER_UNKNOWN("case-matter-unknown", 422),
  /** The caller's authority may not open cases of the matter. */
  CASE_MATTER_NOT_YOURS("case-matter-not-yours", 403),
  /** The parties are not those that the matter is about. */
  CASE_PARTIES_WRONG("case-parties-wrong", 422),
  MATERIAL_OUTSIDE_MATTER("material-outside-matter", 422),
  /** Another authority of the case gets this material. */
  FETCH_NOT_FOR_YOU("fetch-not-for-you", 403),
  FETCH_FORM_NOT_ALLOWED("fetch-form-not-allowed", 422),
  CONSENT_MISSING("consent-missing", 403),
  CONSENT_REFUSED("consent-refused", 403),
  CONSENT_WITHDRAWN("consent-withdrawn", 403),
  /** The holder objected, and asked for a pause. */
  FETCH_PAUSED("fetch-paused", 403),
  FETCH_LIMIT_REACHED("fetch-limit-reached", 429),
  MATERIAL_NOT_FOUND("material-not-found", 404),
  /** Several licences satisfy the material: the asker has to say which. */
  LICENCE_CHOICE_NEEDED("licence-choice-needed", 409),
  /** The licence that the asker chose is none of those. */
  LICENCE_NOT_OFFERED("licence-not-offered", 422),
  MATERIAL_ENDED("material-ended", 409),
  ISSUER_UNREACHABLE("issuer-unreachable", 503),
  CONSENT_UNKNOWN("consent-unknown", 404),
  /** It cannot be decided so any more. */
  CONSENT_DECIDED("consent-decided", 409),
  /** What is agreed to is not what was shown. */
  CONSENT_OUTDATED("consent-outdated", 409),
  CONSENT_CODE_WRONG("consent-code-wrong", 403),
  STANDING_CONSENT_TOO_LONG("standing-consent-too-long", 422),
  /** It is withdrawn, or its last day is over. */
  STANDING_CONSENT_ENDED("standing-consent-ended", 409),
  FETCH_UNKNOWN("fetch-unknown", 404),
  RECEIPT_UNKNOWN("receipt-unknown", 404),
  OBJECTION_UNKNOWN("objection-unknown", 404),
  OBJECTION_MADE_ALREADY("objection-made-already", 409),
  OBJECTION_ANSWERED("objection-answered", 409);

  private final String code;
  private final int status;

  SharingProblem(String code, int status) {
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
