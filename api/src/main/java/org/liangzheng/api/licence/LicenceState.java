package org.liangzheng.api.licence;

import java.time.LocalDate;
import java.util.Optional;

/** What a licence is on a day: its status, and whether its period is over. */
public enum LicenceState {
  IN_FORCE,
  /** Nobody ended it; its last day is past. */
  EXPIRED,
  SUSPENDED,
  ANNULLED,
  REVOKED,
  CANCELLED;

  /**
   * The state on a day.
   *
   * @param validUntil last legal day, included; empty when without end
   */
  public static LicenceState of(
      LicenceStatus status, Optional<LocalDate> validUntil, LocalDate day) {
    return switch (status) {
      case IN_FORCE -> validUntil.map(day::isAfter).orElse(false) ? EXPIRED : IN_FORCE;
      case SUSPENDED -> SUSPENDED;
      case ANNULLED -> ANNULLED;
      case REVOKED -> REVOKED;
      case CANCELLED -> CANCELLED;
    };
  }
}
