package org.liangzheng.api.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.stereotype.Component;

/**
 * 401 as a problem document with the challenge of RFC 6750 §3. The description a token decoder
 * gives is left out: it may quote the token.
 */
@Component
public final class ProblemEntryPoint implements AuthenticationEntryPoint {

  private final ProblemDocuments documents;

  public ProblemEntryPoint(ProblemDocuments documents) {
    this.documents = documents;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException thrown)
      throws IOException {
    String challenge =
        thrown instanceof OAuth2AuthenticationException
            ? "Bearer error=\"invalid_token\""
            : "Bearer";
    documents.write(
        new Problem(WebProblem.NOT_AUTHENTICATED).withHeader("WWW-Authenticate", challenge),
        request,
        response);
  }
}
