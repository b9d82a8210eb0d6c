package org.liangzheng.verifier.format.jws;

import java.nio.charset.StandardCharsets;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.format.json.Base64Url;
import org.liangzheng.verifier.format.json.CanonicalJson;
import org.liangzheng.verifier.format.json.Members;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JWS in compact form (RFC 7515 §7.1) with exactly one header: alg, kid and typ in canonical
 * JSON. Everything else that JOSE allows there (crit, jwk, x5c, b64 …) is refused by form, before
 * any of it could be believed.
 *
 * @param algorithm as the header says; to be held against the key, never to choose by
 * @param signature 64 bytes r‖s, not checked yet
 * @param toSign the received header and payload with their dot
 */
public record CompactJws(
    String algorithm,
    Sha256Digest keyId,
    ByteString payload,
    ByteString signature,
    ByteString toSign) {
  /** Name of a suite's signature in JOSE: ES256 (RFC 7518), SGD_SM3_SM2 (GM/T 0125). */
  public static String algorithm(SignatureSuite suite) {
    return switch (suite) {
      case SM2_SM3 -> "SGD_SM3_SM2";
      case P256_SHA256 -> "ES256";
    };
  }

  /**
   * Header and payload with their dot: what the key signs.
   *
   * @param type the header's typ, which keeps one kind of file from being taken for another
   */
  public static byte[] signingInput(
      String type, SignatureSuite suite, Sha256Digest keyId, byte[] payload) {
    ObjectNode header = JsonNodeFactory.instance.objectNode();
    header.put("alg", algorithm(suite));
    header.put("kid", keyId.value().toHex());
    header.put("typ", type);
    return (Base64Url.encode(CanonicalJson.write(header)) + "." + Base64Url.encode(payload))
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** The whole JWS, ASCII on one line without an end. */
  public static byte[] finish(ByteString toSign, SignatureValue signature) {
    String text = new String(toSign.toByteArray(), StandardCharsets.US_ASCII);
    return (text + "." + Base64Url.encode(signature.toRaw())).getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads the form; nothing in it is to be believed before its signature was found right.
   *
   * @param type the typ that is expected
   */
  public static CompactJws read(String type, byte[] bytes) throws MalformedException {
    for (byte b : bytes) {
      if (b <= 0x20 || b == 0x7f) {
        throw new MalformedException("a compact JWS is one line of ASCII");
      }
    }
    String text = new String(bytes, StandardCharsets.US_ASCII);
    String[] parts = text.split("\\.", -1);
    if (parts.length != 3) {
      throw new MalformedException("a compact JWS has three parts");
    }
    Members header = Members.of(CanonicalJson.read(Base64Url.decode(parts[0]).toByteArray()));
    String algorithm = header.text("alg");
    Sha256Digest keyId = header.sha256("kid");
    if (!header.text("typ").equals(type)) {
      throw new MalformedException("a JWS of another type");
    }
    header.end();
    return new CompactJws(
        algorithm,
        keyId,
        Base64Url.decode(parts[1]),
        Base64Url.decode(parts[2]),
        ByteString.of(bytes, 0, text.lastIndexOf('.')));
  }
}
