package org.liangzheng.api.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.P256PublicKey;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks an access token (RFC 9068 §4) with the public keys of the vault; nothing is fetched. Other
 * JWTs, such as a client's assertion, are not access tokens and are refused by their type.
 */
final class AccessTokenDecoder implements JwtDecoder {

  private static final int MOST_CHARACTERS = 4096;

  /** How far the clocks of nodes may differ. */
  private static final Duration SKEW = Duration.ofSeconds(30);

  private final JsonMapper json;
  private final TokenKeys keys;
  private final Issuer issuer;
  private final Clock clock;
  private final KnownTokens known = new KnownTokens();

  AccessTokenDecoder(JsonMapper json, TokenKeys keys, Issuer issuer, Clock clock) {
    this.json = json;
    this.keys = keys;
    this.issuer = issuer;
    this.clock = clock;
  }

  /**
   * @throws BadJwtException if it is not ours, altered or out of time
   */
  @Override
  public Jwt decode(String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw bad();
    }
    Jwt token = known.get(text, this::read);
    Instant now = clock.instant();
    Instant issued = Objects.requireNonNull(token.getIssuedAt());
    Instant end = Objects.requireNonNull(token.getExpiresAt());
    require(!issued.isAfter(now.plus(SKEW)) && end.plus(SKEW).isAfter(now));
    return token;
  }

  /** All that does not depend on when it is asked. */
  private Jwt read(String text) {
    CompactJws token = parse(text);
    P256PublicKey key =
        token.header("kid").flatMap(keys::find).orElseThrow(AccessTokenDecoder::bad);
    require(is(token.header("typ"), AccessTokens.TYPE));
    require(token.isSignedBy(key));
    require(is(token.text("iss"), issuer.value()));
    require(is(token.audience(), AccessTokens.AUDIENCE));
    // A machine acts for an authority; a person may act for none.
    require(token.has(AccessTokens.GRANT) || token.has(AccessTokens.AUTHORITY));
    // A token that is bound in a way this service does not check is good for nothing here.
    require(
        !token.has(AccessTokens.CONFIRMATION)
            || token.text(AccessTokens.CONFIRMATION, AccessTokens.THUMBPRINT).isPresent()
            || token.text(AccessTokens.CONFIRMATION, AccessTokens.KEY_THUMBPRINT).isPresent());
    Instant issued = token.time("iat").orElseThrow(AccessTokenDecoder::bad);
    Instant end = token.time("exp").orElseThrow(AccessTokenDecoder::bad);
    require(issued.isBefore(end));
    return jwt(text, token, issued, end);
  }

  private static Jwt jwt(String text, CompactJws token, Instant issued, Instant end) {
    return Jwt.withTokenValue(text)
        .header("alg", "ES256")
        .header("typ", AccessTokens.TYPE)
        .issuedAt(issued)
        .expiresAt(end)
        .subject(claim(token, "sub"))
        .jti(claim(token, "jti"))
        .claims(claims -> {
          token
              .text(AccessTokens.CONFIRMATION, AccessTokens.THUMBPRINT)
              .ifPresent(one -> claims.put(AccessTokens.THUMBPRINT, one));
          token
              .text(AccessTokens.CONFIRMATION, AccessTokens.KEY_THUMBPRINT)
              .ifPresent(one ->
                  claims.put(AccessTokens.CONFIRMATION, Map.of(AccessTokens.KEY_THUMBPRINT, one)));
          token.text(AccessTokens.GRANT).ifPresent(one -> claims.put(AccessTokens.GRANT, one));
          token
              .text(AccessTokens.AUTHORITY)
              .ifPresent(one -> claims.put(AccessTokens.AUTHORITY, one));
        })
        .claim("scope", claim(token, "scope"))
        .build();
  }

  private CompactJws parse(String text) {
    try {
      return CompactJws.parse(json, text, MOST_CHARACTERS);
    } catch (MalformedException malformed) {
      throw bad();
    }
  }

  private static String claim(CompactJws token, String name) {
    return token.text(name).orElseThrow(AccessTokenDecoder::bad);
  }

  private static boolean is(Optional<String> text, String expected) {
    return text.isPresent() && text.get().equals(expected);
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw bad();
    }
  }

  private static BadJwtException bad() {
    return new BadJwtException("not a valid access token");
  }
}
