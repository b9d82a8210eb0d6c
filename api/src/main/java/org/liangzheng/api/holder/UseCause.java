package org.liangzheng.api.holder;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.web.Problem;

/**
 * 用证事由: why a licence is read, as a code of the asker's catalogue; never free text, so that it says
 * nothing of a person.
 *
 * @param code 2 to 40 of A-Z, 0-9, hyphen and underscore
 */
public record UseCause(String code) {
  /** The request header that carries it. */
  public static final String HEADER = "LZ-Use-Cause";

  private static final Pattern FORM = Pattern.compile("[A-Z][A-Z0-9_-]{1,39}");

  public UseCause {
    if (!FORM.matcher(code).matches()) {
      throw new IllegalArgumentException("not a cause of use");
    }
  }

  /**
   * Reads the header.
   *
   * @throws Problem {@code use-cause-missing} or {@code use-cause-invalid}
   */
  public static UseCause fromHeader(@Nullable String header) {
    if (header == null || header.isBlank()) {
      throw new Problem(HolderProblem.USE_CAUSE_MISSING);
    }
    if (!FORM.matcher(header).matches()) {
      throw new Problem(HolderProblem.USE_CAUSE_INVALID);
    }
    return new UseCause(header);
  }
}
