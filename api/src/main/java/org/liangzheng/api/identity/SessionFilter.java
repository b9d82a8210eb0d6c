package org.liangzheng.api.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import org.liangzheng.api.identity.person.Session;
import org.liangzheng.api.identity.person.Sessions;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Recognises the person of a browser's session. For authorization requests only one who need not
 * sign in first: not with a password somebody else has seen, not longer ago than {@code max_age}.
 */
public final class SessionFilter extends OncePerRequestFilter {
  /** A sign-in is never fresher than the redirect that follows it. */
  private static final long SHORTEST_AGE = 10;

  private final SessionCookie cookie;
  private final Sessions sessions;
  private final Clock clock;
  private final boolean forAuthorize;

  private SessionFilter(
      SessionCookie cookie, Sessions sessions, Clock clock, boolean forAuthorize) {
    this.cookie = cookie;
    this.sessions = sessions;
    this.clock = clock;
    this.forAuthorize = forAuthorize;
  }

  static SessionFilter forAuthorize(SessionCookie cookie, Sessions sessions, Clock clock) {
    return new SessionFilter(cookie, sessions, clock, true);
  }

  /** For the chain of pages. */
  public static SessionFilter forPages(SessionCookie cookie, Sessions sessions, Clock clock) {
    return new SessionFilter(cookie, sessions, clock, false);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Session session = cookie.read(request).flatMap(sessions::find).orElse(null);
    if (session != null && (!forAuthorize || mayAuthorize(request, session))) {
      SecurityContext context = SecurityContextHolder.createEmptyContext();
      context.setAuthentication(new SignedIn(session));
      SecurityContextHolder.setContext(context);
    }
    chain.doFilter(request, response);
  }

  private boolean mayAuthorize(HttpServletRequest request, Session session) {
    if (session.mustChangePassword()) {
      return false;
    }
    String most = request.getParameter("max_age");
    if (most == null) {
      return true;
    }
    try {
      long age = Math.max(SHORTEST_AGE, Long.parseLong(most));
      Instant now = clock.instant();
      return age > Integer.MAX_VALUE || session.authenticatedAt().plusSeconds(age).isAfter(now);
    } catch (NumberFormatException unreadable) {
      return false;
    }
  }
}
