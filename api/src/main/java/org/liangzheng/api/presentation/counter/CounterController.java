package org.liangzheng.api.presentation.counter;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.liangzheng.api.identity.PublicAddress;
import org.liangzheng.api.web.PublicAccess;
import org.liangzheng.api.web.page.Page;
import org.liangzheng.api.web.page.PagePolicy;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * The counter's page. Anybody may open it and see the small public answers; a window that was
 * enrolled as a verifier point works as one, by its own key. So the page is the same for all and
 * knows nobody.
 */
@Controller
class CounterController {
  static final String PATH = "/counter";

  private final CounterSettings settings;
  private final PublicAddress address;
  private final TestCard card = new TestCard();

  CounterController(CounterSettings settings, PublicAddress address) {
    this.settings = settings;
    this.address = address;
  }

  @PublicAccess
  @GetMapping(PATH)
  ModelAndView page(HttpServletRequest request, HttpServletResponse response) {
    return Page.of("presentation/counter", CounterController.class, request, response)
        .policy(PagePolicy.SCANNER)
        .islands("counter")
        .with("clearSeconds", settings.clearAfter().toSeconds())
        .with("issuer", address.value())
        .with("cardSvg", card.svg())
        .make();
  }
}
