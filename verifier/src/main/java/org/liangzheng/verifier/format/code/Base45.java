package org.liangzheng.verifier.format.code;

import java.io.ByteArrayOutputStream;
import org.liangzheng.verifier.crypto.ByteString;

/** Base45 (RFC 9285): two bytes in three characters, one left over in two. */
final class Base45 {
  private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  private static final int BASE = 45;

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
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() * 2 / 3 + 1);
    for (int i = 0; i < text.length(); i += 3) {
      int left = Math.min(3, text.length() - i);
      int value = 0;
      for (int j = left - 1; j >= 0; j--) {
        int digit = ALPHABET.indexOf(text.charAt(i + j));
        if (digit < 0) {
          throw new CodeRefusedException(CodeFault.CODE_MALFORMED);
        }
        value = value * BASE + digit;
      }
      if (left == 1) {
        throw new CodeRefusedException(CodeFault.CODE_TRUNCATED);
      }
      if (value >= (left == 3 ? 0x1_0000 : 0x100)) {
        throw new CodeRefusedException(CodeFault.CODE_MALFORMED);
      }
      if (left == 3) {
        out.write(value >> 8);
      }
      out.write(value);
    }
    return ByteString.wrap(out.toByteArray());
  }
}
