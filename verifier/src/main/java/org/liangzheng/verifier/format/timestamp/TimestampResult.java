package org.liangzheng.verifier.format.timestamp;

import java.time.Duration;
import java.time.Instant;
import org.liangzheng.verifier.crypto.Certificate;

/** What a token proves about some bytes. */
public sealed interface TimestampResult {
  /**
   * The bytes existed at {@code time}, give or take {@code accuracy}, if the authority is trusted:
   * its path and revocation are not judged here.
   *
   * @param accuracy zero when the token does not tell
   * @param authority the certificate of the given list that signed
   */
  record Proven(Instant time, Duration accuracy, Certificate authority) implements TimestampResult {
    /** The latest true time: the bytes existed by then. */
    public Instant latest() {
      return time.plus(accuracy);
    }
  }

  /** Nothing is proven. */
  record NotProven(TimestampFault fault) implements TimestampResult {}
}
