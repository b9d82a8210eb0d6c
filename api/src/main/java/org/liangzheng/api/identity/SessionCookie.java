package org.liangzheng.api.identity;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * The cookie of a person's session: out of reach of scripts, not sent along from other sites but by
 * links, and over https only when the service has it; there its name starts with {@code __Host-},
 * so that no other host of the domain can set it (RFC 6265bis §4.1.3.2).
 */
public final class SessionCookie {
  private static final String NAME = "lz-session";

  private final Issuer issuer;

  SessionCookie(Issuer issuer) {
    this.issuer = issuer;
  }

  /** Whether people reach the service by https. */
  public boolean isSecure() {
    return issuer.value().startsWith("https:");
  }

  /** The name of one of our cookies as it is sent. */
  public String name(String plain) {
    return isSecure() ? "__Host-" + plain : plain;
  }

  public Optional<String> read(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies == null) {
      return Optional.empty();
    }
    String name = name(NAME);
    String value = null;
    for (Cookie cookie : cookies) {
      if (cookie.getName().equals(name)) {
        if (value != null) {
          return Optional.empty(); // two of one name: somebody else set one of them
        }
        value = cookie.getValue();
      }
    }
    return Optional.ofNullable(value);
  }

  /** Ends with the browser; the service has its own limits. */
  public void write(HttpServletResponse response, String value) {
    response.addHeader(HttpHeaders.SET_COOKIE, cookie(value).build().toString());
  }

  public void clear(HttpServletResponse response) {
    response.addHeader(HttpHeaders.SET_COOKIE, cookie("").maxAge(Duration.ZERO).build().toString());
  }

  private ResponseCookie.ResponseCookieBuilder cookie(String value) {
    return ResponseCookie.from(name(NAME), value)
        .path("/")
        .httpOnly(true)
        .secure(isSecure())
        .sameSite("Lax");
  }
}
