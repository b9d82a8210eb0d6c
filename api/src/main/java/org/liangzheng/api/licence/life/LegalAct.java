package org.liangzheng.api.licence.life;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.liangzheng.api.licence.LicenceAct;

/**
 * One act as it is kept.
 *
 * @param version number of the version that was current
 * @param actor client or account, an opaque id
 * @param at when it took effect
 */
record LegalAct(
    UUID id,
    UUID licence,
    LicenceAct act,
    int version,
    String reasonCode,
    String reason,
    LocalDate legalDate,
    String actor,
    Instant at) {
  /** Without the reason: it may name people. */
  @Override
  public String toString() {
    return "LegalAct[" + act + ", " + id + "]";
  }
}
