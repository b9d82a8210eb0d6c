package org.liangzheng.api.identity;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.liangzheng.api.identity.Caller.Kind;
import org.liangzheng.api.identity.person.Role;

/**
 * A right a caller can hold and a token can carry (RFC 6749 §3.3): who may hold it, which roles
 * bring it to a person, and how surely a person has to be recognised. Whoever adds a right says all
 * of this here; the matrix of the tests follows from it.
 */
public enum Scope {
  /** Issue licences of the caller's own authority. */
  LICENCE_ISSUE("licence:issue", ActKind.OFFICE, true, Role.LICENCE_OFFICER),
  /** Read licences of the caller's own authority. */
  LICENCE_READ("licence:read", ActKind.OFFICE, true, Role.LICENCE_OFFICER),
  /** Read what happened to things of the caller's own authority. */
  EVENT_READ("event:read", ActKind.OFFICE, true, Role.LICENCE_OFFICER, Role.AUDITOR),
  /** Read the audit log of all authorities; a person only for a supervising authority. */
  AUDIT_READ("audit:read", ActKind.OFFICE, true, Role.AUDITOR),
  /** Make and disable accounts of the caller's own authority. */
  ACCOUNT_MANAGE("account:manage", ActKind.OFFICE, false, Role.ADMINISTRATOR),
  /** See who has which role for the caller's own authority. */
  ROLE_READ("role:read", ActKind.OFFICE, false, Role.ADMINISTRATOR, Role.AUDITOR),
  /** Propose and revoke roles of the caller's own authority. */
  ROLE_MANAGE("role:manage", ActKind.WEIGHTY, false, Role.ADMINISTRATOR),
  /** See what waits for two people. */
  APPROVAL_READ("approval:read", ActKind.OFFICE, false, Role.values()),
  /** Approve, refuse, withdraw what needs two people; which of it, the act's role decides. */
  APPROVAL_DECIDE("approval:decide", ActKind.WEIGHTY, false, Role.values()),
  /** Record mandates that rest on a register: legal representatives and guardians. */
  MANDATE_RECORD("mandate:record", ActKind.WEIGHTY, true, Role.LICENCE_OFFICER),
  /** See one's own mandates and give some to others. */
  MANDATE_OWN("mandate:own", ActKind.HOLDER);

  private final String wire;
  private final ActKind act;
  private final Set<Kind> kinds;
  private final Set<Role> roles;

  /** For those who act for an authority. */
  Scope(String wire, ActKind act, boolean machines, Role... roles) {
    this.wire = wire;
    this.act = act;
    this.kinds = machines ? EnumSet.of(Kind.MACHINE) : EnumSet.noneOf(Kind.class);
    this.roles = EnumSet.noneOf(Role.class);
    this.roles.addAll(Arrays.asList(roles));
    if (!this.roles.isEmpty()) {
      this.kinds.add(Kind.OFFICER);
    }
  }

  /** For persons as holders. */
  Scope(String wire, ActKind act) {
    this.wire = wire;
    this.act = act;
    this.kinds = EnumSet.of(Kind.HOLDER);
    this.roles = EnumSet.noneOf(Role.class);
  }

  /** As it stands in tokens and in the database; stable. */
  public String wire() {
    return wire;
  }

  /** What kind of act it allows, for how surely a person has to be recognised. */
  public ActKind act() {
    return act;
  }

  /** Which kinds of callers can hold it. */
  Set<Kind> kinds() {
    return EnumSet.copyOf(kinds);
  }

  /** The roles that bring it; none for holders' rights. */
  Set<Role> roles() {
    return roles.isEmpty() ? EnumSet.noneOf(Role.class) : EnumSet.copyOf(roles);
  }

  static Optional<Scope> of(String wire) {
    return Arrays.stream(values()).filter(scope -> scope.wire.equals(wire)).findFirst();
  }

  /** Names this version does not know grant nothing. */
  static Set<Scope> known(Collection<String> wires) {
    Set<Scope> known = EnumSet.noneOf(Scope.class);
    wires.forEach(wire -> of(wire).ifPresent(known::add));
    return known;
  }

  static Set<String> wires(Collection<Scope> scopes) {
    return scopes.stream()
        .map(Scope::wire)
        .collect(Collectors.toCollection(java.util.TreeSet::new));
  }
}
