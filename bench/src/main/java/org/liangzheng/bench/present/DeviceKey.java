package org.liangzheng.bench.present;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.bench.service.Wire;

/** The P-256 key of a device, by which it proves at each call that it is the one (RFC 9449). */
final class DeviceKey {
  private static final String ALGORITHM = "SHA256withECDSAinP1363Format";
  private static final int COORDINATE = 32;

  private final KeyPair pair;
  private final Map<String, Object> header;
  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();

  private DeviceKey(KeyPair pair) {
    this.pair = pair;
    ECPublicKey key = (ECPublicKey) pair.getPublic();
    Map<String, Object> jwk = new LinkedHashMap<>();
    jwk.put("kty", "EC");
    jwk.put("crv", "P-256");
    jwk.put("x", base64(coordinate(key.getW().getAffineX())));
    jwk.put("y", base64(coordinate(key.getW().getAffineY())));
    header = Map.of("typ", "dpop+jwt", "alg", "ES256", "jwk", jwk);
  }

  static DeviceKey make() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), new SecureRandom());
      return new DeviceKey(generator.generateKeyPair());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has P-256", impossible);
    }
  }

  /** For the processes of the matches: the secret half first. */
  Map<String, String> halves() {
    return Map.of(
        "secret", base64(pair.getPrivate().getEncoded()),
        "open", base64(pair.getPublic().getEncoded()));
  }

  static DeviceKey of(Map<String, String> halves) {
    try {
      KeyFactory factory = KeyFactory.getInstance("EC");
      return new DeviceKey(
          new KeyPair(
              factory.generatePublic(new X509EncodedKeySpec(bytes(halves, "open"))),
              factory.generatePrivate(new PKCS8EncodedKeySpec(bytes(halves, "secret")))));
    } catch (GeneralSecurityException damaged) {
      throw new IllegalStateException("the device's key cannot be read", damaged);
    }
  }

  private static byte[] bytes(Map<String, String> halves, String half) {
    return Base64.getUrlDecoder().decode(Optional.ofNullable(halves.get(half)).orElseThrow());
  }

  /** RFC 7523 §3. */
  String assertion(String client, String issuer) throws GeneralSecurityException {
    Map<String, Object> claims = claims();
    claims.put("iss", client);
    claims.put("sub", client);
    claims.put("aud", issuer);
    claims.put("exp", clock.instant().getEpochSecond() + 60);
    return signed(Map.of("alg", "ES256"), claims);
  }

  /**
   * RFC 9449 §4.2.
   *
   * @param token the access token it goes with; empty where one is asked for
   */
  String proof(String method, String address, Optional<String> token)
      throws GeneralSecurityException {
    Map<String, Object> claims = claims();
    claims.put("htm", method);
    claims.put("htu", address);
    if (token.isPresent()) {
      claims.put(
          "ath",
          base64(
              MessageDigest.getInstance("SHA-256")
                  .digest(token.get().getBytes(StandardCharsets.US_ASCII))));
    }
    return signed(header, claims);
  }

  private Map<String, Object> claims() {
    byte[] id = new byte[16];
    random.nextBytes(id);
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("jti", base64(id));
    claims.put("iat", clock.instant().getEpochSecond());
    return claims;
  }

  private String signed(Map<String, Object> head, Map<String, Object> claims)
      throws GeneralSecurityException {
    String signed =
        base64(Wire.JSON.writeValueAsBytes(head))
            + "."
            + base64(Wire.JSON.writeValueAsBytes(claims));
    Signature signer = Signature.getInstance(ALGORITHM);
    signer.initSign(pair.getPrivate());
    signer.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + base64(signer.sign());
  }

  /** Whether a token of this key is genuine, as the service finds out. */
  boolean verifies(String token) throws GeneralSecurityException {
    int end = token.lastIndexOf('.');
    Signature checker = Signature.getInstance(ALGORITHM);
    checker.initVerify(pair.getPublic());
    checker.update(token.substring(0, end).getBytes(StandardCharsets.US_ASCII));
    return checker.verify(Base64.getUrlDecoder().decode(token.substring(end + 1)));
  }

  private static byte[] coordinate(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] fixed = new byte[COORDINATE];
    byte[] kept =
        bytes.length > COORDINATE
            ? Arrays.copyOfRange(bytes, bytes.length - COORDINATE, bytes.length)
            : bytes;
    System.arraycopy(kept, 0, fixed, COORDINATE - kept.length, kept.length);
    return fixed;
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
