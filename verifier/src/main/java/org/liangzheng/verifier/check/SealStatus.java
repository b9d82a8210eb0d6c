package org.liangzheng.verifier.check;

import java.time.Instant;

/** What the evidence says about a seal's entry in the status list of seals. */
public sealed interface SealStatus {
  /** Nothing was done to the seal. */
  record InForce() implements SealStatus {}

  /**
   * The seal was suspended, revoked or destroyed.
   *
   * @param since when that happened
   */
  record NotInForce(Instant since) implements SealStatus {}

  /** There is no list, it is too old, or it does not reach that far. */
  record NotKnown() implements SealStatus {}
}
