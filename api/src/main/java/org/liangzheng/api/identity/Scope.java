package org.liangzheng.api.identity;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A right a client can hold and a token can carry (RFC 6749 §3.3). */
public enum Scope {
  /** Issue licences of the client's own authority. */
  LICENCE_ISSUE("licence:issue"),
  /** Read licences of the client's own authority. */
  LICENCE_READ("licence:read"),
  /** Read what happened to things of the client's own authority. */
  EVENT_READ("event:read"),
  /** Read the audit log of all authorities; for auditors. */
  AUDIT_READ("audit:read");

  private final String wire;

  Scope(String wire) {
    this.wire = wire;
  }

  /** As it stands in tokens and in the database; stable. */
  public String wire() {
    return wire;
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
