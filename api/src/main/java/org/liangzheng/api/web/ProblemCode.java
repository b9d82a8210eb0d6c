package org.liangzheng.api.web;

/**
 * A failure a caller can be told of. Each feature keeps its own in one enum; the sentences stand in
 * the {@code messages} bundles of the enum's package under {@code problem.<code>} and {@code
 * problem.<code>.next}, and a test holds that none is missing in either language.
 */
public interface ProblemCode {

  /** Stable, lower-kebab, unique in the whole service. */
  String code();

  /** HTTP status; of a code that only stands in a list of field errors, the list's: 400 or 422. */
  int status();

  /**
   * Whether the same request could never fare better, so that the answer may be kept and repeated
   * for its idempotency key.
   */
  default boolean isFinal() {
    return status() < 500 && status() != 408 && status() != 425 && status() != 429;
  }
}
