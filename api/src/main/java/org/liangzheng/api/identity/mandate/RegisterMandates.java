package org.liangzheng.api.identity.mandate;

import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.identity.MandateScope;
import org.liangzheng.api.identity.person.Party;
import org.liangzheng.api.web.Ids;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Enters what a register of organisations says of who represents one. */
@Service
public final class RegisterMandates {
  private static final int YEARS = 5;

  private final MandateRegister register;
  private final AuditLog audit;
  private final TransactionTemplate transactions;
  private final Ids ids;
  private final Clock clock;
  private final JsonMapper json;

  RegisterMandates(
      MandateRegister register,
      AuditLog audit,
      TransactionTemplate transactions,
      Ids ids,
      Clock clock,
      JsonMapper json) {
    this.register = register;
    this.audit = audit;
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
    this.json = json;
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
    UUID id = ids.next();
    LocalDate today = register.today();
    Mandate mandate =
        new Mandate(
            id,
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
      audit.record(
          new AuditFact(
              "MANDATE_GRANTED",
              id,
              recordedFor,
              actor,
              json.createObjectNode()
                  .put("agent", mandate.agent().toString())
                  .put("principal", mandate.principal().toString())
                  .put("source", mandate.source().name())
                  .put("until", mandate.validUntil().toString())));
    });
  }
}
