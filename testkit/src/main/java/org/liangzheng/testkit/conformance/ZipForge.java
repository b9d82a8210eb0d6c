package org.liangzheng.testkit.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes ZIP archives, also such as no honest writer makes. Entries are stored unless asked
 * otherwise, so that the bytes do not depend on a compressor's version.
 */
final class ZipForge {
  private final List<Entry> entries = new ArrayList<>();
  private byte[] comment = new byte[0];
  private Consumer<ByteBuffer> endChange = _ -> {};

  /** One entry; whatever is set here is written as it is. */
  static final class Entry {
    byte[] name;
    byte[] localName;
    byte[] data;
    byte[] before = new byte[0];
    byte[] descriptor = new byte[0];
    byte[] extra = new byte[0];
    int method;
    int flags = 1 << 11;
    int crc;
    int size;
    Consumer<ByteBuffer> local = _ -> {};
    Consumer<ByteBuffer> directory = _ -> {};

    private Entry(String path, byte[] raw) {
      this.name = path.substring(1).getBytes(StandardCharsets.UTF_8);
      this.localName = name;
      this.data = raw;
      this.size = raw.length;
      CRC32 sum = new CRC32();
      sum.update(raw);
      this.crc = (int) sum.getValue();
    }

    void rename(String to) {
      rename(to.getBytes(StandardCharsets.UTF_8));
    }

    void rename(byte[] to) {
      name = to;
      localName = to;
    }

    void deflate() {
      Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
      try {
        deflater.setInput(data);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] block = new byte[4096];
        while (!deflater.finished()) {
          out.write(block, 0, deflater.deflate(block));
        }
        data = out.toByteArray();
        method = 8;
      } finally {
        deflater.end();
      }
    }
  }

  static ZipForge of(Map<String, byte[]> parts) {
    ZipForge zip = new ZipForge();
    parts.forEach((path, bytes) -> zip.entries.add(new Entry(path, bytes)));
    return zip;
  }

  /** Changes the entry of a path. */
  ZipForge entry(String path, Consumer<Entry> change) {
    byte[] name = path.substring(1).getBytes(StandardCharsets.UTF_8);
    change.accept(
        entries.stream().filter(e -> Arrays.equals(e.name, name)).findFirst().orElseThrow());
    return this;
  }

  ZipForge each(Consumer<Entry> change) {
    entries.forEach(change);
    return this;
  }

  /** Adds an entry as the last one. */
  ZipForge add(String path, byte[] raw, Consumer<Entry> change) {
    Entry entry = new Entry(path, raw);
    change.accept(entry);
    entries.add(entry);
    return this;
  }

  ZipForge comment(String text) {
    comment = text.getBytes(StandardCharsets.US_ASCII);
    return this;
  }

  /** Changes the end of the central directory, 22 bytes. */
  ZipForge end(Consumer<ByteBuffer> change) {
    endChange = change;
    return this;
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    for (Entry entry : entries) {
      out.writeBytes(entry.before);
      int offset = out.size();
      out.writeBytes(head(entry, true, offset));
      out.writeBytes(entry.localName);
      out.writeBytes(entry.extra);
      out.writeBytes(entry.data);
      out.writeBytes(entry.descriptor);
      directory.writeBytes(head(entry, false, offset));
      directory.writeBytes(entry.name);
    }
    int start = out.size();
    out.writeBytes(directory.toByteArray());
    ByteBuffer end =
        ByteBuffer.allocate(22)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(0x06054b50)
            .putInt(0)
            .putShort((short) entries.size())
            .putShort((short) entries.size())
            .putInt(directory.size())
            .putInt(start)
            .putShort((short) comment.length);
    endChange.accept(end);
    out.writeBytes(end.array());
    out.writeBytes(comment);
    return out.toByteArray();
  }

  private static byte[] head(Entry entry, boolean local, int offset) {
    ByteBuffer head = ByteBuffer.allocate(local ? 30 : 46).order(ByteOrder.LITTLE_ENDIAN);
    head.putInt(local ? 0x04034b50 : 0x02014b50);
    if (!local) {
      head.putShort((short) 20);
    }
    head.putShort((short) 20)
        .putShort((short) entry.flags)
        .putShort((short) entry.method)
        .putInt(1 << 21 | 1 << 16)
        .putInt(entry.crc)
        .putInt(entry.data.length)
        .putInt(entry.size)
        .putShort((short) (local ? entry.localName : entry.name).length)
        .putShort((short) (local ? entry.extra.length : 0));
    if (!local) {
      head.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0).putInt(offset);
    }
    (local ? entry.local : entry.directory).accept(head);
    return head.array();
  }
}
