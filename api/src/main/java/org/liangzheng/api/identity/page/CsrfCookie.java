package org.liangzheng.api.identity.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.SessionCookie;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;

/** Keeps the token against forged requests in a cookie of its own, out of reach of scripts. */
final class CsrfCookie implements CsrfTokenRepository {
  private final SessionCookie cookie;

  CsrfCookie(SessionCookie cookie) {
    this.cookie = cookie;
  }

  /** Made for each use: the cookie's name depends on the issuer, known once the service listens. */
  private CookieCsrfTokenRepository repository() {
    CookieCsrfTokenRepository repository = new CookieCsrfTokenRepository();
    repository.setCookieName(cookie.name("lz-form"));
    repository.setHeaderName("X-CSRF-TOKEN");
    repository.setCookieCustomizer(
        builder -> builder.path("/").httpOnly(true).secure(cookie.isSecure()).sameSite("Lax"));
    return repository;
  }

  @Override
  public CsrfToken generateToken(HttpServletRequest request) {
    return repository().generateToken(request);
  }

  @Override
  public void saveToken(
      @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
    repository().saveToken(token, request, response);
  }

  @Override
  public @Nullable CsrfToken loadToken(HttpServletRequest request) {
    return repository().loadToken(request);
  }
}
