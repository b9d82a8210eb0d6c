package org.liangzheng.hsm.pkcs11;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** CK_TOKEN_INFO, as far as it is used, and the slot the token is in now. */
record TokenInfo(long slot, String label, String manufacturer, String serial, long flags) {
  static TokenInfo read(long slot, MemorySegment info) {
    return new TokenInfo(
        slot,
        text(info, 0, 32),
        text(info, 32, 32),
        text(info, 80, 16),
        info.get(ValueLayout.JAVA_LONG, 96));
  }

  boolean is(TokenName name) {
    return switch (name) {
      case TokenName.Label wanted -> label.equals(wanted.label());
      case TokenName.Serial wanted -> serial.equals(wanted.serial());
    };
  }

  /** Padded with blanks by the standard, with zeros by some modules. */
  private static String text(MemorySegment info, long offset, int size) {
    byte[] bytes = info.asSlice(offset, size).toArray(ValueLayout.JAVA_BYTE);
    return new String(bytes, StandardCharsets.UTF_8).replace('\0', ' ').strip();
  }
}
