package org.liangzheng.api.web.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.ProblemPage;
import org.liangzheng.api.web.RequestId;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/**
 * What cannot be shown, said as a page to whoever followed a link: what it is, what to do, and a
 * reference short enough to be read out. What the general problems say to programs (headers, keys)
 * is said here in words for people; those of features speak to people already.
 */
@Component
final class ProblemPages implements ProblemPage {
  private static final int SHORT = 6;

  // Asked for when there is a problem: templates need much that answers problems itself.
  private final ObjectProvider<ITemplateEngine> templates;
  private final Assets assets;
  private final Demonstration demonstration;

  ProblemPages(
      ObjectProvider<ITemplateEngine> templates, Assets assets, Demonstration demonstration) {
    this.templates = templates;
    this.assets = assets;
    this.demonstration = demonstration;
  }

  @Override
  public Optional<byte[]> html(
      Problem problem, HttpServletRequest request, HttpServletResponse response) {
    if (!isPage(request)) {
      return Optional.empty();
    }
    String id = RequestId.current();
    String kind = kind(problem.status(), isOwn(request));
    ModelAndView page =
        Page.of("page/refused", ProblemPages.class, request, response)
            .policy(PagePolicy.ISLANDS)
            .islands("shell")
            .with("section", isOwn(request) ? "refused" : "")
            .with("kind", kind)
            .with("again", Asked.path(request))
            .with("reference", id.substring(id.length() - SHORT).toUpperCase(Locale.ROOT))
            .make();
    Page.refuse(page, response, problem);
    if (problem.code().getClass().getPackage().equals(Problem.class.getPackage())) {
      plainly(page, kind.equals("absent") ? "not-found" : problem.code().code());
    }
    Context context = new Context(Locale.ROOT, page.getModel());
    context.setVariable("assets", assets);
    context.setVariable("demonstration", demonstration);
    return Optional.of(
        templates.getObject().process("page/refused", context).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A browser on its way to a page says that it takes HTML; scripts, pictures and programs do not.
   */
  private static boolean isPage(HttpServletRequest request) {
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    String path = Asked.path(request);
    return accept != null
        && accept.contains("text/html")
        && !path.startsWith("/oauth2/")
        && !path.startsWith("/.well-known/")
        && (!path.startsWith("/v1/") || path.startsWith("/v1/holder/"));
  }

  private static boolean isOwn(HttpServletRequest request) {
    return Asked.path(request).startsWith("/me") || Asked.path(request).startsWith("/v1/holder/");
  }

  /** An address that is nobody's is refused before anything looks whether it is there. */
  private static String kind(int status, boolean own) {
    return switch (status) {
      case 401 -> own ? "ended" : "absent";
      case 403 -> "forbidden";
      case 404 -> "absent";
      default -> status >= 500 ? "later" : "other";
    };
  }

  private static void plainly(ModelAndView page, String code) {
    if (page.getModel().get("t") instanceof PageText text) {
      String key = "refused." + (text.has("refused." + code) ? code : "other");
      page.addObject("refused", text.say(key));
      page.addObject("next", text.say(key + ".next"));
    }
  }
}
