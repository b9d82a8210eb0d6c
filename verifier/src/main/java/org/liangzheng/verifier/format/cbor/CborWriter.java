package org.liangzheng.verifier.format.cbor;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.liangzheng.verifier.crypto.ByteString;

/** Writes what {@link CborReader} reads: core deterministic encoding (RFC 8949 §4.2.1). */
public final class CborWriter {
  private CborWriter() {}

  /** A whole number. */
  public static byte[] integer(long value) {
    return value < 0 ? head(1, -1 - value) : head(0, value);
  }

  public static byte[] bytes(ByteString value) {
    return concat(head(2, value.size()), value.toByteArray());
  }

  public static byte[] text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return concat(head(3, utf8.length), utf8);
  }

  public static byte[] bool(boolean value) {
    return new byte[] {(byte) (value ? 0xf5 : 0xf4)};
  }

  /** An array of encoded items. */
  public static byte[] array(byte[]... items) {
    return concat(head(4, items.length), concat(items));
  }

  /** A map with whole numbers as keys, put in order. */
  public static byte[] numbered(Map<Long, byte[]> entries) {
    SortedMap<byte[], byte[]> sorted = new TreeMap<>(Arrays::compareUnsigned);
    entries.forEach((key, value) -> sorted.put(integer(key), value));
    return map(sorted);
  }

  /** A map with texts as keys, put in order. */
  public static byte[] named(Map<String, byte[]> entries) {
    SortedMap<byte[], byte[]> sorted = new TreeMap<>(Arrays::compareUnsigned);
    entries.forEach((key, value) -> sorted.put(text(key), value));
    return map(sorted);
  }

  private static byte[] map(SortedMap<byte[], byte[]> sorted) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head(5, sorted.size()));
    sorted.forEach((key, value) -> {
      out.writeBytes(key);
      out.writeBytes(value);
    });
    return out.toByteArray();
  }

  /**
   * @param argument at least 0
   */
  private static byte[] head(int major, long argument) {
    int octets = argument < 24 ? 0 : argument < 0x100 ? 1 : argument < 0x1_0000 ? 2 : 4;
    if (argument > 0xffff_ffffL) {
      octets = 8;
    }
    byte[] head = new byte[1 + octets];
    int info =
        switch (octets) {
          case 0 -> (int) argument;
          case 1 -> 24;
          case 2 -> 25;
          case 4 -> 26;
          default -> 27;
        };
    head[0] = (byte) (major << 5 | info);
    for (int i = 0; i < octets; i++) {
      head[octets - i] = (byte) (argument >> (8 * i));
    }
    return head;
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
