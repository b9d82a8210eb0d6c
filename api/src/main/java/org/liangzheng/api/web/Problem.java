package org.liangzheng.api.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that fails for a reason the caller is told. Mapped once, at the edge, to an RFC 9457
 * document. Its arguments are the program's own words (limits, names of fields), never input.
 */
public final class Problem extends RuntimeException {

  private final ProblemCode code;
  private final List<String> arguments;
  private final List<FieldProblem> errors;
  private final Map<String, String> headers;

  public Problem(ProblemCode code, String... arguments) {
    this(code, List.of(arguments), List.of(), Map.of(), null);
  }

  private Problem(
      ProblemCode code,
      List<String> arguments,
      List<FieldProblem> errors,
      Map<String, String> headers,
      @Nullable Throwable cause) {
    super(code.code(), cause);
    this.code = code;
    this.arguments = List.copyOf(arguments);
    this.errors = List.copyOf(errors);
    this.headers = Map.copyOf(headers);
  }

  public Problem withErrors(List<FieldProblem> more) {
    return new Problem(code, arguments, more, headers, getCause());
  }

  /** For instance {@code Retry-After}. */
  public Problem withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Problem(code, arguments, errors, more, getCause());
  }

  /** Keeps the cause for the log of a 5xx; it is never shown. */
  public Problem causedBy(Throwable cause) {
    return new Problem(code, arguments, errors, headers, cause);
  }

  public ProblemCode code() {
    return code;
  }

  public int status() {
    return code.status();
  }

  public List<String> arguments() {
    return arguments;
  }

  public List<FieldProblem> errors() {
    return errors;
  }

  public Map<String, String> headers() {
    return headers;
  }
}
