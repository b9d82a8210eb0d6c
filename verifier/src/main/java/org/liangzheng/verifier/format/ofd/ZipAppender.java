package org.liangzheng.verifier.format.ofd;

import static org.liangzheng.verifier.format.ofd.ZipForm.DIRECTORY_SIGNATURE;
import static org.liangzheng.verifier.format.ofd.ZipForm.DIRECTORY_SIZE;
import static org.liangzheng.verifier.format.ofd.ZipForm.END_SIGNATURE;
import static org.liangzheng.verifier.format.ofd.ZipForm.END_SIZE;
import static org.liangzheng.verifier.format.ofd.ZipForm.FIELDS_SIZE;
import static org.liangzheng.verifier.format.ofd.ZipForm.LOCAL_SIGNATURE;
import static org.liangzheng.verifier.format.ofd.ZipForm.LOCAL_SIZE;
import static org.liangzheng.verifier.format.ofd.ZipForm.VERSION;
import static org.liangzheng.verifier.format.ofd.ZipForm.little;

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
    byte[] tail = ZipForm.end(little(END_SIZE), total, records.size(), start).array();
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
      if (in.getInt(at) == END_SIGNATURE && (in.getShort(at + 20) & 0xffff) == last - at) {
        return at;
      }
    }
    throw new IllegalArgumentException("not a package that was read before");
  }

  private static void add(PackedPart part, Output out, Output records) {
    byte[] name = part.path().substring(1).getBytes(StandardCharsets.UTF_8);
    byte[] fields = ZipForm.fields(little(FIELDS_SIZE), part, name).array();
    int offset = out.size();
    out.writeBytes(little(4).putInt(LOCAL_SIGNATURE).array());
    out.writeBytes(fields);
    out.writeBytes(name);
    out.writeBytes(part.packed());
    records.writeBytes(little(6).putInt(DIRECTORY_SIGNATURE).putShort((short) VERSION).array());
    records.writeBytes(fields);
    records.writeBytes(new byte[10]);
    records.writeBytes(little(4).putInt(offset).array());
    records.writeBytes(name);
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
