package org.liangzheng.verifier.format.status;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.liangzheng.verifier.crypto.MalformedException;

/**
 * Every entry of one status list that is not in force, by rising index. Its bytes: for each entry
 * two variable-length numbers, the gap to the entry before, and act and time since {@link #base}.
 */
public final class NotInForceTable {
  /** The table of a list in which everything is in force. */
  public static final NotInForceTable EMPTY = new NotInForceTable(new int[0], new long[0]);

  /** Seconds from the first to the last act: 272 years, what fits into five bytes. */
  private static final long MAX_SPAN = (1L << 33) - 1;

  private final int[] indexes;

  /** Seconds of the epoch times four, plus the act's code. */
  private final long[] acts;

  private NotInForceTable(int[] indexes, long[] acts) {
    this.indexes = indexes;
    this.acts = acts;
  }

  /**
   * A table of entries in any order.
   *
   * @throws IllegalArgumentException if an index occurs twice, or more than 272 years lie between
   *     two of the acts
   */
  public static NotInForceTable of(Collection<NotInForce> entries) {
    List<NotInForce> sorted =
        entries.stream().sorted(Comparator.comparingLong(NotInForce::index)).toList();
    int[] indexes = new int[sorted.size()];
    long[] acts = new long[sorted.size()];
    for (int i = 0; i < indexes.length; i++) {
      NotInForce entry = sorted.get(i);
      indexes[i] = Math.toIntExact(entry.index());
      acts[i] = (entry.since().getEpochSecond() << 2) + entry.act().code();
      if (i > 0 && indexes[i] == indexes[i - 1]) {
        throw new IllegalArgumentException("an index occurs twice");
      }
    }
    NotInForceTable table = new NotInForceTable(indexes, acts);
    if (Arrays.stream(acts).anyMatch(act -> (act >> 2) - table.baseSecond() > MAX_SPAN)) {
      throw new IllegalArgumentException("the acts lie too far apart");
    }
    return table;
  }

  public int size() {
    return indexes.length;
  }

  /**
   * One entry.
   *
   * @param position 0 to {@link #size} − 1, by rising index
   */
  public NotInForce at(int position) {
    return new NotInForce(
        indexes[position],
        LegalAct.of((int) (acts[position] & 3)),
        Instant.ofEpochSecond(acts[position] >> 2));
  }

  /** The entry of an index; empty if it is in force. */
  public Optional<NotInForce> find(long index) {
    if (index < 0 || index > Integer.MAX_VALUE) {
      return Optional.empty();
    }
    int position = Arrays.binarySearch(indexes, (int) index);
    return position < 0 ? Optional.empty() : Optional.of(at(position));
  }

  /** The earliest act; the others count their seconds from it. Empty if there is none. */
  public Optional<Instant> base() {
    return size() == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(baseSecond()));
  }

  private long baseSecond() {
    return Arrays.stream(acts).map(act -> act >> 2).min().orElse(0);
  }

  /** The bytes beside {@link #base}. */
  public byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(size() * 8);
    long base = baseSecond() << 2;
    long next = 0;
    for (int i = 0; i < indexes.length; i++) {
      writeNumber(indexes[i] - next, out);
      writeNumber(acts[i] - base, out);
      next = indexes[i] + 1L;
    }
    return out.toByteArray();
  }

  private static void writeNumber(long number, ByteArrayOutputStream out) {
    long rest = number;
    while (rest > 0x7f) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /**
   * Reads a table; there is one spelling of each.
   *
   * @throws MalformedException if it is not in that spelling, or an index is too high
   */
  public static NotInForceTable decode(Optional<Instant> base, byte[] bytes)
      throws MalformedException {
    if (base.isEmpty() != (bytes.length == 0)) {
      throw new MalformedException("a table has a base if it has entries");
    }
    if (base.isEmpty()) {
      return EMPTY;
    }
    Numbers numbers = new Numbers(bytes);
    // Each entry takes two bytes at least.
    int[] indexes = new int[bytes.length / 2];
    long[] acts = new long[bytes.length / 2];
    int count = 0;
    long next = 0;
    long least = Long.MAX_VALUE;
    long start = base.get().getEpochSecond();
    while (numbers.more()) {
      long index = next + numbers.next();
      long act = numbers.next();
      if (index >= StatusList.MAX_SIZE) {
        throw new MalformedException("an index is too high");
      }
      indexes[count] = (int) index;
      acts[count] = (start << 2) + act;
      least = Math.min(least, act >> 2);
      count++;
      next = index + 1;
    }
    if (least != 0) {
      throw new MalformedException("the base is not the earliest act");
    }
    return new NotInForceTable(Arrays.copyOf(indexes, count), Arrays.copyOf(acts, count));
  }

  /** Unsigned LEB128 numbers of at most five bytes, in their shortest form. */
  private static final class Numbers {
    private static final int MAX_BYTES = 5;

    private final byte[] bytes;
    private int at;

    Numbers(byte[] bytes) {
      this.bytes = bytes;
    }

    boolean more() {
      return at < bytes.length;
    }

    long next() throws MalformedException {
      long number = 0;
      for (int i = 0; i < MAX_BYTES && at < bytes.length; i++) {
        int b = bytes[at++] & 0xff;
        number |= (b & 0x7fL) << (7 * i);
        if (b < 0x80) {
          if (b == 0 && i > 0) {
            throw new MalformedException("a number that is not in its shortest form");
          }
          return number;
        }
      }
      throw new MalformedException("a number that is too long or broken off");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NotInForceTable table
        && Arrays.equals(indexes, table.indexes)
        && Arrays.equals(acts, table.acts);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(indexes) + Arrays.hashCode(acts);
  }

  @Override
  public String toString() {
    return "NotInForceTable[" + size() + "]";
  }
}
