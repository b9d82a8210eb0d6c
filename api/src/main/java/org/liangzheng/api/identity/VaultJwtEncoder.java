package org.liangzheng.api.identity;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.custody.SignatureAct;
import org.liangzheng.api.custody.SignatureOrder;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtEncodingException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes JWTs by ES256 (RFC 7515) with the signing token key: the digest goes to the vault, which
 * records the signature under the token's {@code jti}.
 */
final class VaultJwtEncoder implements JwtEncoder {

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final Custody custody;
  private final TokenKeys keys;
  private final JsonMapper json;

  VaultJwtEncoder(Custody custody, TokenKeys keys, JsonMapper json) {
    this.custody = custody;
    this.keys = keys;
    this.json = json;
  }

  /**
   * @throws JwtEncodingException if another algorithm is asked for
   * @throws org.liangzheng.api.web.Problem as {@link Custody#sign}
   */
  @Override
  public Jwt encode(JwtEncoderParameters parameters) {
    JwtClaimsSet claims = parameters.getClaims();
    TokenKeys.TokenKey key = keys.signing();
    Map<String, Object> header = header(parameters.getJwsHeader(), key);
    String content = part(header) + "." + part(plain(claims.getClaims()));
    byte[] bytes = content.getBytes(StandardCharsets.US_ASCII);
    SignatureValue signature =
        custody.sign(
            new SignatureOrder(
                key.reference(),
                SignatureAct.SIGN_TOKEN,
                Objects.requireNonNull(claims.getSubject()),
                Objects.requireNonNull(claims.getId()),
                key.jwk().key().digest(bytes),
                null));
    return Jwt.withTokenValue(content + "." + ENCODER.encodeToString(signature.toRaw()))
        .headers(all -> all.putAll(header))
        .claims(all -> all.putAll(claims.getClaims()))
        .build();
  }

  private static Map<String, Object> header(
      @org.jspecify.annotations.Nullable JwsHeader asked, TokenKeys.TokenKey key) {
    if (asked == null || !"ES256".equals(asked.getAlgorithm().getName())) {
      throw new JwtEncodingException("tokens are signed by ES256");
    }
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("typ", Objects.requireNonNullElse(asked.getType(), "JWT"));
    header.put("alg", "ES256");
    header.put("kid", key.kid());
    return header;
  }

  /** RFC 7519 §2: times are seconds of Unix time. */
  private static Map<String, Object> plain(Map<String, Object> claims) {
    Map<String, Object> plain = new LinkedHashMap<>();
    claims.forEach((name, value) ->
        plain.put(name, value instanceof Instant time ? time.getEpochSecond() : value));
    return plain;
  }

  private String part(Map<String, Object> object) {
    return ENCODER.encodeToString(json.writeValueAsBytes(object));
  }
}
