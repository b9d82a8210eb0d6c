package org.liangzheng.api.identity;

import java.util.Optional;
import java.util.Set;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.ProblemCode;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** Decides who may do what, by scope and by ownership; nothing else in the service does. */
public final class AccessControl {

  private static final String CHALLENGE = "WWW-Authenticate";

  private final Clients clients;

  AccessControl(Clients clients) {
    this.clients = clients;
  }

  /**
   * The caller of the current request, if it has the right.
   *
   * @throws Problem NOT_AUTHENTICATED without a token or when its client was disabled, NOT_ALLOWED
   *     without the right
   */
  Caller require(Scope scope) {
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    if (!(who instanceof JwtAuthenticationToken token) || !token.isAuthenticated()) {
      throw new Problem(WebProblem.NOT_AUTHENTICATED).withHeader(CHALLENGE, "Bearer");
    }
    Caller caller =
        caller(token.getToken())
            .orElseThrow(() ->
                new Problem(WebProblem.NOT_AUTHENTICATED)
                    .withHeader(CHALLENGE, "Bearer error=\"invalid_token\""));
    if (!caller.scopes().contains(scope)) {
      // RFC 6750 §3.1
      throw new Problem(WebProblem.NOT_ALLOWED)
          .withHeader(
              CHALLENGE, "Bearer error=\"insufficient_scope\", scope=\"" + scope.wire() + "\"");
    }
    return caller;
  }

  /**
   * Lets pass what belongs to the caller's authority. What does not looks as if it did not exist.
   *
   * @param authority whose the thing is
   * @param notFound what the feature says of things that do not exist, with its arguments
   * @throws Problem of {@code notFound}
   */
  public void requireOwn(
      Caller caller, OrganizationId authority, ProblemCode notFound, String... arguments) {
    if (!isOwn(caller, authority)) {
      throw new Problem(notFound, arguments);
    }
  }

  /** Whether a thing of that authority is the caller's own. */
  public boolean isOwn(Caller caller, OrganizationId authority) {
    return caller.authority().equals(authority);
  }

  /** The token says what was granted; the register says whether it still is. */
  private Optional<Caller> caller(Jwt token) {
    Set<Scope> granted = Scope.known(AccessTokens.scopes(token));
    return Optional.ofNullable(token.getSubject())
        .flatMap(clients::current)
        .filter(Client::enabled)
        .filter(client ->
            client.authority().value().equals(token.getClaimAsString(AccessTokens.AUTHORITY)))
        .map(client -> {
          granted.retainAll(client.scopes());
          return new Caller(client.id(), client.authority(), granted);
        });
  }
}
