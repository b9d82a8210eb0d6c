package org.liangzheng.api.presentation.show;

import org.liangzheng.api.web.ProblemCode;

/** What can go wrong with showing a licence. */
public enum ShowProblem implements ProblemCode {
  /** Not the caller's, nor of somebody the caller has a mandate of to show; or not there. */
  LICENCE_NOT_SHOWABLE("presentation-licence-unknown", 404),
  /** The licence's type has no such scene. */
  SCENE_NOT_OF_LICENCE("presentation-scene-unknown", 422),
  /** The scene does not allow codes that are checked without a network. */
  OFFLINE_NOT_ALLOWED("offline-code-not-allowed", 422),
  /** Not of this sign-in, or not there. */
  PRESENTATION_UNKNOWN("presentation-unknown", 404),
  /** It has ended. */
  PRESENTATION_ENDED("presentation-ended", 409),
  /** Nobody asks this, or not in this presentation. */
  QUESTION_UNKNOWN("presentation-question-unknown", 404);

  private final String code;
  private final int status;

  ShowProblem(String code, int status) {
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
