package org.liangzheng.api.identity.approval;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.web.Problem;

/** Why somebody refuses, ends or withdraws something, in their own words. */
public final class Reasons {
  private static final Pattern LINE = Pattern.compile("\\P{Cc}{1,500}");

  private Reasons() {}

  /**
   * @throws Problem REASON_MISSING unless there is one line of 1 to 500 characters, not all blank
   */
  public static String require(@Nullable String reason) {
    if (reason == null || reason.isBlank() || !LINE.matcher(reason).matches()) {
      throw new Problem(ApprovalProblem.REASON_MISSING);
    }
    return reason;
  }
}
