package org.liangzheng.api.identity.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.authority.Authorities;
import org.liangzheng.api.authority.Authority;
import org.liangzheng.api.identity.person.Accounts;
import org.liangzheng.api.identity.person.Parties;
import org.liangzheng.api.identity.person.Party;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.api.identity.person.Roles;
import org.liangzheng.api.identity.person.Session;
import org.liangzheng.api.identity.person.Sessions;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.PublicAccess;
import org.liangzheng.api.web.page.Page;
import org.liangzheng.api.web.page.PageChoice;
import org.liangzheng.api.web.page.PageText;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Who I am, for whom I act, and my password. The chain before it lets only signed-in people in. */
@Controller
class AccountController {
  static final String PAGE = "/account";
  static final String PASSWORD = "/account/password";

  private final Parties parties;
  private final Accounts accounts;
  private final Roles roles;
  private final Sessions sessions;
  private final Authorities authorities;

  AccountController(
      Parties parties, Accounts accounts, Roles roles, Sessions sessions, Authorities authorities) {
    this.parties = parties;
    this.accounts = accounts;
    this.roles = roles;
    this.sessions = sessions;
    this.authorities = authorities;
  }

  /**
   * An authority a person works for.
   *
   * @param roles in words of the page's language
   */
  public record Office(String id, String name, List<String> roles, boolean acting) {}

  @PublicAccess
  @GetMapping(PAGE)
  @Nullable ModelAndView page(HttpServletRequest request, HttpServletResponse response) {
    Session session = session();
    if (session.mustChangePassword()) {
      return LoginController.redirect(response, PASSWORD);
    }
    ModelAndView page =
        frame("identity/account", request, response).with("section", "account").make();
    page.addObject("name", parties.find(session.party()).flatMap(Party::name).orElse(""));
    PageText text = new PageText(AccountController.class, PageChoice.of(request).english());
    page.addObject(
        "offices",
        roles.all(session.account()).entrySet().stream()
            .map(office -> office(office, session, text))
            .toList());
    page.addObject("holder", session.acting().isEmpty());
    page.addObject("why", request.getParameter(OwnPages.WHY) != null);
    return page;
  }

  private Office office(Map.Entry<String, Set<Role>> held, Session session, PageText text) {
    OrganizationId id = new OrganizationId(held.getKey());
    return new Office(
        id.value(),
        authorities.find(id).map(Authority::name).orElse(id.value()),
        held.getValue().stream().map(role -> text.say("role." + role.name())).toList(),
        session.acting().equals(Optional.of(id)));
  }

  /** In the pages from now on: for an authority, or in one's own affairs. */
  @PublicAccess
  @PostMapping("/account/acting")
  @Nullable ModelAndView act(
      @RequestParam(defaultValue = "") String authority, HttpServletResponse response) {
    Session session = session();
    if (authority.isEmpty()) {
      sessions.actFor(session, Optional.empty());
    } else if (roles.all(session.account()).containsKey(authority)) {
      sessions.actFor(session, Optional.of(new OrganizationId(authority)));
    }
    return LoginController.redirect(response, PAGE);
  }

  @PublicAccess
  @GetMapping(PASSWORD)
  ModelAndView passwordPage(HttpServletRequest request, HttpServletResponse response) {
    ModelAndView page = frame("identity/password", request, response).make();
    page.addObject("must", session().mustChangePassword());
    return page;
  }

  @PublicAccess
  @PostMapping(PASSWORD)
  @Nullable ModelAndView changePassword(
      @RequestParam(defaultValue = "") String old,
      @RequestParam(defaultValue = "") String fresh,
      HttpServletRequest request,
      HttpServletResponse response) {
    try {
      accounts.changePassword(session(), old, fresh);
    } catch (Problem refused) {
      ModelAndView page = passwordPage(request, response);
      Page.refuse(page, response, refused);
      return page;
    }
    return LoginController.redirect(response, PAGE);
  }

  private static Page frame(String view, HttpServletRequest request, HttpServletResponse response) {
    return Page.of(view, AccountController.class, request, response);
  }

  private static Session session() {
    return LoginController.signedIn().orElseThrow().session();
  }
}
