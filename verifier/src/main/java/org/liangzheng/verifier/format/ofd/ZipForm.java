package org.liangzheng.verifier.format.ofd;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What reader and writers of ZIP share: the marks, sizes and fields of its records (APPNOTE). */
final class ZipForm {
  static final int END_SIGNATURE = 0x06054b50;
  static final int DIRECTORY_SIGNATURE = 0x02014b50;
  static final int LOCAL_SIGNATURE = 0x04034b50;

  /** Bytes of the end record without its comment, and of both headers without name and extra. */
  static final int END_SIZE = 22;

  static final int DIRECTORY_SIZE = 46;
  static final int LOCAL_SIZE = 30;

  /** Names are UTF-8. */
  static final int FLAG_UTF8 = 1 << 11;

  /** Version 2.0, which deflate needs. */
  static final int VERSION = 20;

  /** Bytes of what {@link #fields} writes. */
  static final int FIELDS_SIZE = 26;

  /** 1980-01-01 00:00:00, the earliest time a ZIP can hold. */
  private static final int DOS_DATE_TIME = 1 << 21 | 1 << 16;

  private ZipForm() {}

  static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The fields that local header and directory have in common, from the version needed on. */
  static ByteBuffer fields(ByteBuffer out, PackedPart part, byte[] name) {
    return out.putShort((short) VERSION)
        .putShort((short) FLAG_UTF8)
        .putShort((short) (part.deflated() ? 8 : 0))
        .putInt(DOS_DATE_TIME)
        .putInt(part.crc())
        .putInt(part.packed().length)
        .putInt(part.rawSize())
        .putShort((short) name.length)
        .putShort((short) 0);
  }

  /** The end record, without a comment. */
  static ByteBuffer end(ByteBuffer out, int entries, int directorySize, int directory) {
    return out.putInt(END_SIGNATURE)
        .putInt(0)
        .putShort((short) entries)
        .putShort((short) entries)
        .putInt(directorySize)
        .putInt(directory)
        .putShort((short) 0);
  }
}
