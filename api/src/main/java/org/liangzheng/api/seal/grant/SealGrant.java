package org.liangzheng.api.seal.grant;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;

/**
 * An authority's leave, given by two of its people, to set its licence seal on the licences that
 * others issue by one published version of a type. The next version of the type needs leave anew.
 *
 * @param id the proposal's
 * @param seal of the authority; for another seal leave is given anew, not for a renewed one
 * @param role the seal's place in the layout
 * @param lastDay last legal day, included; empty: until it is ended
 * @param grantedBy account of the second of the two people
 */
public record SealGrant(
    UUID id,
    UUID seal,
    OrganizationId authority,
    LicenceTypeCode type,
    int version,
    String role,
    Optional<LocalDate> lastDay,
    String grantedBy,
    Instant grantedAt,
    Optional<End> end) {
  /** Legal days are days in China. */
  private static final ZoneId LEGAL_ZONE = ZoneId.of("Asia/Shanghai");

  /** Who ended it, when and why. */
  record End(String actor, Instant at, String reason) {}

  /** First instant at which it has passed; empty: none. */
  Optional<Instant> over() {
    return lastDay.map(day -> day.plusDays(1).atStartOfDay(LEGAL_ZONE).toInstant());
  }

  /** Whether seals may be set by it. */
  public boolean standsAt(Instant now) {
    return end.isEmpty() && over().map(now::isBefore).orElse(true);
  }

  static LocalDate legalDay(Instant instant) {
    return LocalDate.ofInstant(instant, LEGAL_ZONE);
  }
}
