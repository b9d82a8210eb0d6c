package org.liangzheng.api.identity;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.liangzheng.api.identity.person.Roles;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;

/**
 * What an authorization request has to be: its address registered, character by character (also the
 * port, which Spring leaves open on the loopback); rights the program has; and an authority the
 * person has a role for.
 */
final class AuthorizeCheck
    implements Consumer<OAuth2AuthorizationCodeRequestAuthenticationContext> {

  private final Roles roles;

  AuthorizeCheck(Roles roles) {
    this.roles = roles;
  }

  @Override
  public void accept(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
    OAuth2AuthorizationCodeRequestAuthenticationToken request = context.getAuthentication();
    var client = context.getRegisteredClient();
    String redirect = request.getRedirectUri();
    if (redirect == null || !client.getRedirectUris().contains(redirect)) {
      // Nobody is sent to an address that is not registered, not even with an error.
      throw refused(OAuth2ErrorCodes.INVALID_REQUEST, OAuth2ParameterNames.REDIRECT_URI, null);
    }
    Set<String> asked = request.getScopes();
    if (!client.getScopes().containsAll(asked)) {
      throw refused(OAuth2ErrorCodes.INVALID_SCOPE, OAuth2ParameterNames.SCOPE, request);
    }
    Optional<OrganizationId> authority = authority(request);
    if (request.getPrincipal() instanceof SignedIn person
        && authority.isPresent()
        && roles.current(person.session().account(), authority.get()).isEmpty()) {
      throw refused(OAuth2ErrorCodes.ACCESS_DENIED, CodeAuthorizations.AUTHORITY, request);
    }
  }

  private static Optional<OrganizationId> authority(
      OAuth2AuthorizationCodeRequestAuthenticationToken request) {
    Map<String, Object> parameters = request.getAdditionalParameters();
    try {
      return CodeAuthorizations.authority(parameters);
    } catch (IllegalArgumentException malformed) {
      throw refused(OAuth2ErrorCodes.INVALID_REQUEST, CodeAuthorizations.AUTHORITY, request);
    }
  }

  private static OAuth2AuthorizationCodeRequestAuthenticationException refused(
      String error,
      String parameter,
      @org.jspecify.annotations.Nullable OAuth2AuthorizationCodeRequestAuthenticationToken answer) {
    return new OAuth2AuthorizationCodeRequestAuthenticationException(
        new OAuth2Error(error, "OAuth 2.0 parameter: " + parameter, null), answer);
  }
}
