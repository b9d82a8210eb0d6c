package org.liangzheng.api.identity;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.liangzheng.api.identity.person.PersonProblem;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.api.identity.person.Roles;
import org.liangzheng.api.identity.person.Session;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.ProblemCode;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Decides who may do what, by scope and by ownership; nothing else in the service does. What a
 * token or session says is held against the registers at each call: clients and roles as they were
 * at most 30 s ago, sessions and accounts as they are.
 */
public final class AccessControl {

  private static final String CHALLENGE = "WWW-Authenticate";

  private final Clients clients;
  private final CodeGrants grants;
  private final Roles roles;
  private final PeopleRights rights;
  private final Representation representation;

  AccessControl(
      Clients clients,
      CodeGrants grants,
      Roles roles,
      PeopleRights rights,
      Representation representation) {
    this.clients = clients;
    this.grants = grants;
    this.roles = roles;
    this.rights = rights;
    this.representation = representation;
  }

  /**
   * The caller of the current request, if it has the right.
   *
   * @param certificate thumbprint of the certificate of its connection
   * @param proved whether the token came with a proof of possession, which was checked
   * @throws Problem NOT_AUTHENTICATED without a token or session, or when its client, session or
   *     account has ended; NOT_ALLOWED without the right; ASSURANCE_TOO_WEAK or SIGN_IN_TOO_OLD
   *     when the person has to prove better who it is
   */
  Caller require(Scope scope, Optional<String> certificate, boolean proved) {
    Caller caller = caller(certificate, proved);
    if (!caller.scopes().contains(scope) || !scope.kinds().contains(caller.kind())) {
      // RFC 6750 §3.1
      throw new Problem(WebProblem.NOT_ALLOWED)
          .withHeader(
              CHALLENGE, "Bearer error=\"insufficient_scope\", scope=\"" + scope.wire() + "\"");
    }
    if (caller instanceof Caller.Person person) {
      rights.requireGoodEnough(scope, person.assurance(), person.authenticatedAt());
    }
    return caller;
  }

  private Caller caller(Optional<String> certificate, boolean proved) {
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    return switch (who) {
      case JwtAuthenticationToken token when token.isAuthenticated() ->
          ofToken(token.getToken(), certificate, proved)
              .orElseThrow(() ->
                  new Problem(WebProblem.NOT_AUTHENTICATED)
                      .withHeader(CHALLENGE, "Bearer error=\"invalid_token\""));
      case SignedIn person -> ofSession(person.session());
      case null, default ->
          throw new Problem(WebProblem.NOT_AUTHENTICATED).withHeader(CHALLENGE, "Bearer");
    };
  }

  /**
   * Lets pass what belongs to the caller's authority. What does not looks as if it did not exist.
   *
   * @param authority whose the thing is
   * @param notFound what the feature says of things that do not exist, with its arguments
   * @throws Problem of {@code notFound}
   */
  public void requireOwn(
      Caller.OfAuthority caller,
      OrganizationId authority,
      ProblemCode notFound,
      String... arguments) {
    if (!isOwn(caller, authority)) {
      throw new Problem(notFound, arguments);
    }
  }

  /** Whether a thing of that authority is the caller's own. */
  public boolean isOwn(Caller.OfAuthority caller, OrganizationId authority) {
    return caller.authority().equals(authority);
  }

  /**
   * Lets pass a person's own affairs, and those of somebody it has a mandate of for this. What is
   * neither looks as if it did not exist.
   *
   * @param principal party whose the thing is
   * @throws Problem of {@code notFound}
   */
  public void requireFor(
      Caller.Person caller,
      UUID principal,
      MandateScope needed,
      ProblemCode notFound,
      String... arguments) {
    if (!mayActFor(caller, principal, needed)) {
      throw new Problem(notFound, arguments);
    }
  }

  /** Whether the caller is the party itself, or has a mandate of it for this today. */
  public boolean mayActFor(Caller.Person caller, UUID principal, MandateScope needed) {
    return caller.party().equals(principal)
        || representation.mayAct(caller.party(), principal, needed);
  }

  /** The token says what was granted; the registers say whether it still is. */
  private Optional<Caller> ofToken(Jwt token, Optional<String> certificate, boolean proved) {
    // RFC 8705 §3: a token that names a certificate is of no use without it.
    String bound = token.getClaimAsString(AccessTokens.THUMBPRINT);
    if (bound != null && !certificate.equals(Optional.of(bound))) {
      return Optional.empty();
    }
    // RFC 9449 §7.1: nor one that names a key without a proof, whatever scheme it comes by.
    if (token.hasClaim(AccessTokens.CONFIRMATION) != proved) {
      return Optional.empty();
    }
    Set<Scope> granted = Scope.known(AccessTokens.scopes(token));
    String grant = token.getClaimAsString(AccessTokens.GRANT);
    return grant == null ? ofMachine(token, granted) : ofGrant(token, grant, granted);
  }

  private Optional<Caller> ofMachine(Jwt token, Set<Scope> granted) {
    return Optional.ofNullable(token.getSubject())
        .flatMap(clients::current)
        .filter(Client::enabled)
        .filter(client -> !client.point() || isBoundTo(token, client))
        .filter(client ->
            client.authority().value().equals(token.getClaimAsString(AccessTokens.AUTHORITY)))
        .map(client -> {
          granted.retainAll(client.scopes());
          if (client.point()) {
            return new Caller.Point(UUID.fromString(client.id()), client.authority(), granted);
          }
          return new Caller.Machine(client.id(), client.authority(), granted);
        });
  }

  /** A point that was enrolled anew has another key, and tokens for the old one end. */
  private static boolean isBoundTo(Jwt token, Client client) {
    return token.getClaim(AccessTokens.CONFIRMATION) instanceof Map<?, ?> named
        && client.keys().stream()
            .anyMatch(key -> key.thumbprint().equals(named.get(AccessTokens.KEY_THUMBPRINT)));
  }

  private Optional<Caller> ofGrant(Jwt token, String grant, Set<Scope> granted) {
    return grants
        .find(UUID.fromString(grant))
        .filter(found -> found.session().account().toString().equals(token.getSubject()))
        .map(found -> {
          granted.retainAll(found.scopes());
          return person(found.session(), found.authority(), granted);
        });
  }

  private Caller ofSession(Session session) {
    if (session.mustChangePassword()) {
      throw new Problem(PersonProblem.PASSWORD_MUST_CHANGE);
    }
    return person(session, session.acting(), Set.of(Scope.values()));
  }

  private Caller person(Session session, Optional<OrganizationId> authority, Set<Scope> most) {
    UUID account = session.account();
    Instant at = session.authenticatedAt();
    if (authority.isEmpty()) {
      Set<Scope> scopes = rights.ofHolders();
      scopes.retainAll(most);
      return new Caller.Holder(
          account, session.party(), session.id(), scopes, session.assurance(), at);
    }
    Set<Role> held = roles.current(account, authority.get());
    Set<Scope> scopes = rights.ofRoles(authority.get(), held);
    scopes.retainAll(most);
    return new Caller.Officer(
        account, session.party(), authority.get(), held, scopes, session.assurance(), at);
  }
}
