package org.liangzheng.api.identity.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.text.Said;
import org.liangzheng.api.text.Sentences;
import org.liangzheng.api.web.Problem;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.servlet.ModelAndView;

/** What all pages have in common: words, form token, policy. */
final class PageFrame {
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
          + " frame-ancestors 'none'; form-action 'self'";

  private PageFrame() {}

  /**
   * @param origin a program's, where a form's answer may lead on to; null: nowhere but here
   */
  static ModelAndView page(
      String view,
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable String origin) {
    response.setHeader("Content-Security-Policy", origin == null ? POLICY : POLICY + " " + origin);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    CsrfToken token =
        (CsrfToken) Objects.requireNonNull(request.getAttribute(CsrfToken.class.getName()));
    PageText text = PageText.of(request);
    ModelAndView page = new ModelAndView(view);
    page.addObject("t", text);
    page.addObject("form", token.getParameterName());
    // Asked for now, so that its cookie is set before the page is written.
    page.addObject("token", token.getToken());
    return page;
  }

  /** Shows a refusal on the page it belongs to: sentence and next step. */
  static void refuse(
      ModelAndView page,
      HttpServletRequest request,
      HttpServletResponse response,
      Problem problem) {
    PageText text = PageText.of(request);
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

  static String seeOther(HttpServletResponse response, String to) {
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader(HttpHeaders.LOCATION, to);
    return to;
  }
}
