package org.liangzheng.api.web.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.text.Said;
import org.liangzheng.api.text.Sentences;
import org.liangzheng.api.web.Problem;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.servlet.ModelAndView;

/**
 * Makes a page: what its template finds, and the headers it leaves with.
 *
 * <p>The model has {@code t} (words), {@code choice}, {@code islands}, {@code form} and {@code
 * token} (the form token's name and value), {@code signedIn}, {@code section} (which part of the
 * menu one is in; empty: no menu).
 */
public final class Page {
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final ModelAndView page;
  private final PageText text;
  private final PageChoice choice;
  private PagePolicy policy = PagePolicy.FORMS;
  private String origin = "";

  private Page(
      String view, Class<?> owner, HttpServletRequest request, HttpServletResponse response) {
    this.request = request;
    this.response = response;
    this.choice = PageChoice.of(request);
    this.text = new PageText(owner, choice.english());
    this.page = new ModelAndView(view);
  }

  /**
   * @param view the template
   * @param owner a class of the feature's package, beside whose bundle the words lie
   */
  public static Page of(
      String view, Class<?> owner, HttpServletRequest request, HttpServletResponse response) {
    return new Page(view, owner, request, response);
  }

  public Page policy(PagePolicy of) {
    this.policy = of;
    return this;
  }

  /** Where the answer to a form may lead on to, besides here. */
  public Page leadingTo(@Nullable String elsewhere) {
    this.origin = elsewhere == null ? "" : elsewhere;
    return this;
  }

  public Page with(String name, @Nullable Object value) {
    page.addObject(name, value);
    return this;
  }

  /** Which entries of {@code api/web/src} run on it. */
  public Page islands(String... names) {
    page.addObject("islands", names);
    return this;
  }

  public PageText text() {
    return text;
  }

  public ModelAndView make() {
    response.setHeader("Content-Security-Policy", policy.contentSecurity(origin));
    response.setHeader("Permissions-Policy", policy.permissions());
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    choice.keep(request, response);
    page.addObject("t", text);
    page.addObject("choice", choice);
    page.addObject("otherLanguage", PageChoice.link(request, PageChoice.LANG, other()));
    page.addObject(
        "otherSize", PageChoice.link(request, PageChoice.ELDER, choice.elder() ? "0" : "1"));
    page.getModel().putIfAbsent("islands", new String[0]);
    page.getModel().putIfAbsent("section", "");
    var who = SecurityContextHolder.getContext().getAuthentication();
    page.addObject("signedIn", who != null && who.isAuthenticated());
    if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
      page.addObject("form", token.getParameterName());
      // Asked for now, so that its cookie is set before the page is written.
      page.addObject("token", token.getToken());
    }
    return page;
  }

  private String other() {
    return choice.english() ? "zh" : "en";
  }

  /** Shows a refusal on the page it belongs to: sentence and next step. */
  public static void refuse(ModelAndView page, HttpServletResponse response, Problem problem) {
    if (!(page.getModel().get("t") instanceof PageText text)) {
      throw new IllegalStateException("not a page");
    }
    String key = "problem." + problem.code().code();
    Sentences sentences = Sentences.of(problem.code().getClass());
    Said said = sentences.say(key, problem.arguments());
    page.addObject("refused", text.pick(said));
    page.addObject("next", text.pick(sentences.say(key + ".next", problem.arguments())));
    String wait = problem.headers().get(HttpHeaders.RETRY_AFTER);
    if (wait != null) {
      response.setHeader(HttpHeaders.RETRY_AFTER, wait);
      page.addObject("wait", wait);
    }
    response.setStatus(problem.status());
  }
}
