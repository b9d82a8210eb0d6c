package org.liangzheng.api.holder.own;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.liangzheng.api.licence.LicenceState;
import org.liangzheng.api.web.page.PageText;

/** How pages say what a licence is today. */
final class StatusWords {
  private StatusWords() {}

  /** Never a bare "valid": only a scan decides. */
  static String status(OwnView one, PageText text, LocalDate today) {
    if (one.status() == LicenceState.IN_FORCE) {
      return one.validFrom().isAfter(today)
          ? text.say("licences.notYet", text.day(one.validFrom()))
          : text.say("licences.IN_FORCE");
    }
    LocalDate since =
        one.status() == LicenceState.EXPIRED
            ? Objects.requireNonNull(one.validUntil())
            : one.statusSince();
    return text.say("licences." + one.status(), text.day(since));
  }

  /** What one is told who shows it all the same; empty while it is in force. */
  static Optional<String> over(OwnView one, PageText text, LocalDate today) {
    boolean good = one.status() == LicenceState.IN_FORCE && !one.validFrom().isAfter(today);
    return good ? Optional.empty() : Optional.of(text.say("detail.over", status(one, text, today)));
  }

  static String period(OwnView one, PageText text) {
    LocalDate until = one.validUntil();
    return text.day(one.validFrom())
        + " "
        + text.say("detail.to")
        + " "
        + (until == null ? text.say("licences.forever") : text.day(until));
  }
}
