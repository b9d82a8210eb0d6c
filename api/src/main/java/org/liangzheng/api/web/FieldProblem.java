package org.liangzheng.api.web;

import java.util.List;

/**
 * What is wrong with one place of a request.
 *
 * @param pointer RFC 6901 pointer into the request body; empty for the whole
 * @param arguments fill the slots of the sentence; limits and names, never what the caller sent
 */
public record FieldProblem(String pointer, ProblemCode code, List<String> arguments) {

  public FieldProblem {
    arguments = List.copyOf(arguments);
  }

  public static FieldProblem at(String pointer, ProblemCode code, String... arguments) {
    return new FieldProblem(pointer, code, List.of(arguments));
  }

  FieldProblem under(String prefix) {
    return new FieldProblem(prefix + pointer, code, arguments);
  }
}
