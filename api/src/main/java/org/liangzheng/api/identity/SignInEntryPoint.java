package org.liangzheng.api.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Sends a browser to the log-in page, and from there back to what it asked for. */
public final class SignInEntryPoint implements AuthenticationEntryPoint {
  /** The log-in page. */
  public static final String PAGE = "/login";

  /** Its parameter: where to go on, an authorization request or a page of this service. */
  public static final String CONTINUE = "continue";

  /** Where somebody lands who was not on the way to anything. */
  public static final String HOME = "/me";

  /** Its parameter: there was a session, and it has ended. */
  private static final String ENDED = "ended";

  private static final int LONGEST = 4096;

  private final @Nullable SessionCookie cookie;

  SignInEntryPoint() {
    this.cookie = null;
  }

  private SignInEntryPoint(SessionCookie cookie) {
    this.cookie = cookie;
  }

  /** For pages: whose session has ended is told so. */
  public static SignInEntryPoint forPages(SessionCookie cookie) {
    return new SignInEntryPoint(cookie);
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException unknown) {
    String query = request.getQueryString();
    String to = PAGE + (cookie != null && cookie.read(request).isPresent() ? "?" + ENDED : "");
    String asked = request.getRequestURI() + (query == null ? "" : "?" + query);
    if (isOwn(asked)) {
      to +=
          (to.equals(PAGE) ? "?" : "&")
              + CONTINUE
              + "="
              + URLEncoder.encode(asked, StandardCharsets.UTF_8);
    }
    response.setStatus(HttpServletResponse.SC_FOUND);
    response.setHeader("Location", to);
  }

  /**
   * Whether a text is an authorization request or a page of this service and leads nowhere else.
   */
  public static boolean isOwn(String text) {
    return text.length() <= LONGEST
        && (text.startsWith(Issuer.AUTHORIZE_PATH + "?") || text.startsWith(HOME + "/"))
        && text.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '\\' && c != '"' && c != '#');
  }
}
