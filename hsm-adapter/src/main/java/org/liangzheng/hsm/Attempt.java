package org.liangzheng.hsm;

/**
 * One call that may make a signature.
 *
 * @param number 1 for the first call of a request, then counting the repetitions
 * @param authorisation what the call was allowed to do
 */
public record Attempt(int number, SigningAuthorisation authorisation) {
  public Attempt {
    if (number < 1) {
      throw new IllegalArgumentException("attempts are numbered from 1");
    }
  }
}
