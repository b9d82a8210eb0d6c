package org.liangzheng.api.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Reads a token request of a machine (RFC 6749 §4.4.2). Without {@code scope} it asks for all the
 * client has.
 */
final class ClientCredentialsConverter implements AuthenticationConverter {
  private final PossessionProofs proofs;

  ClientCredentialsConverter(PossessionProofs proofs) {
    this.proofs = proofs;
  }

  @Override
  public @Nullable Authentication convert(HttpServletRequest request) {
    if (!AuthorizationGrantType.CLIENT_CREDENTIALS
        .getValue()
        .equals(request.getParameter("grant_type"))) {
      return null; // told as unsupported_grant_type
    }
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    if (!(who instanceof OAuth2ClientAuthenticationToken client)
        || client.getRegisteredClient() == null) {
      throw TokenRefused.client(TokenRefused.Reason.NO_ASSERTION, null);
    }
    String scope = request.getParameter("scope");
    Set<String> scopes =
        scope == null || scope.isBlank()
            ? client.getRegisteredClient().getScopes()
            : new LinkedHashSet<>(List.of(scope.strip().split(" +")));
    return new OAuth2ClientCredentialsAuthenticationToken(
        client, scopes, proofs.parameters(request));
  }
}
