package org.liangzheng.verifier.format.cbor;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.crypto.ByteString;

/**
 * Takes items from CBOR in the order its caller expects them. Accepted is the core deterministic
 * encoding alone (RFC 8949 §4.2.1): shortest heads, definite lengths, map keys rising; no tags, no
 * floating point, no null. Nothing is skipped and nothing nests by itself, so input cannot choose
 * depth or memory; every length is held against the bytes that are there.
 */
public final class CborReader {
  private static final int UNSIGNED = 0;
  private static final int NEGATIVE = 1;
  private static final int BYTES = 2;
  private static final int TEXT = 3;
  private static final int ARRAY = 4;
  private static final int MAP = 5;
  private static final int SIMPLE = 7;

  private final ByteString bytes;
  private int at;

  private CborReader(ByteString bytes) {
    this.bytes = bytes;
  }

  public static CborReader of(ByteString bytes) {
    return new CborReader(bytes);
  }

  /** A whole number from 0 to 2⁶³−1. */
  public long readUnsigned() throws CborException {
    return head(UNSIGNED);
  }

  /** A whole number from −2⁶³ to 2⁶³−1. */
  public long readInteger() throws CborException {
    return major() == NEGATIVE ? -1 - head(NEGATIVE) : head(UNSIGNED);
  }

  /** A byte string of at most {@code most} bytes; a view, not a copy. */
  public ByteString readBytes(int most) throws CborException {
    return content(BYTES, most);
  }

  /** A byte string of exactly {@code size} bytes; a view, not a copy. */
  public ByteString readExactly(int size) throws CborException {
    ByteString read = content(BYTES, size);
    if (read.size() != size) {
      throw new CborException("a byte string of another length");
    }
    return read;
  }

  /** A text of at most {@code most} bytes of well-formed UTF-8. */
  public String readText(int most) throws CborException {
    ByteString read = content(TEXT, most);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(read.toByteArray()))
          .toString();
    } catch (CharacterCodingException notText) {
      throw new CborException("text that is not UTF-8");
    }
  }

  /** Whether a boolean comes next. */
  public boolean isBoolean() throws CborException {
    return major() == SIMPLE;
  }

  /** true or false. */
  public boolean readBoolean() throws CborException {
    int first = take();
    if (first != 0xf4 && first != 0xf5) {
      throw new CborException("a boolean is expected");
    }
    return first == 0xf5;
  }

  /** The head of an array of exactly {@code size} items, which follow. */
  public void openArray(int size) throws CborException {
    if (head(ARRAY) != size) {
      throw new CborException("an array of another size");
    }
  }

  /** The head of a map of at most {@code most} entries, which follow. */
  public Entries openMap(int most) throws CborException {
    long count = head(MAP);
    if (count > most) {
      throw new CborException("a map with too many entries");
    }
    return new Entries((int) count);
  }

  /** The entries of one map, by rising keys; each value is taken from the reader by the caller. */
  public final class Entries {
    private final int count;
    private int read;
    private byte @Nullable [] last;

    private Entries(int count) {
      this.count = count;
    }

    public int count() {
      return count;
    }

    public boolean hasNext() {
      return read < count;
    }

    /** The next key, a whole number. */
    public long nextNumber() throws CborException {
      int start = at;
      long key = readInteger();
      rise(start);
      return key;
    }

    /** The next key, a text of at most {@code most} bytes. */
    public String nextText(int most) throws CborException {
      int start = at;
      String key = readText(most);
      rise(start);
      return key;
    }

    private void rise(int start) throws CborException {
      byte[] key = bytes.slice(start, at).toByteArray();
      byte[] before = last;
      if (before != null && Arrays.compareUnsigned(before, key) >= 0) {
        throw new CborException("keys of a map rise, each once");
      }
      last = key;
      read++;
    }
  }

  /**
   * Ends the reading.
   *
   * @throws CborException if bytes are left
   */
  public void requireEnd() throws CborException {
    if (at != bytes.size()) {
      throw new CborException("bytes after the end");
    }
  }

  private ByteString content(int major, int most) throws CborException {
    long size = head(major);
    if (size > most) {
      throw new CborException("longer than allowed");
    }
    if (size > bytes.size() - at) {
      throw new CborException("the end comes too early", true);
    }
    ByteString content = bytes.slice(at, at + (int) size);
    at += (int) size;
    return content;
  }

  private int major() throws CborException {
    if (at >= bytes.size()) {
      throw new CborException("the end comes too early", true);
    }
    return bytes.at(at) >> 5;
  }

  private int take() throws CborException {
    if (at >= bytes.size()) {
      throw new CborException("the end comes too early", true);
    }
    return bytes.at(at++);
  }

  /** The argument of a head of the expected kind, in its shortest spelling. */
  private long head(int expected) throws CborException {
    int first = take();
    if (first >> 5 != expected) {
      throw new CborException("an item of another kind");
    }
    int info = first & 0x1f;
    if (info < 24) {
      return info;
    }
    if (info > 27) {
      throw new CborException("an indefinite length, or a reserved head");
    }
    int octets = 1 << (info - 24);
    long value = 0;
    for (int i = 0; i < octets; i++) {
      value = value << 8 | take();
    }
    long least = info == 24 ? 24 : 1L << (octets * 4);
    if (value < least) {
      throw new CborException("a number beyond its bounds, or not in its shortest form");
    }
    return value;
  }
}
