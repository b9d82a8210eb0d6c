package org.liangzheng.api.identity;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.liangzheng.api.web.PublicAccess;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What clients and other services may know of the token endpoint and its keys. */
@RestController
class PublishedController {

  static final String METADATA_PATH = "/.well-known/oauth-authorization-server";

  private static final Duration FRESH = Duration.ofMinutes(5);

  private final Issuer issuer;
  private final TokenKeys keys;
  private final MutualTls tls;

  PublishedController(Issuer issuer, TokenKeys keys, MutualTls tls) {
    this.issuer = issuer;
    this.keys = keys;
    this.tls = tls;
  }

  /** RFC 8414 §2: what there is, and nothing else. */
  @PublicAccess
  @GetMapping(path = METADATA_PATH, produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Map<String, Object>> metadata() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("issuer", issuer.value());
    metadata.put("authorization_endpoint", issuer.authorizeEndpoint());
    metadata.put("token_endpoint", issuer.tokenEndpoint());
    metadata.put("jwks_uri", issuer.keys());
    metadata.put("scopes_supported", Arrays.stream(Scope.values()).map(Scope::wire).toList());
    metadata.put("response_types_supported", List.of("code"));
    metadata.put("response_modes_supported", List.of("query"));
    metadata.put("code_challenge_methods_supported", List.of("S256"));
    metadata.put("grant_types_supported", List.of("client_credentials", "authorization_code"));
    metadata.put(
        "token_endpoint_auth_methods_supported",
        Stream.of(List.of("private_key_jwt", "none"), tls.methods())
            .flatMap(List::stream)
            .toList());
    metadata.putAll(tls.metadata());
    metadata.put("token_endpoint_auth_signing_alg_values_supported", List.of("ES256"));
    return cached(metadata);
  }

  /** RFC 7517 §5. */
  @PublicAccess
  @GetMapping(path = Issuer.KEYS_PATH, produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Map<String, Object>> keys() {
    return cached(Map.of("keys", keys.published().stream().map(PublicJwk::members).toList()));
  }

  private static ResponseEntity<Map<String, Object>> cached(Map<String, Object> body) {
    return ResponseEntity.ok().cacheControl(CacheControl.maxAge(FRESH).cachePublic()).body(body);
  }
}
