package org.liangzheng.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

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
   * @throws CliProblem if it is neither
   */
  static Instant parse(String text, Instant now) {
    try {
      if (text.length() > 10) {
        return OffsetDateTime.parse(text).toInstant();
      }
      LocalDate day = LocalDate.parse(text);
      return day.equals(LocalDate.ofInstant(now, LEGAL_ZONE))
          ? now
          : day.plusDays(1).atStartOfDay(LEGAL_ZONE).toInstant().minusSeconds(1);
    } catch (DateTimeException neither) {
      throw CliProblem.of(CliFault.TIME_MALFORMED, text);
    }
  }
}
