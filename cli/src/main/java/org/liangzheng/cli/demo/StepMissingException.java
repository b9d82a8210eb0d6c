package org.liangzheng.cli.demo;

import java.io.Serial;

/** What an earlier step was to leave is not there. */
final class StepMissingException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String step;

  StepMissingException(String step) {
    super(step);
    this.step = step;
  }

  /** Key of that step. */
  String step() {
    return step;
  }
}
