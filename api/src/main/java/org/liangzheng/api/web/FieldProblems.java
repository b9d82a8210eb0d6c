package org.liangzheng.api.web;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects everything that is wrong with a request, so that it is told at once. */
public final class FieldProblems {

  private final List<FieldProblem> found = new ArrayList<>();

  public FieldProblems add(String pointer, ProblemCode code, String... arguments) {
    found.add(FieldProblem.at(pointer, code, arguments));
    return this;
  }

  /** Adds the problem unless the condition holds. */
  public FieldProblems require(
      boolean condition, String pointer, ProblemCode code, String... arguments) {
    return condition ? this : add(pointer, code, arguments);
  }

  /**
   * Adds what is wrong with a text that has to be there.
   *
   * @param form of all of it; what is blank is malformed, too
   */
  public FieldProblems text(@Nullable String text, Pattern form, String pointer) {
    return text == null
        ? add(pointer, WebProblem.FIELD_MISSING)
        : require(
            form.matcher(text).matches() && !text.isBlank(), pointer, WebProblem.FIELD_MALFORMED);
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** {@code request-invalid} for one field alone. */
  public static Problem only(String pointer, ProblemCode code, String... arguments) {
    return new Problem(WebProblem.REQUEST_INVALID)
        .withErrors(List.of(FieldProblem.at(pointer, code, arguments)));
  }

  /**
   * @throws Problem {@code request-invalid} with all that was added, if anything was
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new Problem(WebProblem.REQUEST_INVALID).withErrors(found);
    }
  }
}
