package org.liangzheng.api.web.idempotency;

import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;

/** One changing request, as {@link Idempotency#run} carries it out. */
public interface Act {

  /**
   * Chooses the identifiers, serials and whatever else must be the same in every attempt; kept
   * encrypted with the intent. Runs in the transaction that writes the intent: it may take numbers
   * from the database, and must not call a vault or anything else outside.
   *
   * @param now the time of the act
   */
  byte[] allot(Instant now);

  /**
   * Does the act, up to what is to be stored, outside any transaction. A thrown {@link
   * org.liangzheng.api.web.Problem} with a final 4xx becomes the stored answer; anything else
   * thrown leaves the intent open for another attempt.
   */
  Outcome perform(Intent intent);

  /**
   * Whether all that the act leaves is written by its {@link Outcome#persist}: then nothing needs
   * to be written before it begins. Performed twice at the same time, it is kept once.
   */
  default boolean leavesNothingOutside() {
    return false;
  }

  /**
   * An act of two functions.
   *
   * @param allot as {@link #allot}, whatever the time
   */
  static Act of(Supplier<byte[]> allot, Function<Intent, Outcome> perform) {
    return new Act() {
      @Override
      public byte[] allot(Instant now) {
        return allot.get();
      }

      @Override
      public Outcome perform(Intent intent) {
        return perform.apply(intent);
      }
    };
  }
}
