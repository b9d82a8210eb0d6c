package org.liangzheng.api.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.liangzheng.api.identity.person.Assurance;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.format.licence.OrganizationId;

/** Which rights a person's roles bring, and whether a sign-in is good enough for a right. */
final class PeopleRights {
  private final Map<ActKind, Assurance> minimum;
  private final Duration fresh;
  private final Set<String> supervisors;
  private final Clock clock;

  PeopleRights(
      Map<ActKind, Assurance> minimum, Duration fresh, Set<String> supervisors, Clock clock) {
    this.minimum = minimum;
    this.fresh = fresh;
    this.supervisors = supervisors;
    this.clock = clock;
  }

  Set<Scope> ofRoles(OrganizationId authority, Set<Role> roles) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (Scope scope : Scope.values()) {
      if (roles.stream().anyMatch(scope::comesWith)) {
        scopes.add(scope);
      }
    }
    if (!supervisors.contains(authority.value())) {
      // Two administrators of one department must not be able to open the log of all others.
      scopes.remove(Scope.AUDIT_READ);
    }
    return scopes;
  }

  Set<Scope> ofHolders() {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (Scope scope : Scope.values()) {
      if (scope.kinds().contains(Caller.Kind.HOLDER)) {
        scopes.add(scope);
      }
    }
    return scopes;
  }

  /**
   * @throws Problem ASSURANCE_TOO_WEAK, SIGN_IN_TOO_OLD, with the challenge of RFC 9470 §3
   */
  void requireGoodEnough(Scope scope, Assurance assurance, Instant authenticatedAt) {
    Assurance needed = minimum.getOrDefault(scope.act(), Assurance.BASIC);
    if (!assurance.isAtLeast(needed)) {
      throw new Problem(IdentityProblem.ASSURANCE_TOO_WEAK, needed.name())
          .withHeader(
              "WWW-Authenticate",
              "Bearer error=\"insufficient_user_authentication\", acr_values=\"" + needed + "\"");
    }
    if (scope.act() == ActKind.WEIGHTY && authenticatedAt.plus(fresh).isBefore(clock.instant())) {
      throw new Problem(IdentityProblem.SIGN_IN_TOO_OLD, String.valueOf(fresh.toMinutes()))
          .withHeader(
              "WWW-Authenticate",
              "Bearer error=\"insufficient_user_authentication\", max_age=" + fresh.toSeconds());
    }
  }
}
