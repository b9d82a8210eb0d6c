package org.liangzheng.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.liangzheng.verifier.check.Verifier;

/** The moment a question is about. */
final class AsOf {
  /** Legal dates are days in China. */
  static final ZoneId LEGAL_ZONE = ZoneId.of("Asia/Shanghai");

  private AsOf() {}

  /**
   * Reads a date or a time. A date means the last second of that day in China, as the last day of a
   * licence counts; today means now, because the rest of the day has not happened.
   *
   * @param text {@code 2026-11-22}, or ISO 8601 with an offset, {@code 2026-11-22T08:00:00+08:00}
   * @throws CliProblem if it is neither, or outside the years 1970 to 9998
   */
  static Instant parse(String text, Instant now) {
    try {
      Instant instant =
          text.length() > 10 ? OffsetDateTime.parse(text).toInstant() : day(text, now);
      if (!instant.isBefore(Verifier.EARLIEST) && instant.isBefore(Verifier.LATEST)) {
        return instant;
      }
    } catch (DateTimeException neither) {
      // Told below.
    }
    throw CliProblem.of(CliFault.TIME_MALFORMED, text);
  }

  private static Instant day(String text, Instant now) {
    LocalDate day = LocalDate.parse(text);
    return day.equals(LocalDate.ofInstant(now, LEGAL_ZONE))
        ? now
        : day.plusDays(1).atStartOfDay(LEGAL_ZONE).toInstant().minusSeconds(1);
  }
}
