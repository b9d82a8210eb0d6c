package org.liangzheng.api.identity;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Authenticates a client by its assertion, or by the certificate of its connection. */
final class AssertionProvider implements AuthenticationProvider {

  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final ClientAssertions assertions;
  private final ClientCertificates certificates;
  private final FailureLimit limit;

  AssertionProvider(
      ClientAssertions assertions, ClientCertificates certificates, FailureLimit limit) {
    this.assertions = assertions;
    this.certificates = certificates;
    this.limit = limit;
  }

  @Override
  public @Nullable Authentication authenticate(Authentication request) {
    if (request instanceof OAuth2ClientAuthenticationToken token
        && ClientAuthenticationMethod.NONE.equals(token.getClientAuthenticationMethod())) {
      return null; // a program without a key; PKCE's turn
    }
    Client client = check(request.getName(), request.getCredentials());
    if (request.getDetails() instanceof WebAuthenticationDetails details) {
      limit.succeeded(client.id(), details.getRemoteAddress());
    }
    return new OAuth2ClientAuthenticationToken(
        StoredClients.registered(client),
        request instanceof OAuth2ClientAuthenticationToken token
            ? token.getClientAuthenticationMethod()
            : ClientAuthenticationMethod.PRIVATE_KEY_JWT,
        certificate(request));
  }

  /** What the token will be bound to: the certificate of the connection, if there is one. */
  private static @Nullable X509Certificate certificate(Authentication request) {
    if (request instanceof OAuth2ClientAuthenticationToken token
        && token.getAdditionalParameters().get(AssertionConverter.CERTIFICATE)
            instanceof X509Certificate beside) {
      return beside;
    }
    return ClientCertificates.presented(request.getCredentials()).orElse(null);
  }

  private Client check(String claimed, @Nullable Object credentials) {
    try {
      return switch (credentials) {
        case CompactJws assertion -> assertions.check(claimed, assertion);
        case X509Certificate[] chain when chain.length > 0 ->
            certificates.check(claimed, List.of(chain));
        case null, default -> throw TokenRefused.request();
      };
    } catch (DataAccessException unreachable) {
      throw TokenRefused.unavailable(unreachable, PAUSE);
    }
  }

  @Override
  public boolean supports(Class<?> type) {
    return OAuth2ClientAuthenticationToken.class.isAssignableFrom(type);
  }
}
