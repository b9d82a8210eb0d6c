package org.liangzheng.verifier.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.junit.jupiter.api.Test;

/** Our SM3 against the standard's examples and against BouncyCastle's. */
class Sm3Test {
  private final Random random = new Random(32_905);

  private static byte[] expected(byte[] message) {
    SM3Digest sm3 = new SM3Digest();
    sm3.update(message, 0, message.length);
    byte[] digest = new byte[32];
    sm3.doFinal(digest, 0);
    return digest;
  }

  private static byte[] digest(byte[] message) {
    Sm3 sm3 = new Sm3();
    sm3.update(message);
    return sm3.finish();
  }

  /** GB/T 32905-2016 A.1 and A.2. */
  @Test
  void theStandardsExamples() {
    assertThat(HexFormat.of().formatHex(digest("abc".getBytes(StandardCharsets.US_ASCII))))
        .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    assertThat(
            HexFormat.of().formatHex(digest("abcd".repeat(16).getBytes(StandardCharsets.US_ASCII))))
        .isEqualTo("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
  }

  @Test
  void everyLength() {
    for (int length = 0; length < 700; length++) {
      byte[] message = new byte[length];
      random.nextBytes(message);
      assertThat(digest(message)).as("%d bytes", length).isEqualTo(expected(message));
    }
  }

  @Test
  void piecesOfAnyLength() {
    for (int i = 0; i < 500; i++) {
      byte[] message = new byte[random.nextInt(2_000)];
      random.nextBytes(message);
      Sm3 sm3 = new Sm3();
      for (int at = 0; at < message.length; ) {
        int piece = Math.min(message.length - at, random.nextInt(200));
        sm3.update(message, at, piece);
        at += piece;
      }
      assertThat(sm3.finish()).isEqualTo(expected(message));
    }
  }

  /** Long enough that the compiled code answers too. */
  @Test
  void aLongMessage() {
    byte[] message = new byte[3_000_001];
    random.nextBytes(message);
    assertThat(digest(message)).isEqualTo(expected(message));
  }
}
