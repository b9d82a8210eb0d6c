package org.liangzheng.api.identity.page;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.liangzheng.api.text.Said;
import org.liangzheng.api.text.Sentences;

/**
 * The words of a page in the language asked for by {@code ?lang=en}; Chinese otherwise.
 *
 * @param english whether the page is in English
 */
public record PageText(boolean english) {
  private static final String LANG = "lang";

  static PageText of(HttpServletRequest request) {
    return new PageText("en".equals(request.getParameter(LANG)));
  }

  /** As the page says it. */
  public String say(String key) {
    return pick(Sentences.of(PageText.class).say("page." + key, List.of()));
  }

  String pick(Said said) {
    return english ? said.en() : said.zh();
  }

  /** Value of the html element's {@code lang}. */
  public String lang() {
    return english ? "en" : "zh-CN";
  }

  /** What a link adds to stay in this language. */
  public String query() {
    return english ? "?lang=en" : "";
  }
}
