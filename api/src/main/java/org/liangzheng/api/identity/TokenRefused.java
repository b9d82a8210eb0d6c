package org.liangzheng.api.identity;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/** The token endpoint says no, for a reason the log is told and the caller is not. */
final class TokenRefused extends OAuth2AuthenticationException {

  /** Why; stable, for the log and the meters. */
  enum Reason {
    NO_ASSERTION,
    OTHER_METHOD,
    MALFORMED,
    CLIENT_UNKNOWN,
    CLIENT_DISABLED,
    POINT_SUSPENDED,
    POINT_REVOKED,
    SIGNATURE_WRONG,
    SUBJECT_WRONG,
    AUDIENCE_WRONG,
    TIME_WRONG,
    LIFE_TOO_LONG,
    IDENTIFIER_WRONG,
    REPLAYED,
    PROOF_WRONG,
    CERTIFICATE_WRONG,
    CERTIFICATE_UNTRUSTED,
    CERTIFICATE_OUT_OF_TIME,
    TOO_MANY_FAILURES,
    REQUEST_WRONG,
    UNAVAILABLE
  }

  static final String POINT_SUSPENDED = "verifier_point_suspended";
  static final String POINT_REVOKED = "verifier_point_revoked";

  private final Reason reason;
  private final @Nullable String client;
  private final @Nullable Duration wait;

  private TokenRefused(
      String error, Reason reason, @Nullable String client, @Nullable Duration wait) {
    super(new OAuth2Error(error), reason.name());
    this.reason = reason;
    this.client = client;
    this.wait = wait;
  }

  /** RFC 6749 §5.2 {@code invalid_client}. */
  static TokenRefused client(Reason reason, @Nullable String client) {
    return new TokenRefused(OAuth2ErrorCodes.INVALID_CLIENT, reason, client, null);
  }

  /**
   * A verifier point that proved its key and may not work; RFC 6749 §8.5 lets us have own words.
   */
  static TokenRefused point(Client point) {
    return point.standing() == EnrolledPoints.Standing.SUSPENDED
        ? new TokenRefused(POINT_SUSPENDED, Reason.POINT_SUSPENDED, point.id(), null)
        : new TokenRefused(POINT_REVOKED, Reason.POINT_REVOKED, point.id(), null);
  }

  /** RFC 9449 §5 {@code invalid_dpop_proof}. */
  static TokenRefused proof(@Nullable String client) {
    return new TokenRefused("invalid_dpop_proof", Reason.PROOF_WRONG, client, null);
  }

  /** RFC 6749 §5.2 {@code invalid_request}. */
  static TokenRefused request() {
    return new TokenRefused(OAuth2ErrorCodes.INVALID_REQUEST, Reason.REQUEST_WRONG, null, null);
  }

  /** Failed too often; RFC 6749 has no word for it, so it is {@code slow_down} of RFC 8628. */
  static TokenRefused tooOften(@Nullable String client, Duration wait) {
    return new TokenRefused("slow_down", Reason.TOO_MANY_FAILURES, client, wait);
  }

  /** The database or the vault is out of reach. */
  static TokenRefused unavailable(Throwable cause, Duration wait) {
    TokenRefused refused =
        new TokenRefused(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE, Reason.UNAVAILABLE, null, wait);
    refused.initCause(cause);
    return refused;
  }

  Reason reason() {
    return reason;
  }

  /** The client it claimed to be, if that is known. */
  Optional<String> client() {
    return Optional.ofNullable(client);
  }

  Optional<Duration> retryAfter() {
    return Optional.ofNullable(wait);
  }
}
