package org.liangzheng.verifier.crypto;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;

/** Immutable bytes: copied in and out, compared by content. */
public final class ByteString {
  private static final HexFormat HEX = HexFormat.of();

  private final byte[] bytes;

  private ByteString(byte[] owned) {
    this.bytes = owned;
  }

  /** Copies {@code bytes}. */
  public static ByteString of(byte[] bytes) {
    return new ByteString(bytes.clone());
  }

  /** Copies the range from {@code from} (inclusive) to {@code to} (exclusive). */
  public static ByteString of(byte[] bytes, int from, int to) {
    return new ByteString(Arrays.copyOfRange(bytes, from, to));
  }

  /**
   * Reads hexadecimal digits of either case.
   *
   * @throws IllegalArgumentException if the text is not hexadecimal
   */
  public static ByteString ofHex(String hex) {
    return new ByteString(HEX.parseHex(hex));
  }

  /** Number of bytes. */
  public int size() {
    return bytes.length;
  }

  /** A fresh copy. */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  /** A stream over the bytes; nothing is copied. */
  public InputStream toInputStream() {
    return new ByteArrayInputStream(bytes);
  }

  /** Lower-case hexadecimal. */
  public String toHex() {
    return HEX.formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ByteString that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Size and the first bytes only: contents may be personal data. */
  @Override
  public String toString() {
    return bytes.length <= 32
        ? toHex()
        : HEX.formatHex(bytes, 0, 8) + "… (" + bytes.length + " bytes)";
  }
}
