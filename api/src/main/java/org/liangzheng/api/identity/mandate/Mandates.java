package org.liangzheng.api.identity.mandate;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.AccessControl;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.MandateScope;
import org.liangzheng.api.identity.person.Parties;
import org.liangzheng.api.identity.person.Party;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.licence.HolderCode;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.licence.PersonId;
import org.springframework.stereotype.Service;

/**
 * Giving and ending mandates. A helper's mandate is given by the principal, or by somebody whose
 * own mandate has {@link MandateScope#DELEGATE}: then no wider and no longer than that, and without
 * passing it on once more. What it gave stays when its own ends, until the principal, or who
 * represents it then, revokes it.
 */
@Service
class Mandates {
  private static final int LONGEST_YEARS = 5;

  /** Later days can be written, and neither be reckoned with nor stored. */
  private static final int LAST_YEAR = 9999;

  private static final Pattern LINE = Pattern.compile("\\P{Cc}{1,500}");

  private final MandateRegister register;
  private final Parties parties;
  private final AccessControl access;
  private final MandateEntries entries;

  Mandates(
      MandateRegister register, Parties parties, AccessControl access, MandateEntries entries) {
    this.register = register;
    this.parties = parties;
    this.access = access;
    this.entries = entries;
  }

  /** What decides a mandate, as asked for. */
  record Terms(Set<MandateScope> scopes, LocalDate from, LocalDate until) {}

  /**
   * @throws Problem with every wrong field
   */
  Terms terms(
      @Nullable List<MandateScope> scopes, @Nullable LocalDate from, @Nullable LocalDate until) {
    FieldProblems problems = new FieldProblems();
    problems.require(scopes != null && !scopes.isEmpty(), "/scopes", WebProblem.FIELD_MISSING);
    problems.require(until != null, "/validUntil", WebProblem.FIELD_MISSING);
    LocalDate begin = from == null ? register.today() : from;
    if (until != null) {
      problems.require(
          until.getYear() <= LAST_YEAR
              && !until.isBefore(begin)
              && !until.isBefore(register.today())
              && !until.isAfter(begin.plusYears(LONGEST_YEARS)),
          "/validUntil",
          MandateProblem.MANDATE_PERIOD_WRONG,
          String.valueOf(LONGEST_YEARS));
    }
    problems.throwIfAny();
    if (scopes == null || until == null) {
      throw new IllegalStateException("there was a problem");
    }
    return new Terms(EnumSet.copyOf(scopes), begin, until);
  }

  /** A party by code, entered if it is not there: it need not have an account yet. */
  Party party(@Nullable String type, @Nullable String code, String pointer) {
    if (type != null && code != null) {
      try {
        HolderCode read = HolderCode.parse(type, code);
        if (read instanceof PersonId || read instanceof OrganizationId) {
          return parties.ensure(read);
        }
      } catch (MalformedException notOne) {
        // told below, without its text
      }
    }
    throw FieldProblems.only(pointer, MandateProblem.MANDATE_PARTY_WRONG);
  }

  Optional<Party> party(UUID id) {
    return parties.find(id);
  }

  /**
   * A helper's mandate.
   *
   * @param principal whose; the caller's own affairs when it is the caller
   * @throws Problem MANDATE_PARTY_WRONG if the caller may not, as if there were no such party;
   *     MANDATE_TOO_WIDE, MANDATE_FOR_ONESELF
   */
  Mandate ofHelper(
      UUID id, Instant at, Caller.Holder caller, UUID principal, Party agent, Terms terms) {
    access.requireFor(caller, principal, MandateScope.DELEGATE, MandateProblem.MANDATE_PARTY_WRONG);
    if (!caller.party().equals(principal)) {
      boolean within =
          register.inForce(caller.party(), principal).stream()
              .filter(own -> own.scopes().contains(MandateScope.DELEGATE))
              .anyMatch(own ->
                  own.scopes().containsAll(terms.scopes())
                      && !terms.scopes().contains(MandateScope.DELEGATE)
                      && !terms.until().isAfter(own.validUntil()));
      if (!within) {
        throw new Problem(MandateProblem.MANDATE_TOO_WIDE);
      }
    } else if (terms.scopes().contains(MandateScope.DELEGATE)) {
      throw new Problem(MandateProblem.MANDATE_TOO_WIDE);
    }
    return mandate(id, at, principal, agent, Mandate.Source.HELPER, terms, Optional.empty());
  }

  /**
   * A mandate as a register has it.
   *
   * @throws Problem MANDATE_FOR_ONESELF also when the officer would record it for itself;
   *     MANDATE_PARTY_WRONG when principal and source do not go together
   */
  Mandate recorded(
      UUID id,
      Instant at,
      Caller.OfAuthority caller,
      Party principal,
      Party agent,
      Mandate.Source source,
      Terms terms) {
    boolean fits =
        switch (source) {
          case LEGAL_REPRESENTATIVE -> principal.code() instanceof OrganizationId;
          case GUARDIAN -> principal.isPerson();
          case HELPER -> false;
        };
    if (!fits) {
      throw new Problem(MandateProblem.MANDATE_PARTY_WRONG);
    }
    if (caller instanceof Caller.Person person && person.party().equals(agent.id())) {
      throw new Problem(MandateProblem.MANDATE_FOR_ONESELF);
    }
    return mandate(id, at, principal.id(), agent, source, terms, Optional.of(caller.authority()));
  }

  private static Mandate mandate(
      UUID id,
      Instant at,
      UUID principal,
      Party agent,
      Mandate.Source source,
      Terms terms,
      Optional<OrganizationId> recordedFor) {
    if (!agent.isPerson()) {
      throw new Problem(MandateProblem.MANDATE_PARTY_WRONG);
    }
    if (agent.id().equals(principal)) {
      throw new Problem(MandateProblem.MANDATE_FOR_ONESELF);
    }
    return new Mandate(
        id,
        principal,
        agent.id(),
        source,
        terms.scopes(),
        terms.from(),
        terms.until(),
        recordedFor,
        at,
        Optional.empty());
  }

  /** Writes it and its record; call inside the transaction of its act. */
  void grant(Mandate mandate, Caller caller, @Nullable String evidence) {
    register.insert(mandate, caller.actor(), evidence);
    entries.granted(mandate, authority(caller), caller.actor());
  }

  /** Those the caller has given or received. */
  List<Mandate> own(Caller.Holder caller) {
    return register.of(caller.party());
  }

  /**
   * The mandate, if the caller may end it: the principal, the agent itself, or who may delegate for
   * the principal.
   *
   * @throws Problem MANDATE_UNKNOWN
   */
  Mandate revocable(UUID id, Caller.Holder caller) {
    Mandate mandate =
        register.find(id).orElseThrow(() -> new Problem(MandateProblem.MANDATE_UNKNOWN));
    if (!mandate.agent().equals(caller.party())) {
      access.requireFor(
          caller, mandate.principal(), MandateScope.DELEGATE, MandateProblem.MANDATE_UNKNOWN);
    }
    return mandate;
  }

  /**
   * The mandate, if the caller's authority recorded it.
   *
   * @throws Problem MANDATE_UNKNOWN
   */
  Mandate revocable(UUID id, Caller.OfAuthority caller) {
    Mandate mandate =
        register.find(id).orElseThrow(() -> new Problem(MandateProblem.MANDATE_UNKNOWN));
    OrganizationId authority =
        mandate.recordedFor().orElseThrow(() -> new Problem(MandateProblem.MANDATE_UNKNOWN));
    access.requireOwn(caller, authority, MandateProblem.MANDATE_UNKNOWN);
    return mandate;
  }

  /** Ends it at once; call inside the transaction of its act. */
  void revoke(Mandate mandate, Caller caller, String reason) {
    if (!register.revoke(mandate.id(), caller.actor(), reason)) {
      throw new Problem(MandateProblem.MANDATE_REVOKED);
    }
    entries.revoked(mandate, authority(caller), caller.actor());
  }

  /** One line of text. */
  static String line(@Nullable String text, String pointer) {
    if (text == null || text.isBlank()) {
      throw FieldProblems.only(pointer, WebProblem.FIELD_MISSING);
    }
    if (!LINE.matcher(text).matches()) {
      throw FieldProblems.only(pointer, WebProblem.FIELD_MALFORMED);
    }
    return text;
  }

  private static @Nullable OrganizationId authority(Caller caller) {
    return caller instanceof Caller.OfAuthority officer ? officer.authority() : null;
  }
}
