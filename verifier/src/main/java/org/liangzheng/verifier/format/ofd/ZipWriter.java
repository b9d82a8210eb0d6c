package org.liangzheng.verifier.format.ofd;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.liangzheng.verifier.crypto.ByteString;

/**
 * Writes a package the same way each time: entries in the given order, one fixed time, UTF-8 names,
 * compressed as {@link PartPacker} does, no extra fields.
 */
public final class ZipWriter {
  /** 1980-01-01 00:00:00, the earliest time a ZIP can hold. */
  private static final int DOS_DATE_TIME = 1 << 21 | 1 << 16;

  private static final int FLAG_UTF8 = 1 << 11;
  private static final int VERSION = 20;
  private static final int LOCAL_SIZE = 30;
  private static final int DIRECTORY_SIZE = 46;
  private static final int END_SIZE = 22;

  private ZipWriter() {}

  /** The bytes of the package. */
  public static byte[] write(OfdPackage content) {
    List<PackedPart> parts = new ArrayList<>();
    try (PartPacker packer = new PartPacker()) {
      for (String path : content.paths()) {
        parts.add(packer.pack(path, content.find(path).orElse(ByteString.of(new byte[0]))));
      }
    }
    return write(parts);
  }

  /** The bytes of a package whose parts are packed already; nothing is compressed here. */
  public static byte[] write(List<PackedPart> parts) {
    byte[][] names = new byte[parts.size()][];
    int size = END_SIZE;
    for (int i = 0; i < names.length; i++) {
      names[i] = parts.get(i).path().substring(1).getBytes(StandardCharsets.UTF_8);
      size += LOCAL_SIZE + DIRECTORY_SIZE + 2 * names[i].length + parts.get(i).packed().length;
    }
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    int[] offsets = new int[names.length];
    for (int i = 0; i < names.length; i++) {
      offsets[i] = out.position();
      out.putInt(0x04034b50);
      common(out, parts.get(i), names[i]);
      out.put(names[i]).put(parts.get(i).packed());
    }
    int start = out.position();
    for (int i = 0; i < names.length; i++) {
      out.putInt(0x02014b50).putShort((short) VERSION);
      common(out, parts.get(i), names[i]);
      // No comment, first disk, no attributes.
      out.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
      out.putInt(offsets[i]).put(names[i]);
    }
    int directorySize = out.position() - start;
    out.putInt(0x06054b50)
        .putInt(0)
        .putShort((short) names.length)
        .putShort((short) names.length)
        .putInt(directorySize)
        .putInt(start)
        .putShort((short) 0);
    return out.array();
  }

  private static void common(ByteBuffer out, PackedPart part, byte[] name) {
    out.putShort((short) VERSION)
        .putShort((short) FLAG_UTF8)
        .putShort((short) (part.deflated() ? 8 : 0))
        .putInt(DOS_DATE_TIME)
        .putInt(part.crc())
        .putInt(part.packed().length)
        .putInt(part.rawSize())
        .putShort((short) name.length)
        .putShort((short) 0);
  }
}
