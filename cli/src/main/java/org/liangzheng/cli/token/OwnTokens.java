package org.liangzheng.cli.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;

/**
 * Tokens that a machine signs by itself with ES256: client assertions (RFC 7523 §3) and proofs of
 * possession (RFC 9449 §4.2). Each has a random id of its own and is good once.
 */
public final class OwnTokens {
  private static final Duration LIFE = Duration.ofSeconds(60);
  private static final int ID_BYTES = 16;

  private final ECKey key;
  private final Clock clock;
  private final SecureRandom random;

  /**
   * With a key.
   *
   * @throws IllegalArgumentException if it is not a private key on P-256
   */
  public OwnTokens(ECKey key, Clock clock, SecureRandom random) {
    if (!key.isPrivate() || !Curve.P_256.equals(key.getCurve())) {
      throw new IllegalArgumentException("a private key on P-256 is needed");
    }
    this.key = key;
    this.clock = clock;
    this.random = random;
  }

  /**
   * A client assertion, good for 60 seconds.
   *
   * @param audience address of the token endpoint
   */
  public String assertion(String clientId, String audience) {
    Instant now = clock.instant();
    return signed(
        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
        new JWTClaimsSet.Builder()
            .issuer(clientId)
            .subject(clientId)
            .audience(audience)
            .jwtID(id())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFE)))
            .build());
  }

  /**
   * A proof of possession for one request.
   *
   * @param address of the request, without query
   * @param token the access token that goes with it; none where one is asked for
   */
  public String proof(String method, String address, Optional<String> token) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .jwtID(id())
            .claim("htm", method)
            .claim("htu", address)
            .issueTime(Date.from(clock.instant()));
    token.ifPresent(bearer -> claims.claim("ath", hash(bearer)));
    return signed(
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(new JOSEObjectType("dpop+jwt"))
            .jwk(key.toPublicJWK())
            .build(),
        claims.build());
  }

  private String signed(JWSHeader header, JWTClaimsSet claims) {
    try {
      SignedJWT jwt = new SignedJWT(header, claims);
      jwt.sign(new ECDSASigner(key));
      return jwt.serialize();
    } catch (JOSEException notAKey) {
      // Its text may quote the key.
      throw new IllegalArgumentException("the key does not sign");
    }
  }

  private String id() {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return base64(id);
  }

  private static String hash(String token) {
    try {
      return base64(
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
