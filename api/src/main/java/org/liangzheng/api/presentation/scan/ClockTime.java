package org.liangzheng.api.presentation.scan;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.liangzheng.api.licence.LegalDay;

/** Times as they are said in sentences: hours and minutes in China. */
final class ClockTime {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(LegalDay.ZONE);

  private ClockTime() {}

  static String of(Instant instant) {
    return FORM.format(instant);
  }
}
