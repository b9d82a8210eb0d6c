package org.liangzheng.verifier.check;

import java.time.Instant;
import java.util.Optional;
import org.liangzheng.verifier.format.pack.PackStatuses;
import org.liangzheng.verifier.format.status.StatusBook;

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

  /** What the lists of a pack say of a seal's index. */
  static SealStatus of(Optional<PackStatuses> statuses, int index) {
    if (statuses.isEmpty()) {
      return new NotKnown();
    }
    return switch (statuses.get().seals().find(index)) {
      case StatusBook.Answer.InForce _ -> new InForce();
      case StatusBook.Answer.Dead dead -> new NotInForce(dead.entry().since());
      case StatusBook.Answer.NotUnderstood _, StatusBook.Answer.Outside _ -> new NotKnown();
    };
  }
}
