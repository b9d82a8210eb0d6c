package org.liangzheng.verifier.check;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Dates on licences are days in China; the last day counts. */
final class LegalDay {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private LegalDay() {}

  /** The day that an instant lies in. */
  static LocalDate of(Instant instant) {
    return LocalDate.ofInstant(instant, ZONE);
  }
}
