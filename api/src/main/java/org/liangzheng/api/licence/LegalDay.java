package org.liangzheng.api.licence;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Legal days are days in China; the last day of a period belongs to it. */
public final class LegalDay {
  /** Asia/Shanghai, UTC+8 all the year. */
  public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private LegalDay() {}

  /** The legal day on which an instant falls. */
  public static LocalDate of(Instant instant) {
    return LocalDate.ofInstant(instant, ZONE);
  }

  /** The first instant of a legal day. */
  public static Instant start(LocalDate day) {
    return day.atStartOfDay(ZONE).toInstant();
  }
}
