package org.liangzheng.api.identity.page;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.liangzheng.api.identity.person.Accounts;
import org.liangzheng.api.web.page.PageChoice;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Language and size of type that somebody chooses while signed in are kept with the account, for
 * the next device. A link on another site may change how this page looks, but nothing that stays.
 */
final class KeptChoices extends OncePerRequestFilter {
  private final Accounts accounts;

  KeptChoices(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String from = request.getHeader("Sec-Fetch-Site");
    return !request.getMethod().equals("GET")
        || !PageChoice.isChosenBy(request)
        || (from != null && !from.equals("same-origin"));
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    LoginController.signedIn()
        .ifPresent(
            who -> accounts.keepPageChoice(who.session().account(), PageChoice.of(request).code()));
    chain.doFilter(request, response);
  }
}
