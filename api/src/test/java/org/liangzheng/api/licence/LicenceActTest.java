package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole table of acts and states, written out. */
class LicenceActTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          act     | IN_FORCE | EXPIRED | SUSPENDED | ANNULLED | REVOKED | CANCELLED | after
          CHANGE  | yes      | no      | no        | no       | no      | no        | IN_FORCE
          RENEW   | yes      | yes     | no        | no       | no      | no        | IN_FORCE
          SUSPEND | yes      | no      | no        | no       | no      | no        | SUSPENDED
          RESUME  | no       | no      | yes       | no       | no      | no        | IN_FORCE
          REVOKE  | yes      | no      | yes       | no       | no      | no        | REVOKED
          ANNUL   | yes      | yes     | yes       | no       | no      | no        | ANNULLED
          CANCEL  | yes      | yes     | yes       | no       | no      | no        | CANCELLED
          """)
  void isAllowedWhereTheTableSaysSo(
      LicenceAct act,
      String inForce,
      String expired,
      String suspended,
      String annulled,
      String revoked,
      String cancelled,
      LicenceStatus after) {
    assertThat(act.allowedIn(LicenceState.IN_FORCE)).isEqualTo(inForce.equals("yes"));
    assertThat(act.allowedIn(LicenceState.EXPIRED)).isEqualTo(expired.equals("yes"));
    assertThat(act.allowedIn(LicenceState.SUSPENDED)).isEqualTo(suspended.equals("yes"));
    assertThat(act.allowedIn(LicenceState.ANNULLED)).isEqualTo(annulled.equals("yes"));
    assertThat(act.allowedIn(LicenceState.REVOKED)).isEqualTo(revoked.equals("yes"));
    assertThat(act.allowedIn(LicenceState.CANCELLED)).isEqualTo(cancelled.equals("yes"));
    assertThat(act.after()).isEqualTo(after);
  }

  @Test
  void theLastDayBelongsToThePeriod() {
    Optional<LocalDate> end = Optional.of(LocalDate.of(2026, 11, 30));
    assertThat(LicenceState.of(LicenceStatus.IN_FORCE, end, LocalDate.of(2026, 11, 30)))
        .isEqualTo(LicenceState.IN_FORCE);
    assertThat(LicenceState.of(LicenceStatus.IN_FORCE, end, LocalDate.of(2026, 12, 1)))
        .isEqualTo(LicenceState.EXPIRED);
    assertThat(LicenceState.of(LicenceStatus.IN_FORCE, Optional.empty(), LocalDate.MAX))
        .isEqualTo(LicenceState.IN_FORCE);
    // An act outweighs the calendar.
    for (LicenceStatus status : LicenceStatus.values()) {
      if (status != LicenceStatus.IN_FORCE) {
        assertThat(LicenceState.of(status, end, LocalDate.MAX).name()).isEqualTo(status.name());
      }
    }
  }

  @Test
  void legalDaysBeginInChina() {
    assertThat(LegalDay.of(java.time.Instant.parse("2026-11-30T15:59:59Z")))
        .isEqualTo(LocalDate.of(2026, 11, 30));
    assertThat(LegalDay.of(java.time.Instant.parse("2026-11-30T16:00:00Z")))
        .isEqualTo(LocalDate.of(2026, 12, 1));
  }
}
