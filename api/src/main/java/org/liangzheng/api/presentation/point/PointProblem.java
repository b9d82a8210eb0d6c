package org.liangzheng.api.presentation.point;

import org.liangzheng.api.web.ProblemCode;

/** What can go wrong with verifier points. */
public enum PointProblem implements ProblemCode {
  POINT_UNKNOWN("verifier-point-unknown", 404),
  /** Suspended or revoked. */
  POINT_NOT_ACTIVE("verifier-point-not-active", 403),
  POINT_REVOKED("verifier-point-revoked", 409),
  /** A code of enrolment that is wrong, used, or past its 15 minutes. */
  ENROLMENT_CODE_REFUSED("enrolment-code-refused", 403),
  /** Field error: no published licence type has such a scene. */
  SCENE_UNKNOWN("scene-unknown", 400);

  private final String code;
  private final int status;

  PointProblem(String code, int status) {
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
