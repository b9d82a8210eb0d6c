package org.liangzheng.verifier.format.code;

import java.util.Arrays;
import org.liangzheng.verifier.crypto.ByteString;

/** Base45 (RFC 9285): two bytes in three characters, one left over in two. */
final class Base45 {
  private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  private static final int BASE = 45;
  private static final byte[] DIGITS = digits();

  private Base45() {}

  static String encode(ByteString bytes) {
    StringBuilder out = new StringBuilder(bytes.size() * 3 / 2 + 1);
    int i = 0;
    for (; i + 1 < bytes.size(); i += 2) {
      int value = bytes.at(i) << 8 | bytes.at(i + 1);
      out.append(ALPHABET.charAt(value % BASE))
          .append(ALPHABET.charAt(value / BASE % BASE))
          .append(ALPHABET.charAt(value / (BASE * BASE)));
    }
    if (i < bytes.size()) {
      int value = bytes.at(i);
      out.append(ALPHABET.charAt(value % BASE)).append(ALPHABET.charAt(value / BASE));
    }
    return out.toString();
  }

  /**
   * Reads.
   *
   * @throws CodeRefusedException CODE_MALFORMED for foreign characters and groups that are too
   *     large, CODE_TRUNCATED for a single character at the end
   */
  static ByteString decode(String text) throws CodeRefusedException {
    int left = text.length() % 3;
    byte[] out = new byte[text.length() / 3 * 2 + left / 2];
    int at = 0;
    int i = 0;
    for (; i + 2 < text.length(); i += 3) {
      int value =
          digit(text.charAt(i))
              + BASE * digit(text.charAt(i + 1))
              + BASE * BASE * digit(text.charAt(i + 2));
      out[at++] = (byte) (bounded(value, 0x1_0000) >> 8);
      out[at++] = (byte) value;
    }
    if (left == 2) {
      out[at] = (byte) bounded(digit(text.charAt(i)) + BASE * digit(text.charAt(i + 1)), 0x100);
    } else if (left == 1) {
      int _ = digit(text.charAt(i));
      throw new CodeRefusedException(CodeFault.CODE_TRUNCATED);
    }
    return ByteString.wrap(out);
  }

  private static int bounded(int value, int most) throws CodeRefusedException {
    if (value >= most) {
      throw new CodeRefusedException(CodeFault.CODE_MALFORMED);
    }
    return value;
  }

  private static int digit(char character) throws CodeRefusedException {
    int digit = character < DIGITS.length ? DIGITS[character] : -1;
    if (digit < 0) {
      throw new CodeRefusedException(CodeFault.CODE_MALFORMED);
    }
    return digit;
  }

  /** The value of each character; −1 for those that are none. */
  private static byte[] digits() {
    byte[] digits = new byte[128];
    Arrays.fill(digits, (byte) -1);
    for (int i = 0; i < BASE; i++) {
      digits[ALPHABET.charAt(i)] = (byte) i;
    }
    return digits;
  }
}
