package org.liangzheng.api.identity.mandate;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.liangzheng.api.identity.MandateScope;
import org.liangzheng.verifier.format.licence.OrganizationId;

/**
 * One party may act for another.
 *
 * @param principal for whom
 * @param agent who, a natural person
 * @param validFrom legal day in China
 * @param validUntil last legal day, included
 * @param recordedFor the authority that recorded it from a register; empty: given by a person
 */
public record Mandate(
    UUID id,
    UUID principal,
    UUID agent,
    Source source,
    Set<MandateScope> scopes,
    LocalDate validFrom,
    LocalDate validUntil,
    Optional<OrganizationId> recordedFor,
    Instant grantedAt,
    Optional<Instant> revokedAt) {

  public Mandate {
    scopes = Set.copyOf(scopes);
  }

  /** What it rests on. Names are stored. */
  public enum Source {
    /** 法定代表人, as the register of organisations has it. */
    LEGAL_REPRESENTATIVE,
    /** 监护人, as the register of persons or a court has it. */
    GUARDIAN,
    /** 代办人, chosen by the principal or by who represents it. */
    HELPER
  }
}
