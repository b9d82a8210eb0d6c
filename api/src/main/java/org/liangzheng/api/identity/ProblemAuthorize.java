package org.liangzheng.api.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.ProblemDocuments;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * Answers authorization requests that are refused (RFC 6749 §4.1.2.1): by redirect where program
 * and address are right, else here, as a problem document.
 */
final class ProblemAuthorize implements AuthenticationFailureHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAuthorize.class);
  private static final Set<String> TOLD =
      Set.of(
          OAuth2ErrorCodes.INVALID_REQUEST,
          OAuth2ErrorCodes.UNAUTHORIZED_CLIENT,
          OAuth2ErrorCodes.ACCESS_DENIED,
          OAuth2ErrorCodes.UNSUPPORTED_RESPONSE_TYPE,
          OAuth2ErrorCodes.INVALID_SCOPE);

  private final ProblemDocuments documents;

  ProblemAuthorize(ProblemDocuments documents) {
    this.documents = documents;
  }

  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failed)
      throws IOException {
    String code =
        failed instanceof OAuth2AuthenticationException oauth
            ? oauth.getError().getErrorCode()
            : OAuth2ErrorCodes.INVALID_REQUEST;
    String error = TOLD.contains(code) ? code : OAuth2ErrorCodes.INVALID_REQUEST;
    LOG.info("no code: {}", error.toLowerCase(Locale.ROOT));
    if (failed instanceof OAuth2AuthorizationCodeRequestAuthenticationException known
        && known.getAuthorizationCodeRequestAuthentication() != null
        && known.getAuthorizationCodeRequestAuthentication().getRedirectUri() != null) {
      var asked = known.getAuthorizationCodeRequestAuthentication();
      UriComponentsBuilder to =
          UriComponentsBuilder.fromUriString(String.valueOf(asked.getRedirectUri()))
              .queryParam("error", error);
      OAuth2Error told = known.getError();
      if (told.getDescription() != null) {
        to.queryParam(
            "error_description",
            UriUtils.encode(told.getDescription(), java.nio.charset.StandardCharsets.UTF_8));
      }
      if (asked.getState() != null) {
        to.queryParam(
            "state", UriUtils.encode(asked.getState(), java.nio.charset.StandardCharsets.UTF_8));
      }
      response.setStatus(HttpServletResponse.SC_FOUND);
      response.setHeader("Location", to.build(true).toUriString());
      return;
    }
    documents.write(new Problem(IdentityProblem.AUTHORIZATION_REQUEST_WRONG), request, response);
  }
}
