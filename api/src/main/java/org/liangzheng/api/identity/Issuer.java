package org.liangzheng.api.identity;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.start.StartupFailure;
import org.liangzheng.api.start.StartupProblem;
import org.springframework.core.env.Environment;

/**
 * The name this service goes by in tokens and assertions (RFC 8414 §2). Never taken from a request:
 * a Host header says what its sender likes.
 */
final class Issuer {

  static final String TOKEN_PATH = "/oauth2/token";
  static final String AUTHORIZE_PATH = "/oauth2/authorize";
  static final String KEYS_PATH = "/oauth2/jwks";

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  private final String configured;
  private final Environment environment;

  /**
   * @throws StartupProblem SETTING_INVALID
   */
  Issuer(String configured, Environment environment) {
    this.configured = configured.strip();
    this.environment = environment;
    if (!this.configured.isEmpty() && !isAddress(this.configured)) {
      throw new StartupProblem(StartupFailure.SETTING_INVALID, "liangzheng.identity.issuer");
    }
  }

  private static boolean isAddress(String text) {
    try {
      URI uri = new URI(text);
      String host = uri.getHost();
      boolean safe =
          "https".equals(uri.getScheme())
              || ("http".equals(uri.getScheme()) && host != null && LOOPBACK.contains(host));
      return safe
          && host != null
          && uri.getRawUserInfo() == null
          && uri.getRawPath().isEmpty()
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException unreadable) {
      return false;
    }
  }

  /**
   * @throws IllegalStateException before the service listens, when its port is a free one
   */
  String value() {
    if (!configured.isEmpty()) {
      return configured;
    }
    String port = port();
    if (port == null) {
      throw new IllegalStateException("the issuer is known once the service listens");
    }
    return "http://127.0.0.1:" + port;
  }

  private @Nullable String port() {
    String listening = environment.getProperty("local.server.port");
    if (listening != null) {
      return listening;
    }
    String planned = environment.getProperty("server.port", "8080");
    return "0".equals(planned) ? null : planned;
  }

  String tokenEndpoint() {
    return value() + TOKEN_PATH;
  }

  String authorizeEndpoint() {
    return value() + AUTHORIZE_PATH;
  }

  String keys() {
    return value() + KEYS_PATH;
  }
}
