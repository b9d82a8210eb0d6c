package org.liangzheng.api.identity;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Authenticates a client by its assertion. */
final class AssertionProvider implements AuthenticationProvider {

  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final ClientAssertions assertions;
  private final FailureLimit limit;

  AssertionProvider(ClientAssertions assertions, FailureLimit limit) {
    this.assertions = assertions;
    this.limit = limit;
  }

  @Override
  public @Nullable Authentication authenticate(Authentication request) {
    if (request instanceof OAuth2ClientAuthenticationToken token
        && ClientAuthenticationMethod.NONE.equals(token.getClientAuthenticationMethod())) {
      return null; // a program without a key; PKCE's turn
    }
    if (!(request.getCredentials() instanceof CompactJws assertion)) {
      throw TokenRefused.request();
    }
    Client client = check(request.getName(), assertion);
    if (request.getDetails() instanceof WebAuthenticationDetails details) {
      limit.succeeded(client.id(), details.getRemoteAddress());
    }
    return new OAuth2ClientAuthenticationToken(
        StoredClients.registered(client), ClientAuthenticationMethod.PRIVATE_KEY_JWT, null);
  }

  private Client check(String claimed, CompactJws assertion) {
    try {
      return assertions.check(claimed, assertion);
    } catch (DataAccessException unreachable) {
      throw TokenRefused.unavailable(unreachable, PAUSE);
    }
  }

  @Override
  public boolean supports(Class<?> type) {
    return OAuth2ClientAuthenticationToken.class.isAssignableFrom(type);
  }
}
