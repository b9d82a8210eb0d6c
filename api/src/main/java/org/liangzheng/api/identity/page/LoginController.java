package org.liangzheng.api.identity.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.Apps;
import org.liangzheng.api.identity.SignInEntryPoint;
import org.liangzheng.api.identity.SignedIn;
import org.liangzheng.api.identity.person.Account;
import org.liangzheng.api.identity.person.Assurance;
import org.liangzheng.api.identity.person.SignIn;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.PublicAccess;
import org.liangzheng.api.web.page.Page;
import org.liangzheng.api.web.page.PageChoice;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** The log-in page. */
@Controller
class LoginController {
  private static final String VIEW = "identity/login";

  private final SignIn signIn;
  private final BrowserSessions browser;
  private final Apps apps;
  private final FederationSettings federation;

  LoginController(
      SignIn signIn, BrowserSessions browser, Apps apps, FederationSettings federation) {
    this.signIn = signIn;
    this.browser = browser;
    this.apps = apps;
    this.federation = federation;
  }

  @PublicAccess
  @GetMapping(SignInEntryPoint.PAGE)
  @Nullable ModelAndView page(
      @RequestParam(name = SignInEntryPoint.CONTINUE, required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String again,
      @RequestParam(required = false) @Nullable String failed,
      @RequestParam(required = false) @Nullable String ended,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (signedIn().filter(who -> who.session().mustChangePassword()).isPresent()) {
      return redirect(response, AccountController.PASSWORD);
    }
    ModelAndView page = show(to, request, response);
    page.addObject("again", again != null);
    page.addObject("ended", ended != null);
    page.addObject("failed", failed != null);
    return page;
  }

  @PublicAccess
  @PostMapping(SignInEntryPoint.PAGE)
  @Nullable ModelAndView signIn(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(name = SignInEntryPoint.CONTINUE, required = false) @Nullable String to,
      @RequestParam(defaultValue = "false") boolean chose,
      HttpServletRequest request,
      HttpServletResponse response) {
    Account account;
    try {
      account = signIn.check(name.strip(), password, request.getRemoteAddr());
    } catch (Problem refused) {
      ModelAndView page = show(to, request, response);
      Page.refuse(page, response, refused);
      page.addObject("name", name);
      page.addObject("chose", chose);
      return page;
    }
    browser.begin(account, Assurance.BASIC, chose, signedIn(), request, response);
    return redirect(response, account.mustChange() ? AccountController.PASSWORD : onward(to));
  }

  /** Ends the session, and every token that came of it. */
  @PublicAccess
  @PostMapping("/logout")
  @Nullable ModelAndView signOut(HttpServletRequest request, HttpServletResponse response) {
    signedIn().ifPresent(who -> browser.end(who.session(), request, response));
    return redirect(response, SignInEntryPoint.PAGE);
  }

  private ModelAndView show(
      @Nullable String to, HttpServletRequest request, HttpServletResponse response) {
    String target = to != null && SignInEntryPoint.isOwn(to) ? to : null;
    ModelAndView page =
        Page.of(VIEW, LoginController.class, request, response).leadingTo(origin(target)).make();
    page.addObject("target", target);
    page.addObject("name", "");
    page.addObject("chose", PageChoice.isChosenBy(request));
    page.addObject("again", false);
    page.addObject("failed", false);
    page.addObject("ended", false);
    page.addObject("federated", federation.isOn());
    return page;
  }

  /** Browsers hold a form's policy against where its answer leads to, so the program's is named. */
  private @Nullable String origin(@Nullable String target) {
    if (target == null) {
      return null;
    }
    UriComponents uri = UriComponentsBuilder.fromUriString(target).build();
    return parameter(uri, "client_id")
        .flatMap(id -> parameter(uri, "redirect_uri").flatMap(to -> apps.originOf(id, to)))
        .orElse(null);
  }

  private static Optional<String> parameter(UriComponents uri, String name) {
    return Optional.ofNullable(uri.getQueryParams().getFirst(name))
        .map(text -> UriUtils.decode(text, java.nio.charset.StandardCharsets.UTF_8));
  }

  static String onward(@Nullable String to) {
    return to != null && SignInEntryPoint.isOwn(to) ? to : SignInEntryPoint.HOME;
  }

  static Optional<SignedIn> signedIn() {
    return SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn who
        ? Optional.of(who)
        : Optional.empty();
  }

  static @Nullable ModelAndView redirect(HttpServletResponse response, String to) {
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader(HttpHeaders.LOCATION, to);
    return null;
  }
}
