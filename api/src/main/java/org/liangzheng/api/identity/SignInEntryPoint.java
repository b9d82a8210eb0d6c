package org.liangzheng.api.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Sends a browser to the log-in page, and from there back to the authorization request. */
public final class SignInEntryPoint implements AuthenticationEntryPoint {
  /** The log-in page. */
  public static final String PAGE = "/login";

  /** Its parameter: where to go on, an authorization request of this service. */
  public static final String CONTINUE = "continue";

  private static final int LONGEST = 4096;

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException unknown) {
    String query = request.getQueryString();
    String to = PAGE;
    if (request.getRequestURI().equals(Issuer.AUTHORIZE_PATH)
        && query != null
        && query.length() <= LONGEST) {
      to +=
          "?"
              + CONTINUE
              + "="
              + URLEncoder.encode(Issuer.AUTHORIZE_PATH + "?" + query, StandardCharsets.UTF_8);
    }
    response.setStatus(HttpServletResponse.SC_FOUND);
    response.setHeader("Location", to);
  }

  /** Whether a text is an authorization request of this service and leads nowhere else. */
  public static boolean isOwn(String text) {
    return text.length() <= LONGEST + Issuer.AUTHORIZE_PATH.length() + 1
        && text.startsWith(Issuer.AUTHORIZE_PATH + "?")
        && text.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '\\' && c != '"' && c != '#');
  }
}
