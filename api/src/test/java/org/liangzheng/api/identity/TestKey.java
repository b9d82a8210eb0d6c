package org.liangzheng.api.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.P256PublicKey;
import org.liangzheng.verifier.crypto.VerificationKey;
import tools.jackson.databind.json.JsonMapper;

/** A P-256 key of somebody else's, signing JWTs with the JDK alone. */
final class TestKey {

  static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final KeyPair pair;

  TestKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      pair = generator.generateKeyPair();
    } catch (GeneralSecurityException failed) {
      throw new IllegalStateException(failed);
    }
  }

  PublicJwk jwk() {
    try {
      return new PublicJwk(
          (P256PublicKey) VerificationKey.fromSpki(((ECPublicKey) pair.getPublic()).getEncoded()));
    } catch (MalformedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** As alg ES256 has it, whatever the header says. */
  String sign(Map<String, ?> header, Map<String, ?> claims) {
    String content = content(header, claims);
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(pair.getPrivate());
      signature.update(content.getBytes(StandardCharsets.US_ASCII));
      return content + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException failed) {
      throw new IllegalStateException(failed);
    }
  }

  String sign(Map<String, ?> claims) {
    return sign(Map.of("alg", "ES256"), claims);
  }

  static String content(Map<String, ?> header, Map<String, ?> claims) {
    return part(header) + "." + part(claims);
  }

  private static String part(Map<String, ?> object) {
    return BASE64.encodeToString(JSON.writeValueAsBytes(object));
  }

  /** A valid assertion's claims, to change one thing about. */
  static Map<String, Object> claims(String client, String audience, long now) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", client);
    claims.put("sub", client);
    claims.put("aud", audience);
    claims.put("iat", now);
    claims.put("exp", now + 120);
    claims.put("jti", java.util.UUID.randomUUID().toString());
    return claims;
  }
}
