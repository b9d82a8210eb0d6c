package org.liangzheng.cli.demo;

import java.util.List;

/** How a step ended. */
sealed interface Outcome {
  /** Everything it claims holds. */
  record Passed() implements Outcome {}

  /**
   * What it claims holds, but the service lacks parts that belong to it: not counted as passed.
   *
   * @param parts keys of their names
   */
  record NotBuilt(List<String> parts) implements Outcome {
    public NotBuilt {
      parts = List.copyOf(parts);
    }
  }

  /**
   * Something it claims does not hold, or the service did not answer as it must.
   *
   * @param code of the claim or trouble
   */
  record Failed(String code) implements Outcome {}

  /**
   * It was not played: a step before it left nothing to play it with.
   *
   * @param step key of that step
   */
  record Skipped(String step) implements Outcome {}

  /** In results; stable. */
  default String word() {
    return switch (this) {
      case Passed _ -> "passed";
      case NotBuilt _ -> "not-built";
      case Failed _ -> "failed";
      case Skipped _ -> "skipped";
    };
  }
}
