package org.liangzheng.api.identity.approval;

import org.jspecify.annotations.Nullable;
import org.liangzheng.api.web.Problem;

/** Why somebody ends or withdraws something, in their own words. */
public final class Reasons {
  private static final int LENGTH = 500;

  private Reasons() {}

  /**
   * @throws Problem REASON_MISSING unless there are 1 to 500 characters, not all blank
   */
  public static String require(@Nullable String reason) {
    if (reason == null || reason.isBlank() || reason.length() > LENGTH) {
      throw new Problem(ApprovalProblem.REASON_MISSING);
    }
    return reason;
  }
}
