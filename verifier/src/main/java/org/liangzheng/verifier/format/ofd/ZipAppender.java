package org.liangzheng.verifier.format.ofd;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.liangzheng.verifier.crypto.ByteString;

/**
 * Adds entries to a package that {@link ZipReader} has read: the entries that stay are copied as
 * they stand, header, packed data and all; nothing is packed anew.
 */
public final class ZipAppender {
  private static final int END_SIZE = 22;
  private static final int DIRECTORY_SIZE = 46;
  private static final int LOCAL_SIZE = 30;

  /** 1980-01-01 00:00:00, the earliest time a ZIP can hold. */
  private static final int DOS_DATE_TIME = 1 << 21 | 1 << 16;

  private static final int FLAG_UTF8 = 1 << 11;
  private static final int VERSION = 20;
  private static final int MAX_ENTRIES = 0xfffe;

  private ZipAppender() {}

  /**
   * An entry to add.
   *
   * @param path absolute path in the package
   * @param compress whether to try; what holds a compressed picture gains nothing
   */
  public record Addition(String path, ByteString content, boolean compress) {}

  /**
   * The package with entries added at its end, in the given order; an entry of the same path goes.
   *
   * @param zip a package that {@link ZipReader} has read without complaint: its entries follow each
   *     other without gaps, in the order of the directory
   */
  public static byte[] append(byte[] zip, List<Addition> additions) {
    ByteBuffer in = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int end = end(in);
    int count = in.getShort(end + 10) & 0xffff;
    int directory = in.getInt(end + 16);
    Set<String> replaced = new HashSet<>();
    List<PackedPart> added = new ArrayList<>();
    int most = zip.length;
    try (PartPacker packer = new PartPacker()) {
      for (Addition addition : additions) {
        replaced.add(addition.path().substring(1));
        PackedPart part =
            addition.compress()
                ? packer.pack(addition.path(), addition.content())
                : PartPacker.stored(addition.path(), addition.content().toByteArray());
        added.add(part);
        int name = part.path().substring(1).getBytes(StandardCharsets.UTF_8).length;
        most += part.packed().length + LOCAL_SIZE + DIRECTORY_SIZE + 2 * name;
      }
    }
    // Exact, unless the package ends with a comment: then the finished bytes need no copy.
    int size = most - replacedSize(zip, in, count, directory, replaced);

    Output out = new Output(size);
    Output records = new Output(end - directory + additions.size() * (DIRECTORY_SIZE + 64));
    int kept = 0;
    int position = directory;
    for (int i = 0; i < count; i++) {
      int nameLength = in.getShort(position + 28) & 0xffff;
      int recordEnd =
          position + DIRECTORY_SIZE + nameLength + (in.getShort(position + 30) & 0xffff);
      int start = in.getInt(position + 42);
      int stop = i + 1 < count ? in.getInt(recordEnd + 42) : directory;
      String name = new String(zip, position + DIRECTORY_SIZE, nameLength, StandardCharsets.UTF_8);
      if (!replaced.contains(name)) {
        int record = records.size();
        records.write(zip, position, recordEnd - position);
        records.putInt(record + 42, out.size());
        out.write(zip, start, stop - start);
        kept++;
      }
      position = recordEnd;
    }
    for (PackedPart part : added) {
      add(part, out, records);
    }
    int total = kept + additions.size();
    if (total > MAX_ENTRIES) {
      throw new IllegalArgumentException("a package holds at most 65534 entries");
    }
    int start = out.size();
    byte[] tail =
        little(END_SIZE)
            .putInt(0x06054b50)
            .putInt(0)
            .putShort((short) total)
            .putShort((short) total)
            .putInt(records.size())
            .putInt(start)
            .putShort((short) 0)
            .array();
    records.writeTo(out);
    out.write(tail, 0, tail.length);
    return out.toByteArray();
  }

  private static int replacedSize(
      byte[] zip, ByteBuffer in, int count, int directory, Set<String> replaced) {
    int size = 0;
    int position = directory;
    for (int i = 0; i < count; i++) {
      int nameLength = in.getShort(position + 28) & 0xffff;
      int recordEnd =
          position + DIRECTORY_SIZE + nameLength + (in.getShort(position + 30) & 0xffff);
      int stop = i + 1 < count ? in.getInt(recordEnd + 42) : directory;
      String name = new String(zip, position + DIRECTORY_SIZE, nameLength, StandardCharsets.UTF_8);
      if (replaced.contains(name)) {
        size += stop - in.getInt(position + 42) + recordEnd - position;
      }
      position = recordEnd;
    }
    return size;
  }

  private static int end(ByteBuffer in) {
    int last = in.capacity() - END_SIZE;
    for (int at = last; at >= 0; at--) {
      if (in.getInt(at) == 0x06054b50 && (in.getShort(at + 20) & 0xffff) == last - at) {
        return at;
      }
    }
    throw new IllegalArgumentException("not a package that was read before");
  }

  private static void add(PackedPart part, Output out, Output records) {
    byte[] name = part.path().substring(1).getBytes(StandardCharsets.UTF_8);
    byte[] common =
        little(26)
            .putShort((short) VERSION)
            .putShort((short) FLAG_UTF8)
            .putShort((short) (part.deflated() ? 8 : 0))
            .putInt(DOS_DATE_TIME)
            .putInt(part.crc())
            .putInt(part.packed().length)
            .putInt(part.rawSize())
            .putShort((short) name.length)
            .putShort((short) 0)
            .array();
    int offset = out.size();
    out.writeBytes(little(4).putInt(0x04034b50).array());
    out.writeBytes(common);
    out.writeBytes(name);
    out.writeBytes(part.packed());
    records.writeBytes(little(6).putInt(0x02014b50).putShort((short) VERSION).array());
    records.writeBytes(common);
    records.writeBytes(new byte[10]);
    records.writeBytes(little(4).putInt(offset).array());
    records.writeBytes(name);
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A growing array that can be patched. */
  private static final class Output extends ByteArrayOutputStream {
    Output(int size) {
      super(size);
    }

    void putInt(int at, int value) {
      for (int i = 0; i < 4; i++) {
        buf[at + i] = (byte) (value >>> (8 * i));
      }
    }

    void writeTo(Output other) {
      other.write(buf, 0, count);
    }

    @Override
    public synchronized byte[] toByteArray() {
      return count == buf.length ? buf : Arrays.copyOf(buf, count);
    }
  }
}
