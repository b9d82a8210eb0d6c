package org.liangzheng.api.identity;

import java.security.Principal;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.CodeGrants.Grant;
import org.liangzheng.api.identity.person.Roles;
import org.liangzheng.api.identity.person.Session;
import org.liangzheng.api.web.Ids;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

/**
 * What the authorization server keeps: codes, and nothing else. An access token says everything
 * itself and names its grant; there are no refresh tokens. Authorizations of machines are not kept.
 */
final class CodeAuthorizations implements OAuth2AuthorizationService {

  /** Request parameter and claim: USCC of the authority the person wants to act for. */
  static final String AUTHORITY = AccessTokens.AUTHORITY;

  /** Attribute: the grant's id, for the token to name. */
  static final String GRANT = "liangzheng.grant";

  private final CodeGrants grants;
  private final StoredClients clients;
  private final Roles roles;
  private final PeopleRights rights;
  private final Ids ids;

  CodeAuthorizations(
      CodeGrants grants, StoredClients clients, Roles roles, PeopleRights rights, Ids ids) {
    this.grants = grants;
    this.clients = clients;
    this.roles = roles;
    this.rights = rights;
    this.ids = ids;
  }

  @Override
  public void save(OAuth2Authorization authorization) {
    OAuth2Authorization.Token<OAuth2AuthorizationCode> code =
        authorization.getToken(OAuth2AuthorizationCode.class);
    if (code == null) {
      return; // a machine's; nothing of it is looked up later
    }
    Object grant = authorization.getAttribute(GRANT);
    if (!(grant instanceof UUID known)) {
      grants.insert(code.getToken().getTokenValue(), grant(authorization, code.getToken()));
    } else if (code.isInvalidated() && !grants.spend(known)) {
      grants.revoke(known);
      throw invalid();
    }
  }

  private Grant grant(OAuth2Authorization authorization, OAuth2AuthorizationCode code) {
    OAuth2AuthorizationRequest request =
        Objects.requireNonNull(
            authorization.getAttribute(OAuth2AuthorizationRequest.class.getName()));
    if (!(authorization.getAttribute(Principal.class.getName()) instanceof SignedIn person)) {
      throw new IllegalStateException("a code is for a person who signed in");
    }
    Map<String, Object> more = request.getAdditionalParameters();
    return new Grant(
        ids.next(),
        authorization.getRegisteredClientId(),
        person.session(),
        authority(more),
        scopes(authorization, person.session(), authority(more)),
        Objects.requireNonNull(request.getRedirectUri()),
        String.valueOf(more.get(PkceParameterNames.CODE_CHALLENGE)),
        Objects.requireNonNull(code.getIssuedAt()),
        Objects.requireNonNull(code.getExpiresAt()),
        false);
  }

  /** What was asked for, of what the program may have and the person has in this part. */
  private Set<Scope> scopes(
      OAuth2Authorization authorization, Session session, Optional<OrganizationId> authority) {
    Set<Scope> scopes =
        authority
            .map(of -> rights.ofRoles(of, roles.current(session.account(), of)))
            .orElseGet(rights::ofHolders);
    var client =
        Objects.requireNonNull(clients.findByClientId(authorization.getRegisteredClientId()));
    scopes.retainAll(Scope.known(client.getScopes()));
    if (!authorization.getAuthorizedScopes().isEmpty()) {
      scopes.retainAll(Scope.known(authorization.getAuthorizedScopes()));
    }
    return scopes;
  }

  static Optional<OrganizationId> authority(Map<String, Object> parameters) {
    return parameters.get(AUTHORITY) instanceof String text && !text.isEmpty()
        ? Optional.of(new OrganizationId(text))
        : Optional.empty();
  }

  @Override
  public void remove(OAuth2Authorization authorization) {
    // Codes end by themselves.
  }

  @Override
  public @Nullable OAuth2Authorization findById(String id) {
    return null;
  }

  @Override
  public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
    if (type == null || !OAuth2ParameterNames.CODE.equals(type.getValue())) {
      return null;
    }
    Grant grant = grants.ofCode(token).orElse(null);
    if (grant == null) {
      return null;
    }
    if (grant.spent()) {
      grants.revoke(grant.id());
      return null;
    }
    return rebuilt(token, grant);
  }

  private @Nullable OAuth2Authorization rebuilt(String token, Grant grant) {
    var client = clients.findByClientId(grant.app());
    if (client == null) {
      return null;
    }
    OAuth2AuthorizationRequest request =
        OAuth2AuthorizationRequest.authorizationCode()
            .authorizationUri(Issuer.AUTHORIZE_PATH)
            .clientId(grant.app())
            .redirectUri(grant.redirectUri())
            .scopes(Scope.wires(grant.scopes()))
            .additionalParameters(
                Map.of(
                    PkceParameterNames.CODE_CHALLENGE,
                    grant.challenge(),
                    PkceParameterNames.CODE_CHALLENGE_METHOD,
                    "S256"))
            .build();
    return OAuth2Authorization.withRegisteredClient(client)
        .id(grant.id().toString())
        .principalName(grant.session().account().toString())
        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
        .authorizedScopes(Scope.wires(grant.scopes()))
        .attribute(Principal.class.getName(), new SignedIn(grant.session()))
        .attribute(OAuth2AuthorizationRequest.class.getName(), request)
        .attribute(GRANT, grant.id())
        .token(new OAuth2AuthorizationCode(token, grant.issuedAt(), grant.expiresAt()))
        .build();
  }

  static OAuth2AuthenticationException invalid() {
    return new OAuth2AuthenticationException(new OAuth2Error(OAuth2ErrorCodes.INVALID_GRANT));
  }
}
