package org.liangzheng.testkit.code;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;

/**
 * A second reader of presentation codes, written from docs/formats/presentation-code.md alone: it
 * uses nothing of the verifier, so that what only the verifier's writer and reader agree on shows.
 */
final class PageDecoder {
  private static final String CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

  private PageDecoder() {}

  /** Version, kind and what follows. */
  static byte[] bytes(String code) {
    if (!code.startsWith("LZ1:")) {
      throw new IllegalArgumentException("prefix");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 4; i < code.length(); i += 3) {
      String group = code.substring(i, Math.min(i + 3, code.length()));
      int value = 0;
      int weight = 1;
      for (char c : group.toCharArray()) {
        int digit = CHARACTERS.indexOf(c);
        if (digit < 0) {
          throw new IllegalArgumentException("character");
        }
        value += digit * weight;
        weight *= 45;
      }
      switch (group.length()) {
        case 3 -> {
          if (value > 65535) {
            throw new IllegalArgumentException("group");
          }
          out.write(value / 256);
          out.write(value % 256);
        }
        case 2 -> {
          if (value > 255) {
            throw new IllegalArgumentException("group");
          }
          out.write(value);
        }
        default -> throw new IllegalArgumentException("a character alone");
      }
    }
    return out.toByteArray();
  }

  static String text(byte[] bytes) {
    StringBuilder out = new StringBuilder("LZ1:");
    for (int i = 0; i < bytes.length; i += 2) {
      boolean pair = i + 1 < bytes.length;
      int value = pair ? (bytes[i] & 0xff) * 256 + (bytes[i + 1] & 0xff) : bytes[i] & 0xff;
      for (int j = 0; j < (pair ? 3 : 2); j++) {
        out.append(CHARACTERS.charAt(value % 45));
        value /= 45;
      }
    }
    return out.toString();
  }

  /** What an offline code says, once its signature was found right and its fields were opened. */
  record Opened(
      byte[] instance, byte[] id, long issuedAt, long expiresAt, String scene, Map<?, ?> fields) {}

  /**
   * @param point 65 bytes of the presentation key
   * @param sm2 whether the key is SM2
   */
  static Opened open(String code, byte[] point, boolean sm2, byte[] sceneKey) throws Exception {
    byte[] all = bytes(code);
    if (all[0] != 1 || all[1] != 2) {
      throw new IllegalArgumentException("version or kind");
    }
    List<?> sign1 = (List<?>) new Cbor(Arrays.copyOfRange(all, 2, all.length)).whole();
    byte[] header = (byte[]) sign1.get(0);
    byte[] payload = (byte[]) sign1.get(2);
    byte[] signature = (byte[]) sign1.get(3);
    Map<?, ?> headers = (Map<?, ?>) new Cbor(header).whole();
    if (!headers.get(1L).equals(sm2 ? -65601L : -7L)
        || ((byte[]) headers.get(4L)).length != 8
        || headers.size() != 2
        || !((Map<?, ?>) sign1.get(1)).isEmpty()) {
      throw new IllegalArgumentException("headers");
    }
    byte[] signed =
        join(
            new byte[] {(byte) 0x84, 0x6a},
            "Signature1".getBytes(StandardCharsets.US_ASCII),
            string(header),
            new byte[] {0x42, 1, 2},
            string(payload));
    if (!(sm2 ? sm2(point, signed, signature) : es256(point, signed, signature))) {
      throw new IllegalArgumentException("signature");
    }
    Map<?, ?> claims = (Map<?, ?>) new Cbor(payload).whole();
    List<?> encrypted = (List<?>) claims.get(6L);
    byte[] id = (byte[]) claims.get(2L);
    byte[] encryptHeader = (byte[]) encrypted.get(0);
    Map<?, ?> unprotected = (Map<?, ?>) encrypted.get(1);
    byte[] name = Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(sceneKey), 4);
    if (!Arrays.equals(encryptHeader, new byte[] {(byte) 0xa1, 1, 3})
        || !Arrays.equals(name, (byte[]) unprotected.get(4L))) {
      throw new IllegalArgumentException("encryption");
    }
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(sceneKey, "AES"),
        new GCMParameterSpec(128, (byte[]) unprotected.get(5L)));
    cipher.updateAAD(
        join(
            new byte[] {(byte) 0x83, 0x68},
            "Encrypt0".getBytes(StandardCharsets.US_ASCII),
            string(encryptHeader),
            string(id)));
    return new Opened(
        (byte[]) claims.get(1L),
        id,
        (Long) claims.get(3L),
        (Long) claims.get(4L),
        (String) claims.get(5L),
        (Map<?, ?>) new Cbor(cipher.doFinal((byte[]) encrypted.get(2))).whole());
  }

  private static boolean es256(byte[] point, byte[] signed, byte[] value) throws Exception {
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    ECPoint at =
        new ECPoint(
            new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
            new BigInteger(1, Arrays.copyOfRange(point, 33, 65)));
    Signature check = Signature.getInstance("SHA256withECDSAinP1363Format");
    check.initVerify(
        KeyFactory.getInstance("EC")
            .generatePublic(
                new ECPublicKeySpec(at, curve.getParameterSpec(ECParameterSpec.class))));
    check.update(signed);
    return check.verify(value);
  }

  private static boolean sm2(byte[] point, byte[] signed, byte[] value) {
    X9ECParameters curve = CustomNamedCurves.getByName("sm2p256v1");
    SM2Signer check = new SM2Signer(PlainDSAEncoding.INSTANCE);
    check.init(
        false,
        new ECPublicKeyParameters(
            curve.getCurve().decodePoint(point), new ECDomainParameters(curve)));
    check.update(signed, 0, signed.length);
    return check.verifySignature(value);
  }

  private static byte[] string(byte[] content) {
    byte[] head =
        content.length < 24
            ? new byte[] {(byte) (0x40 + content.length)}
            : content.length < 256
                ? new byte[] {0x58, (byte) content.length}
                : new byte[] {0x59, (byte) (content.length / 256), (byte) content.length};
    return join(head, content);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** Any item of CBOR without tags, floating point and indefinite lengths. */
  private static final class Cbor {
    private final byte[] bytes;
    private int at;

    Cbor(byte[] bytes) {
      this.bytes = bytes;
    }

    Object whole() {
      Object item = item();
      if (at != bytes.length) {
        throw new IllegalArgumentException("more");
      }
      return item;
    }

    private Object item() {
      int first = bytes[at++] & 0xff;
      int kind = first / 32;
      long count = first % 32;
      if (kind == 7) {
        return count == 21;
      }
      if (count > 23) {
        int octets = 1 << (count - 24);
        count = 0;
        for (int i = 0; i < octets; i++) {
          count = count * 256 + (bytes[at++] & 0xff);
        }
      }
      return switch (kind) {
        case 0 -> count;
        case 1 -> -1 - count;
        case 2 -> take((int) count);
        case 3 -> new String(take((int) count), StandardCharsets.UTF_8);
        case 4 -> {
          List<Object> items = new ArrayList<>();
          for (long i = 0; i < count; i++) {
            items.add(item());
          }
          yield items;
        }
        case 5 -> {
          Map<Object, Object> items = new LinkedHashMap<>();
          for (long i = 0; i < count; i++) {
            items.put(item(), item());
          }
          yield items;
        }
        default -> throw new IllegalArgumentException("kind");
      };
    }

    private byte[] take(int count) {
      byte[] taken = Arrays.copyOfRange(bytes, at, at + count);
      at += count;
      return taken;
    }
  }
}
