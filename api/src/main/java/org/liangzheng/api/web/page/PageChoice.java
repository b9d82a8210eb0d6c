package org.liangzheng.api.web.page;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * How somebody wants pages to be: the parameters {@code lang} and {@code elder} of a link set it,
 * and a cookie keeps it on this device, signed in or not. The cookie says nothing else. For who is
 * signed in it is kept with the account as well ({@code identity.page}).
 *
 * @param english else Chinese
 * @param elder 长辈版: larger type and targets, one task a screen
 */
public record PageChoice(boolean english, boolean elder) {
  static final String LANG = "lang";
  static final String ELDER = "elder";

  private static final String COOKIE = "lz-page";
  private static final Duration KEPT = Duration.ofDays(400);

  /** What a request asks for, else what was chosen before, else Chinese in the usual size. */
  public static PageChoice of(HttpServletRequest request) {
    PageChoice kept = ofCode(kept(request));
    String lang = request.getParameter(LANG);
    String elder = request.getParameter(ELDER);
    return new PageChoice(
        lang == null ? kept.english : lang.equals("en"),
        elder == null ? kept.elder : elder.equals("1"));
  }

  /** Whether a request is a link that chooses. */
  public static boolean isChosenBy(HttpServletRequest request) {
    return request.getParameter(LANG) != null || request.getParameter(ELDER) != null;
  }

  /** {@code zh}, {@code en}, {@code zh-elder}, {@code en-elder}. */
  public String code() {
    return (english ? "en" : "zh") + (elder ? "-elder" : "");
  }

  /** What {@link #code()} wrote. */
  public static PageChoice ofCode(String code) {
    return new PageChoice(code.startsWith("en"), code.endsWith("-elder"));
  }

  /** Keeps what a link chose. */
  void keep(HttpServletRequest request, HttpServletResponse response) {
    if (isChosenBy(request)) {
      write(request, response);
    }
  }

  /** Keeps it on this device. */
  public void write(HttpServletRequest request, HttpServletResponse response) {
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(COOKIE, code())
            .path("/")
            .httpOnly(true)
            .secure(request.isSecure())
            .sameSite("Lax")
            .maxAge(KEPT)
            .build()
            .toString());
  }

  private static String kept(HttpServletRequest request) {
    Cookie[] cookies = Objects.requireNonNullElse(request.getCookies(), new Cookie[0]);
    return Arrays.stream(cookies)
        .filter(cookie -> cookie.getName().equals(COOKIE))
        .map(Cookie::getValue)
        .findFirst()
        .orElse("");
  }

  /** The same page and state with another choice, for a link. */
  static String link(HttpServletRequest request, String name, String value) {
    StringBuilder link = new StringBuilder(Asked.path(request)).append('?');
    for (String pair : pairs(Asked.query(request))) {
      if (!pair.startsWith(LANG + "=") && !pair.startsWith(ELDER + "=")) {
        link.append(pair).append('&');
      }
    }
    return link.append(name).append('=').append(value).toString();
  }

  private static List<String> pairs(@Nullable String query) {
    return query == null ? List.of() : List.of(query.split("&"));
  }
}
