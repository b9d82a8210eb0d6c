package org.liangzheng.verifier.check;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.liangzheng.verifier.report.Reason;

/**
 * When something was signed, as far as it is known. The claimed time is the signer's own word: it
 * may convict the signer, it cannot acquit.
 *
 * @param claimed the signer's word
 * @param proven when the signature certainly existed, by a trusted timestamp
 * @param asked the moment the verification speaks of
 */
record SigningTime(Optional<Instant> claimed, Optional<Instant> proven, Instant asked) {
  /** The time that the standard's steps speak of. */
  Instant reference() {
    return claimed.or(() -> proven).orElse(asked);
  }

  /** It was signed by then at the latest. */
  Instant latest() {
    return proven.orElseGet(
        () -> claimed.isPresent() && claimed.get().isAfter(asked) ? claimed.get() : asked);
  }

  /**
   * Holds something that has to hold at signing against both ends of what is known.
   *
   * @param otherwise reason when it does not even hold at the claimed time
   */
  Optional<Reason> within(Predicate<Instant> period, Reason otherwise) {
    if (!period.test(reference())) {
      // Without a claim and without proof nobody says that it was signed just now.
      return Optional.of(
          claimed.isEmpty() && proven.isEmpty() ? Reason.SIGNING_TIME_NOT_PROVEN : otherwise);
    }
    return period.test(latest()) ? Optional.empty() : Optional.of(Reason.SIGNING_TIME_NOT_PROVEN);
  }
}
