package org.liangzheng.api.presentation;

import java.io.ByteArrayOutputStream;

/** A code without its prefix and Base45. */
final class Base45Bytes {
  private Base45Bytes() {}

  private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

  static String code(byte[] bytes) {
    StringBuilder text = new StringBuilder("LZ1:");
    for (int i = 0; i < bytes.length; i += 2) {
      boolean pair = i + 1 < bytes.length;
      int value = (bytes[i] & 0xff) * (pair ? 256 : 1) + (pair ? bytes[i + 1] & 0xff : 0);
      for (int k = 0; k < (pair ? 3 : 2); k++) {
        text.append(ALPHABET.charAt(value % 45));
        value /= 45;
      }
    }
    return text.toString();
  }

  static byte[] of(String code) {
    String text = code.substring(4);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i += 3) {
      int left = Math.min(3, text.length() - i);
      int value = 0;
      for (int k = left - 1; k >= 0; k--) {
        value = value * 45 + ALPHABET.indexOf(text.charAt(i + k));
      }
      if (left == 3) {
        out.write(value >> 8);
      }
      out.write(value & 0xff);
    }
    return out.toByteArray();
  }
}
