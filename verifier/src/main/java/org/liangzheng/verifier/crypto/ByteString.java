package org.liangzheng.verifier.crypto;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Immutable bytes, compared by content. A part of another one is a view of the same memory, so that
 * formats can be read without copying.
 */
public final class ByteString {
  private static final HexFormat HEX = HexFormat.of();

  private final byte[] bytes;
  private final int from;
  private final int to;

  /** Computed at first use; 0 means not yet. */
  private int hash;

  private ByteString(byte[] owned, int from, int to) {
    this.bytes = owned;
    this.from = from;
    this.to = to;
  }

  /** Copies {@code bytes}. */
  public static ByteString of(byte[] bytes) {
    return wrap(bytes.clone());
  }

  /** Copies the range from {@code from} (inclusive) to {@code to} (exclusive). */
  public static ByteString of(byte[] bytes, int from, int to) {
    return wrap(Arrays.copyOfRange(bytes, from, to));
  }

  /** Takes the array over without copying: nobody may write to it any more. */
  public static ByteString wrap(byte[] owned) {
    return new ByteString(owned, 0, owned.length);
  }

  /**
   * Reads hexadecimal digits of either case.
   *
   * @throws IllegalArgumentException if the text is not hexadecimal
   */
  public static ByteString ofHex(String hex) {
    return wrap(HEX.parseHex(hex));
  }

  /** Number of bytes. */
  public int size() {
    return to - from;
  }

  /** One byte, 0 to 255. */
  public int at(int index) {
    return bytes[from + Objects.checkIndex(index, size())] & 0xff;
  }

  /** The range from {@code start} (inclusive) to {@code end} (exclusive), not copied. */
  public ByteString slice(int start, int end) {
    Objects.checkFromToIndex(start, end, size());
    return new ByteString(bytes, from + start, from + end);
  }

  /** Whether these bytes begin with {@code head}. */
  public boolean startsWith(ByteString head) {
    return size() >= head.size() && slice(0, head.size()).equals(head);
  }

  /** A fresh copy. */
  public byte[] toByteArray() {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** A stream over the bytes; nothing is copied. */
  public InputStream toInputStream() {
    return new ByteArrayInputStream(bytes, from, size());
  }

  /** The bytes as text; nothing is copied before decoding. */
  public String toString(Charset charset) {
    return new String(bytes, from, size(), charset);
  }

  /** Lower-case hexadecimal. */
  public String toHex() {
    return HEX.formatHex(bytes, from, to);
  }

  /** The memory itself, for readers of this package: never written to, never handed out. */
  byte[] memory() {
    return bytes;
  }

  /** Where the bytes begin in {@link #memory()}. */
  int offset() {
    return from;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ByteString that
        && Arrays.equals(bytes, from, to, that.bytes, that.from, that.to);
  }

  @Override
  public int hashCode() {
    int known = hash;
    if (known == 0) {
      known = 1;
      for (int i = from; i < to; i++) {
        known = 31 * known + bytes[i];
      }
      hash = known;
    }
    return known;
  }

  /** Size and the first bytes only: contents may be personal data. */
  @Override
  public String toString() {
    return size() <= 32
        ? toHex()
        : HEX.formatHex(bytes, from, from + 8) + "… (" + size() + " bytes)";
  }
}
