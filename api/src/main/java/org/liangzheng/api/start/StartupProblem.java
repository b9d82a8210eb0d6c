package org.liangzheng.api.start;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The service cannot start, for a reason that is known and can be told. Never holds a secret. */
public final class StartupProblem extends RuntimeException {

  private final StartupFailure failure;
  private final List<String> arguments;
  private final List<String> details;

  /**
   * @param arguments fill the slots of the failure's sentences
   * @param details lines shown as they are, such as the last lines of a log
   */
  public StartupProblem(
      StartupFailure failure,
      List<String> arguments,
      List<String> details,
      @Nullable Throwable cause) {
    super(failure.code() + " " + arguments + " " + details, cause);
    this.failure = failure;
    this.arguments = List.copyOf(arguments);
    this.details = List.copyOf(details);
  }

  public StartupProblem(StartupFailure failure, String... arguments) {
    this(failure, List.of(arguments), List.of(), null);
  }

  public StartupFailure failure() {
    return failure;
  }

  public List<String> arguments() {
    return arguments;
  }

  public List<String> details() {
    return details;
  }
}
