package org.liangzheng.api.identity;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.liangzheng.api.text.Said;
import org.liangzheng.api.text.Sentences;
import org.liangzheng.api.web.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import tools.jackson.databind.json.JsonMapper;

/**
 * The error answers of the token endpoint (RFC 6749 §5.2), with our sentences beside the standard's
 * members. All failures to authenticate look the same from outside; the log has the reason. Only a
 * verifier point that proved its key is told that it was suspended or revoked.
 */
final class TokenErrors implements AuthenticationFailureHandler {

  static final Set<String> CODES =
      Set.of(
          OAuth2ErrorCodes.INVALID_REQUEST,
          OAuth2ErrorCodes.INVALID_CLIENT,
          OAuth2ErrorCodes.INVALID_GRANT,
          OAuth2ErrorCodes.UNAUTHORIZED_CLIENT,
          OAuth2ErrorCodes.UNSUPPORTED_GRANT_TYPE,
          OAuth2ErrorCodes.INVALID_SCOPE,
          OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE,
          OAuth2ErrorCodes.SERVER_ERROR,
          "invalid_dpop_proof",
          "slow_down",
          TokenRefused.POINT_SUSPENDED,
          TokenRefused.POINT_REVOKED);

  private static final Logger LOG = LoggerFactory.getLogger(TokenErrors.class);

  private final JsonMapper json;
  private final FailureLimit limit;
  private final MeterRegistry meters;

  TokenErrors(JsonMapper json, FailureLimit limit, MeterRegistry meters) {
    this.json = json;
    this.limit = limit;
    this.meters = meters;
  }

  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failed)
      throws IOException {
    SecurityContextHolder.clearContext();
    String code = code(failed);
    note(request, code, failed);
    int status = status(code);
    response.setStatus(status);
    if (failed instanceof TokenRefused refused) {
      refused
          .retryAfter()
          .ifPresent(wait -> response.setHeader(HttpHeaders.RETRY_AFTER, seconds(wait)));
    }
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    byte[] body = json.writeValueAsBytes(body(code));
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private void note(HttpServletRequest request, String code, AuthenticationException failed) {
    String reason = code;
    String client = null;
    if (failed instanceof TokenRefused refused) {
      reason = refused.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
      client = refused.client().orElse(null);
    }
    if (OAuth2ErrorCodes.INVALID_CLIENT.equals(code)
        || OAuth2ErrorCodes.INVALID_GRANT.equals(code)) {
      limit.failed(client, request.getRemoteAddr());
    }
    LOG.info("no token: {} ({}), client {}", code, reason, Objects.requireNonNullElse(client, "?"));
    Counter.builder("liangzheng.identity.token.refused")
        .description("Token requests that were refused")
        .tag("reason", reason)
        .register(meters)
        .increment();
  }

  private static String code(AuthenticationException failed) {
    String code =
        failed instanceof OAuth2AuthenticationException oauth
            ? oauth.getError().getErrorCode()
            : OAuth2ErrorCodes.SERVER_ERROR;
    return CODES.contains(code) ? code : OAuth2ErrorCodes.INVALID_REQUEST;
  }

  private static int status(String code) {
    return switch (code) {
      case OAuth2ErrorCodes.INVALID_CLIENT -> HttpServletResponse.SC_UNAUTHORIZED;
      case OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE -> HttpServletResponse.SC_SERVICE_UNAVAILABLE;
      case OAuth2ErrorCodes.SERVER_ERROR -> HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
      case "slow_down" -> 429;
      default -> HttpServletResponse.SC_BAD_REQUEST;
    };
  }

  private static Map<String, Object> body(String code) {
    String key = "token." + code.replace('_', '-');
    Said says = Sentences.of(TokenErrors.class).say(key, List.of());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", code);
    // ASCII by RFC 6749 §5.2.
    body.put("error_description", says.en());
    body.put("zh", says.zh());
    body.put("en", says.en());
    body.put("next", Sentences.of(TokenErrors.class).say(key + ".next", List.of()));
    body.put("instance", "urn:uuid:" + RequestId.current());
    return body;
  }

  private static String seconds(Duration wait) {
    return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
  }
}
