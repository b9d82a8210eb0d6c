package org.liangzheng.verifier.format.status;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.liangzheng.verifier.crypto.MalformedException;

/**
 * A Token Status List of two bits an entry: entry i stands in byte ⌊i/4⌋ from bit 2·(i mod 4)
 * upwards. Immutable.
 */
public final class StatusList {
  /** Bits of an entry. */
  public static final int BITS = 2;

  /** Largest list in bytes, inflated. */
  public static final int MAX_BYTES = 64 << 20;

  /** Entries of the largest list. */
  public static final long MAX_SIZE = 4L * MAX_BYTES;

  private static final int CHUNK = 1 << 16;

  private final byte[] bytes;

  private StatusList(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A list in which everything is in force but what a table names.
   *
   * @param size entries, a multiple of 4 from 4 to {@link #MAX_SIZE}
   * @throws IllegalArgumentException if the size is no such number or too small for the table
   */
  public static StatusList of(long size, NotInForceTable table) {
    if (size < 4 || size > MAX_SIZE || size % 4 != 0) {
      throw new IllegalArgumentException("no size of a status list");
    }
    byte[] bytes = new byte[Math.toIntExact(size / 4)];
    for (int i = 0; i < table.size(); i++) {
      NotInForce entry = table.at(i);
      if (entry.index() >= size) {
        throw new IllegalArgumentException("an entry outside the list");
      }
      bytes[(int) (entry.index() / 4)] |=
          (byte) (entry.act().value().bits() << shift(entry.index()));
    }
    return new StatusList(bytes);
  }

  private static int shift(long index) {
    return (int) (index % 4) * BITS;
  }

  /** Number of entries. */
  public long size() {
    return 4L * bytes.length;
  }

  /** The value of an entry; empty if the list does not reach that far. */
  public Optional<StatusValue> at(long index) {
    if (index < 0 || index >= size()) {
      return Optional.empty();
    }
    return Optional.of(StatusValue.of((bytes[(int) (index / 4)] >> shift(index)) & 3));
  }

  /** Number of entries that have ended or are suspended. */
  long notInForce() {
    long count = 0;
    for (byte b : bytes) {
      if (b != 0) {
        int set = b & 0xff;
        // The lower bit of a pair in which exactly one is set.
        count += Integer.bitCount((set ^ (set >> 1)) & 0x55);
      }
    }
    return count;
  }

  // ---- zlib ----

  /** The list as one ZLIB stream (RFC 1950), compressed as well as can be. */
  public byte[] deflate() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
      deflater.setInput(bytes);
      deflater.finish();
      while (!deflater.finished()) {
        out.write(chunk, 0, deflater.deflate(chunk));
      }
    }
    return out.toByteArray();
  }

  /**
   * Reads one ZLIB stream and nothing behind it.
   *
   * @throws MalformedException if it is not one, is empty, or inflates beyond {@link #MAX_BYTES}
   */
  public static StatusList inflate(byte[] zlib) throws MalformedException {
    // Once to learn its size, so that the memory taken is that of the list.
    int size = inflate(zlib, new byte[CHUNK], MAX_BYTES);
    if (size == 0) {
      throw new MalformedException("a status list without entries");
    }
    byte[] bytes = new byte[size];
    inflate(zlib, bytes, size);
    return new StatusList(bytes);
  }

  /** Inflates into a buffer from its start, over and over again; returns how much came out. */
  private static int inflate(byte[] zlib, byte[] into, int limit) throws MalformedException {
    long total = 0;
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(zlib);
      while (!inflater.finished()) {
        int at = (int) (total % into.length);
        int count = inflater.inflate(into, at, into.length - at);
        total += count;
        if (total > limit) {
          throw new MalformedException("a status list that is too large");
        }
        if (count == 0
            && !inflater.finished()
            && (inflater.needsInput() || inflater.needsDictionary())) {
          throw new MalformedException("a ZLIB stream that is broken off");
        }
      }
      if (inflater.getRemaining() != 0) {
        throw new MalformedException("bytes behind a ZLIB stream");
      }
      return (int) total;
    } catch (DataFormatException damaged) {
      throw new MalformedException("not a ZLIB stream", damaged);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StatusList list && Arrays.equals(bytes, list.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "StatusList[" + size() + "]";
  }
}
