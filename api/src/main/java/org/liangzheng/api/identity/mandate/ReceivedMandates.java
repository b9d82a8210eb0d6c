package org.liangzheng.api.identity.mandate;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** The mandates a person has received, for features in which it acts by them. */
@Service
public final class ReceivedMandates {
  private final MandateRegister register;

  ReceivedMandates(MandateRegister register) {
    this.register = register;
  }

  /** Those that are in force today, newest first. */
  public List<Mandate> inForce(UUID agent) {
    LocalDate today = register.today();
    return register.of(agent).stream()
        .filter(one -> one.agent().equals(agent))
        .filter(one -> !one.validFrom().isAfter(today) && ended(one).isEmpty())
        .toList();
  }

  /** One of the agent's, in force or not. */
  public Optional<Mandate> find(UUID agent, UUID id) {
    return register.find(id).filter(one -> one.agent().equals(agent));
  }

  /** The last day of a mandate that has ended; empty if it has not. */
  public Optional<LocalDate> ended(Mandate mandate) {
    Optional<LocalDate> revoked = mandate.revokedAt().map(MandateRegister::day);
    if (revoked.isPresent()) {
      return revoked;
    }
    return mandate.validUntil().isBefore(register.today())
        ? Optional.of(mandate.validUntil())
        : Optional.empty();
  }
}
