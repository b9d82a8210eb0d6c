package org.liangzheng.api.identity;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.P256PublicKey;
import org.liangzheng.verifier.crypto.Sha256Digest;

/**
 * A P-256 public key as a JSON Web Key (RFC 7517, RFC 7518 §6.2).
 *
 * @param key the point
 */
public record PublicJwk(P256PublicKey key) {

  private static final int COORDINATE = 32;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  /**
   * Reads the members of a JWK. Others than those that make the key are not looked at.
   *
   * @throws MalformedException if it is no P-256 key, its point is off the curve, or it holds a
   *     private key
   */
  public static PublicJwk of(Map<String, ?> jwk) throws MalformedException {
    if (jwk.containsKey("d") || jwk.containsKey("k")) {
      throw new MalformedException("a private key is nobody else's business");
    }
    return pointOf(jwk);
  }

  /** The public half of a JWK that may be private. */
  static PublicJwk pointOf(Map<String, ?> jwk) throws MalformedException {
    if (!"EC".equals(jwk.get("kty")) || !"P-256".equals(jwk.get("crv"))) {
      throw new MalformedException("the key is not one of kty EC on crv P-256");
    }
    byte[] point = new byte[1 + 2 * COORDINATE];
    point[0] = 4;
    System.arraycopy(coordinate(jwk.get("x")), 0, point, 1, COORDINATE);
    System.arraycopy(coordinate(jwk.get("y")), 0, point, 1 + COORDINATE, COORDINATE);
    return new PublicJwk(P256PublicKey.of(point));
  }

  private static byte[] coordinate(@Nullable Object value) throws MalformedException {
    if (value instanceof String text) {
      byte[] bytes = CompactJws.decode(text);
      if (bytes.length == COORDINATE) {
        return bytes;
      }
    }
    throw new MalformedException("a coordinate is base64url of 32 bytes");
  }

  /** RFC 7638 thumbprint by SHA-256, base64url. */
  public String thumbprint() {
    String canonical =
        "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"" + x() + "\",\"y\":\"" + y() + "\"}";
    return ENCODER.encodeToString(
        Sha256Digest.of(canonical.getBytes(StandardCharsets.US_ASCII)).value().toByteArray());
  }

  /** The JWK's members, {@code kid} being the thumbprint. */
  public Map<String, String> members() {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("kty", "EC");
    members.put("crv", "P-256");
    members.put("x", x());
    members.put("y", y());
    members.put("use", "sig");
    members.put("alg", "ES256");
    members.put("kid", thumbprint());
    return members;
  }

  private String x() {
    return part(1);
  }

  private String y() {
    return part(1 + COORDINATE);
  }

  private String part(int from) {
    ByteString part = ByteString.of(key.point().toByteArray(), from, from + COORDINATE);
    return ENCODER.encodeToString(part.toByteArray());
  }
}
