package org.liangzheng.api.licence;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.catalogue.LicenceType;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Types of which a holder has one licence at a time: no two that are neither ended nor replaced may
 * be valid on the same day. A suspended licence counts, because it can come back.
 */
@Component
class SoleLicences {
  private final LicenceRegister register;
  private final LicenceHolders holders;
  private final JdbcClient database;

  SoleLicences(LicenceRegister register, LicenceHolders holders, JdbcClient database) {
    this.register = register;
    this.holders = holders;
    this.database = database;
  }

  /**
   * Looks before anything is sealed; only {@link #hold} decides.
   *
   * @throws Problem LICENCE_HELD_ALREADY
   */
  void look(LicenceOrder order) {
    if (isSole(order.type().type())) {
      holders
          .find(order.holder())
          .ifPresent(holder ->
              requireNone(
                  holder,
                  order.type().type().code(),
                  Optional.empty(),
                  order.validFrom(),
                  order.validUntil()));
    }
  }

  /**
   * Holds the one place for a licence that is about to be written, in its transaction.
   *
   * @throws Problem LICENCE_HELD_ALREADY; the transaction has to be undone
   */
  void hold(Allotment ids, LicenceOrder order) {
    LicenceType type = order.type().type();
    UUID holder = holders.ensure(order.holder(), ids.newHolder());
    hold(ids.licence(), holder, type, order.validFrom(), order.validUntil());
  }

  /**
   * The same for any version of a licence: of two acts at the same time the second waits for the
   * first and then sees it.
   *
   * @param licence not in its own way
   * @param holder the holder's surrogate
   */
  void hold(
      UUID licence, UUID holder, LicenceType type, LocalDate from, Optional<LocalDate> until) {
    if (!isSole(type)) {
      return;
    }
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a place is held by the transaction that writes the licence");
    }
    database
        .sql("select pg_advisory_xact_lock(hashtextextended('licence ' || ? || ' ' || ?, 0))")
        .params(holder.toString(), type.code().value())
        .query((_, _) -> true)
        .single();
    requireNone(holder, type.code(), Optional.of(licence), from, until);
  }

  private static boolean isSole(LicenceType type) {
    return type.holding() == LicenceType.Holding.ONE;
  }

  private void requireNone(
      UUID holder,
      LicenceTypeCode type,
      Optional<UUID> but,
      LocalDate from,
      Optional<LocalDate> until) {
    boolean held =
        register.standing(holder, type).stream()
            .filter(other -> but.isEmpty() || !other.id().equals(but.get()))
            .map(RegisteredLicence::facts)
            .anyMatch(other -> overlap(other, from, until));
    if (held) {
      throw new Problem(LicenceProblem.LICENCE_HELD_ALREADY);
    }
  }

  private static boolean overlap(LicenceFacts other, LocalDate from, Optional<LocalDate> until) {
    boolean endsBefore = other.validUntil().filter(end -> end.isBefore(from)).isPresent();
    boolean beginsAfter = until.filter(end -> end.isBefore(other.validFrom())).isPresent();
    return !endsBefore && !beginsAfter;
  }
}
