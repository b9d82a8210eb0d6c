package org.liangzheng.api.identity.page;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.liangzheng.api.identity.SignInEntryPoint;
import org.liangzheng.api.identity.SignedIn;
import org.liangzheng.api.identity.person.Session;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Before a holder's pages: who has a password that others have seen changes it first, and who acts
 * for an authority is told how to come back to its own affairs.
 */
final class OwnPages extends OncePerRequestFilter {
  /** The account page says why one is there. */
  static final String WHY = "holder";

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    return !path.equals(SignInEntryPoint.HOME) && !path.startsWith(SignInEntryPoint.HOME + "/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<String> elsewhere =
        SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn who
            ? elsewhere(who.session())
            : Optional.empty();
    if (elsewhere.isPresent()) {
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      response.setHeader(HttpHeaders.LOCATION, elsewhere.get());
      return;
    }
    chain.doFilter(request, response);
  }

  private static Optional<String> elsewhere(Session session) {
    if (session.mustChangePassword()) {
      return Optional.of(AccountController.PASSWORD);
    }
    return session.acting().map(_ -> AccountController.PAGE + "?" + WHY);
  }
}
