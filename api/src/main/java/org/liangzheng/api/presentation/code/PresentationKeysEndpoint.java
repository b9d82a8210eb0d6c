package org.liangzheng.api.presentation.code;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * {@code /actuator/presentationkeys}: the keys that sign offline codes, for {@code lz keys
 * presentation}. One operator revokes: it only stops what lives for two minutes, and the next key
 * is made at once. Writing takes a JSON body, which a page of another site cannot send without
 * being asked first.
 */
@Endpoint(id = "presentationkeys")
final class PresentationKeysEndpoint {
  private static final int UNKNOWN = 404;
  private static final String ACTOR = "operator";

  private final PresentationKeys keys;

  PresentationKeysEndpoint(PresentationKeys keys) {
    this.keys = keys;
  }

  /** The keys, the last to be used first; {@code revoked}: whether this request revoked one. */
  record State(List<Key> keys, boolean revoked) {}

  /**
   * A key whose certificate has not ended.
   *
   * @param name as codes name it: first 8 bytes of SHA-256 of the certificate, hexadecimal
   */
  record Key(
      UUID id, String name, Instant useFrom, Instant validUntil, @Nullable Instant revokedAt) {}

  /** Those that are there. */
  @ReadOperation
  State state() {
    return new State(keys.all().stream().map(PresentationKeysEndpoint::view).toList(), false);
  }

  /** Revokes a key; doing it twice changes nothing. */
  @WriteOperation
  WebEndpointResponse<State> revoke(UUID key) {
    if (!keys.listed().contains(key)) {
      return new WebEndpointResponse<>(state(), UNKNOWN);
    }
    boolean revoked = keys.revoke(key, ACTOR);
    return new WebEndpointResponse<>(new State(state().keys(), revoked));
  }

  private static Key view(PresentationKeys.Listed key) {
    return new Key(
        key.id(), key.name(), key.useFrom(), key.validUntil(), key.revokedAt().orElse(null));
  }
}
