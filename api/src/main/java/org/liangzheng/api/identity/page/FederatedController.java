package org.liangzheng.api.identity.page;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.PublicAddress;
import org.liangzheng.api.identity.SessionCookie;
import org.liangzheng.api.identity.SignInEntryPoint;
import org.liangzheng.api.identity.page.FederationRefused.Reason;
import org.liangzheng.api.identity.page.OutsideIssuer.Vouched;
import org.liangzheng.api.identity.person.Account;
import org.liangzheng.api.identity.person.Accounts;
import org.liangzheng.api.identity.person.Parties;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.PublicAccess;
import org.liangzheng.api.web.WebProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signing in through the outside issuer. What has to be remembered between going and coming back
 * lies encrypted in a cookie of the one browser, for ten minutes; no node keeps anything.
 */
@Controller
class FederatedController {
  static final String CALLBACK = "/login/federated/callback";

  private static final Logger LOG = LoggerFactory.getLogger(FederatedController.class);
  private static final String COOKIE = "lz-federated";
  private static final Duration LIFE = Duration.ofMinutes(10);
  private static final int SECRET = 32;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final FederationSettings settings;
  private final OutsideIssuer issuer;
  private final PublicAddress address;
  private final SessionCookie names;
  private final FieldCipher cipher;
  private final BrowserSessions browser;
  private final Parties parties;
  private final Accounts accounts;
  private final Ids ids;
  private final SecureRandom random;
  private final JsonMapper json;
  private final Clock clock;

  FederatedController(
      FederationSettings settings,
      PublicAddress address,
      SessionCookie names,
      FieldCipher cipher,
      BrowserSessions browser,
      Parties parties,
      Accounts accounts,
      Ids ids,
      SecureRandom random,
      JsonMapper json,
      Clock clock) {
    this.settings = settings;
    this.issuer = new OutsideIssuer(settings, json, clock);
    this.address = address;
    this.names = names;
    this.cipher = cipher;
    this.browser = browser;
    this.parties = parties;
    this.accounts = accounts;
    this.ids = ids;
    this.random = random;
    this.json = json;
    this.clock = clock;
  }

  /** What one browser is waiting for. */
  private record Waiting(
      String state, String nonce, String verifier, @Nullable String onward, long since) {}

  @PublicAccess
  @GetMapping("/login/federated")
  @Nullable ModelAndView go(
      @RequestParam(name = SignInEntryPoint.CONTINUE, required = false) @Nullable String to,
      HttpServletResponse response) {
    requireOn();
    Waiting waiting =
        new Waiting(
            secret(),
            secret(),
            secret(),
            to != null && SignInEntryPoint.isOwn(to) ? to : null,
            clock.instant().getEpochSecond());
    try {
      URI there =
          issuer.authorization(
              address.value() + CALLBACK, waiting.state(), waiting.nonce(), waiting.verifier());
      cookie(response, seal(waiting), LIFE);
      return LoginController.redirect(response, there.toString());
    } catch (FederationRefused refused) {
      return failed(response, refused);
    }
  }

  @PublicAccess
  @GetMapping(CALLBACK)
  @Nullable ModelAndView comeBack(
      @RequestParam(required = false) @Nullable String code,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String iss,
      HttpServletRequest request,
      HttpServletResponse response) {
    requireOn();
    cookie(response, "", Duration.ZERO);
    try {
      Waiting waiting = waiting(request);
      if (state == null || !same(state, waiting.state())) {
        throw new FederationRefused(Reason.STATE_WRONG);
      }
      if (iss != null && !iss.equals(settings.issuer())) {
        throw new FederationRefused(Reason.ISSUER_WRONG); // RFC 9207 §2.4
      }
      if (code == null) {
        throw new FederationRefused(Reason.ISSUER_SAID_NO);
      }
      Vouched person =
          issuer.redeem(code, address.value() + CALLBACK, waiting.nonce(), waiting.verifier());
      Account account = accounts.ensureFederated(parties.ensure(person.code(), person.name()));
      if (!account.enabled()) {
        throw new FederationRefused(Reason.ACCOUNT_DISABLED);
      }
      browser.begin(
          account, person.assurance(), false, LoginController.signedIn(), request, response);
      return LoginController.redirect(response, LoginController.onward(waiting.onward()));
    } catch (FederationRefused refused) {
      return failed(response, refused);
    }
  }

  private void requireOn() {
    if (!settings.isOn()) {
      throw new Problem(WebProblem.NOT_FOUND);
    }
  }

  private static @Nullable ModelAndView failed(
      HttpServletResponse response, FederationRefused refused) {
    Throwable cause = refused.getCause();
    LOG.info(
        "no sign-in through the outside issuer: {} ({})",
        refused.reason(),
        cause == null ? "-" : cause.getClass().getSimpleName());
    return LoginController.redirect(response, SignInEntryPoint.PAGE + "?failed");
  }

  private String secret() {
    byte[] bytes = new byte[SECRET];
    random.nextBytes(bytes);
    return ENCODER.encodeToString(bytes);
  }

  private String seal(Waiting waiting) {
    UUID row = ids.next();
    return row
        + "."
        + ENCODER.encodeToString(cipher.encrypt(cell(row), json.writeValueAsBytes(waiting)));
  }

  private Waiting waiting(HttpServletRequest request) throws FederationRefused {
    Cookie[] cookies = request.getCookies();
    String text =
        cookies == null
            ? ""
            : Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(names.name(COOKIE)))
                .map(Cookie::getValue)
                .findFirst()
                .orElse("");
    Waiting waiting;
    try {
      String[] parts = text.split("\\.", 2);
      waiting =
          json.readValue(
              cipher.decrypt(
                  cell(UUID.fromString(parts[0])), Base64.getUrlDecoder().decode(parts[1])),
              Waiting.class);
    } catch (IllegalArgumentException
        | IllegalStateException
        | IndexOutOfBoundsException
        | JacksonException notOurs) {
      throw new FederationRefused(Reason.NO_REQUEST_HERE);
    }
    if (Instant.ofEpochSecond(waiting.since()).plus(LIFE).isBefore(clock.instant())) {
      throw new FederationRefused(Reason.REQUEST_TOO_OLD);
    }
    return waiting;
  }

  private static Cell cell(UUID row) {
    return new Cell("cookie", COOKIE, row);
  }

  private void cookie(HttpServletResponse response, String value, Duration life) {
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(names.name(COOKIE), value)
            .path("/")
            .httpOnly(true)
            .secure(names.isSecure())
            .sameSite("Lax")
            .maxAge(life)
            .build()
            .toString());
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
