package org.liangzheng.api.identity.mandate;

import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import org.liangzheng.api.identity.MandateScope;
import org.liangzheng.api.identity.person.Party;
import org.liangzheng.api.web.Ids;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Enters what a register of organisations says of who represents one. */
@Service
public final class RegisterMandates {
  private static final int YEARS = 5;

  private final MandateRegister register;
  private final MandateEntries entries;
  private final TransactionTemplate transactions;
  private final Ids ids;
  private final Clock clock;

  RegisterMandates(
      MandateRegister register,
      MandateEntries entries,
      TransactionTemplate transactions,
      Ids ids,
      Clock clock) {
    this.register = register;
    this.entries = entries;
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * The person represents the organisation for five years from today; does nothing when it does
   * already.
   *
   * @param recordedFor the authority that keeps the register
   */
  public void legalRepresentative(
      Party organization, Party person, OrganizationId recordedFor, String actor) {
    boolean there =
        register.inForce(person.id(), organization.id()).stream()
            .anyMatch(one -> one.source() == Mandate.Source.LEGAL_REPRESENTATIVE);
    if (there) {
      return;
    }
    LocalDate today = register.today();
    Mandate mandate =
        new Mandate(
            ids.next(),
            organization.id(),
            person.id(),
            Mandate.Source.LEGAL_REPRESENTATIVE,
            EnumSet.allOf(MandateScope.class),
            today,
            today.plusYears(YEARS),
            Optional.of(recordedFor),
            clock.instant(),
            Optional.empty());
    transactions.executeWithoutResult(_ -> {
      register.insert(mandate, actor, null);
      entries.granted(mandate, recordedFor, actor);
    });
  }
}
