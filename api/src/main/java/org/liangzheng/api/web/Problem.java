package org.liangzheng.api.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
  private final Map<String, Map<String, String>> members;

  public Problem(ProblemCode code, String... arguments) {
    this(code, List.of(arguments), List.of(), Map.of(), Map.of(), null);
  }

  private Problem(
      ProblemCode code,
      List<String> arguments,
      List<FieldProblem> errors,
      Map<String, String> headers,
      Map<String, Map<String, String>> members,
      @Nullable Throwable cause) {
    super(code.code(), cause);
    this.code = code;
    this.arguments = List.copyOf(arguments);
    this.errors = List.copyOf(errors);
    this.headers = Map.copyOf(headers);
    this.members = Map.copyOf(members);
  }

  public Problem withErrors(List<FieldProblem> more) {
    return new Problem(code, arguments, more, headers, members, getCause());
  }

  /** For instance {@code Retry-After}. */
  public Problem withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Problem(code, arguments, errors, more, members, getCause());
  }

  /**
   * Says which of several things it is about, as a further member of the document (RFC 9457 §3.2).
   *
   * @param value the program's own words, as all of a problem
   */
  public Problem withMember(String name, Map<String, String> value) {
    Map<String, Map<String, String>> more = new LinkedHashMap<>(members);
    more.put(name, new TreeMap<>(value));
    return new Problem(code, arguments, errors, headers, more, getCause());
  }

  /** Keeps the cause for the log of a 5xx; it is never shown. */
  public Problem causedBy(Throwable cause) {
    return new Problem(code, arguments, errors, headers, members, cause);
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

  /** By name; see {@link #withMember}. */
  public Map<String, Map<String, String>> members() {
    return members;
  }
}
