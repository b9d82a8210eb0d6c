package org.liangzheng.api.identity.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.liangzheng.api.identity.SessionCookie;
import org.liangzheng.api.identity.SignedIn;
import org.liangzheng.api.identity.person.Account;
import org.liangzheng.api.identity.person.Accounts;
import org.liangzheng.api.identity.person.Assurance;
import org.liangzheng.api.identity.person.Session;
import org.liangzheng.api.identity.person.Sessions;
import org.liangzheng.api.web.page.PageChoice;
import org.springframework.stereotype.Component;

/** Begins and ends sessions in a browser: row, cookie, and a new form token with each. */
@Component
class BrowserSessions {
  private final Sessions sessions;
  private final Accounts accounts;
  private final SessionCookie cookie;
  private final CsrfCookie csrf;

  BrowserSessions(Sessions sessions, Accounts accounts, SessionCookie cookie, CsrfCookie csrf) {
    this.sessions = sessions;
    this.accounts = accounts;
    this.cookie = cookie;
    this.csrf = csrf;
  }

  /**
   * @param chose how pages are to be was chosen just now, on the log-in page: that counts from now
   *     on; else what the account keeps comes to this device
   */
  void begin(
      Account account,
      Assurance assurance,
      boolean chose,
      Optional<SignedIn> before,
      HttpServletRequest request,
      HttpServletResponse response) {
    Sessions.Started started =
        sessions.start(account.id(), assurance, before.map(SignedIn::session).orElse(null));
    cookie.write(response, started.cookie());
    if (chose) {
      accounts.keepPageChoice(account.id(), PageChoice.of(request).code());
    } else {
      accounts
          .pageChoice(account.id())
          .ifPresent(kept -> PageChoice.ofCode(kept).write(request, response));
    }
    csrf.saveToken(csrf.generateToken(request), request, response);
  }

  void end(Session session, HttpServletRequest request, HttpServletResponse response) {
    sessions.end(session.id());
    cookie.clear(response);
    csrf.saveToken(csrf.generateToken(request), request, response);
  }
}
