package org.liangzheng.api.web;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Turns Jackson's exceptions into problems. Their texts quote the input and are dropped; what stays
 * is where it went wrong and a code.
 */
public final class JsonFailures {

  /** Names that look like names; anything else a caller may have put there is left out. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z_$@][A-Za-z0-9_.-]{0,39}");

  private JsonFailures() {}

  /** What the caller is told; the exception's own text is not. */
  public static Problem problem(JacksonException failed) {
    if (failed instanceof StreamConstraintsException) {
      return new Problem(WebProblem.REQUEST_TOO_COMPLEX);
    }
    if (!(failed instanceof DatabindException)) {
      return new Problem(WebProblem.REQUEST_UNREADABLE);
    }
    String pointer = pointer(failed.getPath());
    Problem own = thrownByType(failed);
    if (own != null) {
      return own.withErrors(
          own.errors().isEmpty()
              ? List.of(new FieldProblem(pointer, own.code(), own.arguments()))
              : own.errors().stream().map(error -> error.under(pointer)).toList());
    }
    WebProblem code =
        switch (failed) {
          case UnrecognizedPropertyException unknown -> WebProblem.FIELD_UNKNOWN;
          case InvalidNullException missing -> WebProblem.FIELD_MISSING;
          default -> WebProblem.FIELD_MALFORMED;
        };
    return new Problem(WebProblem.REQUEST_INVALID)
        .withErrors(List.of(FieldProblem.at(pointer, code)));
  }

  /** A value type may refuse its content with a problem of its own. */
  private static @Nullable Problem thrownByType(Throwable failed) {
    Throwable at = failed.getCause();
    for (int depth = 0; at != null && depth < 5; depth++) {
      if (at instanceof Problem problem) {
        return problem;
      }
      at = at.getCause();
    }
    return null;
  }

  private static String pointer(List<JacksonException.Reference> path) {
    StringBuilder pointer = new StringBuilder();
    for (JacksonException.Reference step : path) {
      String name = step.getPropertyName();
      if (name == null) {
        pointer.append('/').append(step.getIndex());
      } else if (NAME.matcher(name).matches()) {
        pointer.append('/').append(name);
      } else {
        break;
      }
    }
    return pointer.toString();
  }
}
