package org.liangzheng.api.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.TokenRefused.Reason;
import org.liangzheng.verifier.crypto.MalformedException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes the client's assertion from a token request (RFC 7523 §2.2), or the certificate of its
 * connection (RFC 8705 §2). Every other way to authenticate is refused, not passed over; but a
 * program that people use has no key, and exchanges its code by PKCE alone.
 */
final class AssertionConverter implements AuthenticationConverter {

  private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  /** Parameter of the token request: the certificate of the connection. */
  static final String CERTIFICATE = "certificate";

  private final JsonMapper json;
  private final FailureLimit limit;

  AssertionConverter(JsonMapper json, FailureLimit limit) {
    this.json = json;
    this.limit = limit;
  }

  @Override
  public Authentication convert(HttpServletRequest request) {
    limit.requireOpen(null, request.getRemoteAddr());
    // RFC 6749 §2.3.1: never in the address, where logs would keep it.
    if (request.getQueryString() != null
        || request.getParameterMap().values().stream().anyMatch(values -> values.length != 1)) {
      throw TokenRefused.request();
    }
    String type = request.getParameter("client_assertion_type");
    String text = request.getParameter("client_assertion");
    if (request.getHeader(HttpHeaders.AUTHORIZATION) != null
        || request.getParameter("client_secret") != null) {
      throw TokenRefused.client(Reason.OTHER_METHOD, null);
    }
    if (text == null && type == null && isCodeExchange(request)) {
      return publicApp(request);
    }
    if (text == null && type == null && !ClientCertificates.of(request).isEmpty()) {
      return byCertificate(request);
    }
    if (text == null || !TYPE.equals(type)) {
      throw TokenRefused.client(Reason.NO_ASSERTION, null);
    }
    CompactJws assertion = read(text);
    String client = claimed(request.getParameter("client_id"), assertion);
    limit.requireOpen(client, request.getRemoteAddr());
    return new OAuth2ClientAuthenticationToken(
        client,
        ClientAuthenticationMethod.PRIVATE_KEY_JWT,
        assertion,
        // By an assertion over a connection with a certificate, the token is bound as well.
        ClientCertificates.of(request).stream()
            .findFirst()
            .<Map<String, Object>>map(one -> Map.of(CERTIFICATE, one))
            .orElse(Map.of()));
  }

  /** RFC 8705 §2: the connection has proven the key; the request says whose it is. */
  private Authentication byCertificate(HttpServletRequest request) {
    String id = request.getParameter(OAuth2ParameterNames.CLIENT_ID);
    if (id == null || !Clients.isId(id)) {
      throw TokenRefused.client(Reason.SUBJECT_WRONG, null);
    }
    limit.requireOpen(id, request.getRemoteAddr());
    return new OAuth2ClientAuthenticationToken(
        id,
        ClientAuthenticationMethod.TLS_CLIENT_AUTH,
        ClientCertificates.of(request).toArray(X509Certificate[]::new),
        Map.of());
  }

  private static boolean isCodeExchange(HttpServletRequest request) {
    return AuthorizationGrantType.AUTHORIZATION_CODE
        .getValue()
        .equals(request.getParameter(OAuth2ParameterNames.GRANT_TYPE));
  }

  /** RFC 6749 §3.2.1, RFC 7636 §4.5: a program without a key names itself and proves its code. */
  private static Authentication publicApp(HttpServletRequest request) {
    String id = request.getParameter(OAuth2ParameterNames.CLIENT_ID);
    String code = request.getParameter(OAuth2ParameterNames.CODE);
    String verifier = request.getParameter(PkceParameterNames.CODE_VERIFIER);
    if (id == null || !Clients.isId(id) || code == null || verifier == null) {
      throw TokenRefused.request();
    }
    return new OAuth2ClientAuthenticationToken(
        id,
        ClientAuthenticationMethod.NONE,
        null,
        Map.of(
            OAuth2ParameterNames.GRANT_TYPE,
            AuthorizationGrantType.AUTHORIZATION_CODE.getValue(),
            OAuth2ParameterNames.CODE,
            code,
            PkceParameterNames.CODE_VERIFIER,
            verifier));
  }

  private CompactJws read(String text) {
    try {
      return CompactJws.parse(json, text, ClientAssertions.MOST_CHARACTERS);
    } catch (MalformedException malformed) {
      throw TokenRefused.client(Reason.MALFORMED, null);
    }
  }

  /** RFC 7521 §4.2: client_id may be left out; when given it names the subject. */
  private static String claimed(@Nullable String parameter, CompactJws assertion) {
    String subject = assertion.text("sub").orElse("");
    if (!Clients.isId(subject) || (parameter != null && !parameter.equals(subject))) {
      throw TokenRefused.client(Reason.SUBJECT_WRONG, null);
    }
    return subject;
  }
}
