package org.liangzheng.verifier.format.ofd;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.liangzheng.verifier.crypto.ByteString;

/**
 * Writes a package the same way each time: entries in the given order, one fixed time, UTF-8 names,
 * the JDK's Deflater at level 6, no extra fields.
 */
public final class ZipWriter {
  /** 1980-01-01 00:00:00, the earliest time a ZIP can hold. */
  private static final int DOS_DATE_TIME = 1 << 21 | 1 << 16;

  private static final int FLAG_UTF8 = 1 << 11;
  private static final int VERSION = 20;

  private ZipWriter() {}

  /** The bytes of the package. */
  public static byte[] write(OfdPackage content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    int count = 0;
    try {
      for (String path : content.paths()) {
        byte[] name = path.substring(1).getBytes(StandardCharsets.UTF_8);
        byte[] raw = content.find(path).orElse(ByteString.of(new byte[0])).toByteArray();
        byte[] packed = deflate(deflater, raw);
        boolean smaller = packed.length < raw.length;
        byte[] data = smaller ? packed : raw;
        CRC32 crc = new CRC32();
        crc.update(raw);
        int offset = out.size();
        ByteBuffer common =
            ByteBuffer.allocate(26)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) VERSION)
                .putShort((short) FLAG_UTF8)
                .putShort((short) (smaller ? 8 : 0))
                .putInt(DOS_DATE_TIME)
                .putInt((int) crc.getValue())
                .putInt(data.length)
                .putInt(raw.length)
                .putShort((short) name.length)
                .putShort((short) 0);
        out.writeBytes(little(4).putInt(0x04034b50).array());
        out.writeBytes(common.array());
        out.writeBytes(name);
        out.writeBytes(data);
        directory.writeBytes(little(6).putInt(0x02014b50).putShort((short) VERSION).array());
        directory.writeBytes(common.array());
        directory.writeBytes(
            little(14)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(0)
                .putInt(offset)
                .array());
        directory.writeBytes(name);
        count++;
      }
    } finally {
      deflater.end();
    }
    int start = out.size();
    out.writeBytes(directory.toByteArray());
    out.writeBytes(
        little(22)
            .putInt(0x06054b50)
            .putInt(0)
            .putShort((short) count)
            .putShort((short) count)
            .putInt(directory.size())
            .putInt(start)
            .putShort((short) 0)
            .array());
    return out.toByteArray();
  }

  private static byte[] deflate(Deflater deflater, byte[] raw) {
    deflater.reset();
    deflater.setInput(raw);
    deflater.finish();
    ByteArrayOutputStream packed = new ByteArrayOutputStream(raw.length / 2 + 64);
    byte[] block = new byte[8192];
    while (!deflater.finished()) {
      packed.write(block, 0, deflater.deflate(block));
    }
    return packed.toByteArray();
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
