package org.liangzheng.api.identity;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
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
  LICENCE_ISSUE("licence:issue", ActKind.OFFICE, true),
  /** Read licences of the caller's own authority. */
  LICENCE_READ("licence:read", ActKind.OFFICE, true),
  /** Read what happened to things of the caller's own authority. */
  EVENT_READ("event:read", ActKind.OFFICE, true),
  /** Read the audit log of all authorities; a person only for a supervising authority. */
  AUDIT_READ("audit:read", ActKind.OFFICE, true),
  /** Make and disable accounts of the caller's own authority. */
  ACCOUNT_MANAGE("account:manage", ActKind.OFFICE, false),
  /** See who has which role for the caller's own authority. */
  ROLE_READ("role:read", ActKind.OFFICE, false),
  /** Propose and revoke roles of the caller's own authority. */
  ROLE_MANAGE("role:manage", ActKind.WEIGHTY, false),
  /** See the machines of the caller's own authority. */
  CLIENT_READ("client:read", ActKind.OFFICE, false),
  /** Propose and disable machines of the caller's own authority. */
  CLIENT_MANAGE("client:manage", ActKind.WEIGHTY, false),
  /** See what waits for two people. */
  APPROVAL_READ("approval:read", ActKind.OFFICE, false),
  /** Approve, refuse, withdraw what needs two people; which of it, the act's role decides. */
  APPROVAL_DECIDE("approval:decide", ActKind.WEIGHTY, false),
  /** Record mandates that rest on a register: legal representatives and guardians. */
  MANDATE_RECORD("mandate:record", ActKind.WEIGHTY, true),
  /** See one's own mandates and give some to others. */
  MANDATE_OWN("mandate:own", ActKind.HOLDER, false);

  private final String wire;
  private final ActKind act;
  private final boolean machines;

  Scope(String wire, ActKind act, boolean machines) {
    this.wire = wire;
    this.act = act;
    this.machines = machines;
  }

  /** As it stands in tokens and in the database; stable. */
  public String wire() {
    return wire;
  }

  /** What kind of act it allows, for how surely a person has to be recognised. */
  public ActKind act() {
    return act;
  }

  /** The roles that bring it to a person; none for holders' rights. */
  Set<Role> roles() {
    return switch (this) {
      case LICENCE_ISSUE, LICENCE_READ, MANDATE_RECORD -> EnumSet.of(Role.LICENCE_OFFICER);
      case EVENT_READ -> EnumSet.of(Role.LICENCE_OFFICER, Role.AUDITOR);
      case AUDIT_READ -> EnumSet.of(Role.AUDITOR);
      case ACCOUNT_MANAGE, ROLE_MANAGE, CLIENT_MANAGE -> EnumSet.of(Role.ADMINISTRATOR);
      case ROLE_READ, CLIENT_READ -> EnumSet.of(Role.ADMINISTRATOR, Role.AUDITOR);
      case APPROVAL_READ, APPROVAL_DECIDE -> EnumSet.allOf(Role.class);
      case MANDATE_OWN -> EnumSet.noneOf(Role.class);
    };
  }

  /** Which kinds of callers can hold it. */
  Set<Kind> kinds() {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    if (machines) {
      kinds.add(Kind.MACHINE);
    }
    if (!roles().isEmpty()) {
      kinds.add(Kind.OFFICER);
    }
    if (act == ActKind.HOLDER) {
      kinds.add(Kind.HOLDER);
    }
    return kinds;
  }

  /** Whether a role brings it. */
  boolean comesWith(Role role) {
    return roles().contains(role);
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

  /** Those of the names that a machine can hold. */
  public static Set<Scope> ofMachines(Collection<String> wires) {
    Set<Scope> known = known(wires);
    known.removeIf(scope -> !scope.machines);
    return known;
  }

  /** Their names, in order. */
  public static List<String> names(Collection<Scope> scopes) {
    return List.copyOf(wires(scopes));
  }

  static Set<String> wires(Collection<Scope> scopes) {
    return scopes.stream()
        .map(Scope::wire)
        .collect(Collectors.toCollection(java.util.TreeSet::new));
  }
}
