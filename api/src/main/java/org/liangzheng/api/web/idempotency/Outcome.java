package org.liangzheng.api.web.idempotency;

/**
 * What an act came to.
 *
 * @param persist writes what the act leaves behind, in the transaction that stores the answer: both
 *     are kept or neither. May throw a {@link org.liangzheng.api.web.Problem}, which then is the
 *     answer and nothing is kept.
 */
public record Outcome(Answer answer, Runnable persist) {

  /** An outcome that is already kept, or leaves nothing behind. */
  public static Outcome of(Answer answer) {
    return new Outcome(answer, () -> {});
  }
}
