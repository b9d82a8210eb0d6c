package org.liangzheng.verifier.format.ofd;

import static org.liangzheng.verifier.format.ofd.OfdFault.PACKAGE_BAD_NAME;
import static org.liangzheng.verifier.format.ofd.OfdFault.PACKAGE_DAMAGED;
import static org.liangzheng.verifier.format.ofd.OfdFault.PACKAGE_DUPLICATE_ENTRY;
import static org.liangzheng.verifier.format.ofd.OfdFault.PACKAGE_ENCRYPTED;
import static org.liangzheng.verifier.format.ofd.OfdFault.PACKAGE_FEATURE_UNSUPPORTED;
import static org.liangzheng.verifier.format.ofd.OfdFault.PACKAGE_INCONSISTENT;
import static org.liangzheng.verifier.format.ofd.OfdFault.PACKAGE_INFLATES_TOO_LARGE;
import static org.liangzheng.verifier.format.ofd.OfdFault.PACKAGE_NOT_ZIP;
import static org.liangzheng.verifier.format.ofd.OfdFault.PACKAGE_TOO_LARGE;
import static org.liangzheng.verifier.format.ofd.OfdFault.PACKAGE_TOO_MANY_ENTRIES;
import static org.liangzheng.verifier.format.ofd.ZipForm.DIRECTORY_SIGNATURE;
import static org.liangzheng.verifier.format.ofd.ZipForm.DIRECTORY_SIZE;
import static org.liangzheng.verifier.format.ofd.ZipForm.END_SIGNATURE;
import static org.liangzheng.verifier.format.ofd.ZipForm.END_SIZE;
import static org.liangzheng.verifier.format.ofd.ZipForm.FLAG_UTF8;
import static org.liangzheng.verifier.format.ofd.ZipForm.LOCAL_SIGNATURE;
import static org.liangzheng.verifier.format.ofd.ZipForm.LOCAL_SIZE;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.liangzheng.verifier.crypto.ByteString;

/**
 * Reads a ZIP archive from memory by its central directory, and insists that directory, local
 * headers and data tell one story: what this reader sees is what every other reader sees. Nothing
 * is written anywhere.
 */
public final class ZipReader {
  private static final int DESCRIPTOR_SIGNATURE = 0x08074b50;
  private static final int FLAG_ENCRYPTED = 1;
  private static final int FLAG_DESCRIPTOR = 1 << 3;

  /** Bits 1 and 2 only tell how hard the writer compressed. */
  private static final int FLAGS_KNOWN = FLAG_ENCRYPTED | 6 | FLAG_DESCRIPTOR | FLAG_UTF8;

  private final ByteBuffer zip;
  private final OfdLimits limits;
  private long inflatedTotal;

  /** One for all entries: to set one up costs as much as to inflate a small part. */
  private final Inflater inflater = new Inflater(true);

  private ZipReader(byte[] bytes, OfdLimits limits) {
    this.zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.limits = limits;
  }

  /** One entry of the central directory. */
  private record Entry(
      String name,
      int needed,
      int flags,
      int method,
      int time,
      int crc,
      int packed,
      int size,
      int offset) {}

  /**
   * Reads all entries.
   *
   * @throws OfdRefusedException if anything is beyond the limits, inconsistent or damaged
   */
  public static OfdPackage read(byte[] bytes, OfdLimits limits) throws OfdRefusedException {
    if (bytes.length > limits.packageBytes()) {
      throw new OfdRefusedException(PACKAGE_TOO_LARGE, "larger than the limit");
    }
    ZipReader reader = new ZipReader(bytes, limits);
    try {
      return reader.readAll();
    } catch (IndexOutOfBoundsException | IllegalArgumentException outside) {
      throw new OfdRefusedException(PACKAGE_NOT_ZIP, "a header points outside the file", outside);
    } finally {
      reader.inflater.end();
    }
  }

  private OfdPackage readAll() throws OfdRefusedException {
    int end = findEnd();
    int count = unsignedShort(end + 10);
    int directorySize = zip.getInt(end + 12);
    int directory = zip.getInt(end + 16);
    if (zip.getShort(end + 4) != 0
        || zip.getShort(end + 6) != 0
        || unsignedShort(end + 8) != count
        || count == 0xffff) {
      throw new OfdRefusedException(PACKAGE_FEATURE_UNSUPPORTED, "several disks or ZIP64");
    }
    if (count > limits.entries()) {
      throw new OfdRefusedException(PACKAGE_TOO_MANY_ENTRIES, "more entries than the limit");
    }
    if (directory < 0 || directorySize < 0 || directory + directorySize != end) {
      throw new OfdRefusedException(PACKAGE_INCONSISTENT, "the directory does not meet the end");
    }

    Map<String, ByteString> entries = new LinkedHashMap<>();
    EntryNames names = new EntryNames();
    int position = directory;
    int expectedOffset = 0;
    for (int i = 0; i < count; i++) {
      Entry entry = directoryEntry(position);
      position += DIRECTORY_SIZE + unsignedShort(position + 28) + unsignedShort(position + 30);
      // In directory order, each entry must begin where the one before ended: no overlaps, no gaps
      // that could hide bytes.
      if (entry.offset() != expectedOffset) {
        throw new OfdRefusedException(
            PACKAGE_INCONSISTENT, "entries overlap, or bytes between them belong to none");
      }
      int data = localData(entry);
      expectedOffset = entryEnd(entry, data);
      if (!names.add(entry.name())) {
        throw new OfdRefusedException(
            PACKAGE_DUPLICATE_ENTRY, "two entries have one name, or a file is also a folder");
      }
      if (entry.name().endsWith("/")) {
        if (entry.size() != 0) {
          throw new OfdRefusedException(PACKAGE_BAD_NAME, "a folder has content");
        }
      } else {
        entries.put("/" + entry.name(), content(entry, data));
      }
    }
    if (position != end || expectedOffset != directory) {
      throw new OfdRefusedException(PACKAGE_INCONSISTENT, "bytes belong to no entry");
    }
    return new OfdPackage(entries);
  }

  private int findEnd() throws OfdRefusedException {
    int last = zip.capacity() - END_SIZE;
    for (int at = last; at >= Math.max(0, last - 0xffff); at--) {
      if (zip.getInt(at) == END_SIGNATURE && unsignedShort(at + 20) == last - at) {
        return at;
      }
    }
    throw new OfdRefusedException(PACKAGE_NOT_ZIP, "no end of central directory");
  }

  private Entry directoryEntry(int at) throws OfdRefusedException {
    if (zip.getInt(at) != DIRECTORY_SIGNATURE) {
      throw new OfdRefusedException(PACKAGE_INCONSISTENT, "the directory is broken");
    }
    int flags = unsignedShort(at + 8);
    int method = unsignedShort(at + 10);
    if ((flags & FLAG_ENCRYPTED) != 0) {
      throw new OfdRefusedException(PACKAGE_ENCRYPTED, "an entry is encrypted");
    }
    if ((flags & ~FLAGS_KNOWN) != 0 || (method != 0 && method != 8)) {
      throw new OfdRefusedException(PACKAGE_FEATURE_UNSUPPORTED, "unknown flags or compression");
    }
    if (unsignedShort(at + 32) != 0 || zip.getShort(at + 34) != 0) {
      throw new OfdRefusedException(
          PACKAGE_FEATURE_UNSUPPORTED, "an entry has a comment or a disk");
    }
    if ((unsignedShort(at + 36) & ~1) != 0) {
      throw new OfdRefusedException(PACKAGE_FEATURE_UNSUPPORTED, "reserved attributes are set");
    }
    int packed = zip.getInt(at + 20);
    int size = zip.getInt(at + 24);
    if (packed < 0 || size < 0) {
      throw new OfdRefusedException(PACKAGE_FEATURE_UNSUPPORTED, "an entry is 2 GiB or larger");
    }
    String name = name(at + DIRECTORY_SIZE, unsignedShort(at + 28), flags);
    return new Entry(
        name,
        unsignedShort(at + 6),
        flags,
        method,
        zip.getInt(at + 12),
        zip.getInt(at + 16),
        packed,
        size,
        zip.getInt(at + 42));
  }

  /** Checks the local header against the directory; returns where the data begins. */
  private int localData(Entry entry) throws OfdRefusedException {
    int at = entry.offset();
    int nameLength = unsignedShort(at + 26);
    int extra = at + LOCAL_SIZE + nameLength;
    int data = extra + unsignedShort(at + 28);
    boolean described = (entry.flags() & FLAG_DESCRIPTOR) != 0;
    // Real files differ in the UTF-8 flag, which means nothing for ASCII names, and some write
    // their sizes into a ZIP64 field of the local header only.
    boolean agrees =
        zip.getInt(at) == LOCAL_SIGNATURE
            && unsignedShort(at + 4) == entry.needed()
            && zip.getInt(at + 10) == entry.time()
            && (unsignedShort(at + 6) | FLAG_UTF8) == (entry.flags() | FLAG_UTF8)
            && unsignedShort(at + 8) == entry.method()
            && name(at + LOCAL_SIZE, nameLength, entry.flags()).equals(entry.name())
            && agrees(at + 14, entry.crc(), described)
            && ((agrees(at + 18, entry.packed(), described)
                    && agrees(at + 22, entry.size(), described))
                || zip64Agrees(at, extra, data, entry));
    if (!agrees) {
      throw new OfdRefusedException(
          PACKAGE_INCONSISTENT, "a local header and the directory disagree");
    }
    return data;
  }

  /** A field of the local header; zero is allowed where a descriptor follows the data. */
  private boolean agrees(int at, int directoryValue, boolean described) {
    int local = zip.getInt(at);
    return local == directoryValue || (described && local == 0);
  }

  /** Both sizes stand in the ZIP64 field (id 1: size, packed size, 8 bytes each). */
  private boolean zip64Agrees(int at, int extra, int data, Entry entry) {
    return zip.getInt(at + 18) == -1
        && zip.getInt(at + 22) == -1
        && data - extra >= 20
        && unsignedShort(extra) == 1
        && unsignedShort(extra + 2) >= 16
        && zip.getLong(extra + 4) == entry.size()
        && zip.getLong(extra + 12) == entry.packed();
  }

  /** Where the entry ends, its data descriptor (12 bytes, 16 with signature) included. */
  private int entryEnd(Entry entry, int data) throws OfdRefusedException {
    int end = Math.addExact(data, entry.packed());
    if ((entry.flags() & FLAG_DESCRIPTOR) == 0) {
      return end;
    }
    int fields = zip.getInt(end) == DESCRIPTOR_SIGNATURE ? end + 4 : end;
    if (zip.getInt(fields) != entry.crc()
        || zip.getInt(fields + 4) != entry.packed()
        || zip.getInt(fields + 8) != entry.size()) {
      throw new OfdRefusedException(PACKAGE_INCONSISTENT, "a data descriptor disagrees");
    }
    return fields + 12;
  }

  private ByteString content(Entry entry, int data) throws OfdRefusedException {
    inflatedTotal += entry.size();
    if (entry.size() > limits.entryBytes()
        || inflatedTotal > limits.totalBytes()
        || (entry.size() > 4096 && entry.size() / limits.ratio() > entry.packed())) {
      throw new OfdRefusedException(PACKAGE_INFLATES_TOO_LARGE, "an entry grows beyond the limits");
    }
    byte[] content = entry.method() == 0 ? stored(entry, data) : inflated(entry, data);
    CRC32 crc = new CRC32();
    crc.update(content);
    if ((int) crc.getValue() != entry.crc()) {
      throw new OfdRefusedException(PACKAGE_DAMAGED, "a checksum is wrong");
    }
    return ByteString.wrap(content);
  }

  private byte[] stored(Entry entry, int data) throws OfdRefusedException {
    if (entry.packed() != entry.size()) {
      throw new OfdRefusedException(PACKAGE_DAMAGED, "a stored entry has two sizes");
    }
    return Arrays.copyOfRange(zip.array(), data, data + entry.size());
  }

  private byte[] inflated(Entry entry, int data) throws OfdRefusedException {
    byte[] content = new byte[entry.size()];
    inflater.reset();
    try {
      inflater.setInput(zip.array(), data, entry.packed());
      int done = 0;
      while (!inflater.finished()) {
        int read =
            done < content.length
                ? inflater.inflate(content, done, content.length - done)
                : inflater.inflate(new byte[1]);
        done += read;
        if (done > content.length || (read == 0 && !inflater.finished())) {
          throw new OfdRefusedException(PACKAGE_DAMAGED, "an entry does not inflate to its size");
        }
      }
      if (done != content.length || inflater.getRemaining() != 0) {
        throw new OfdRefusedException(PACKAGE_DAMAGED, "an entry does not inflate to its size");
      }
      return content;
    } catch (DataFormatException broken) {
      throw new OfdRefusedException(PACKAGE_DAMAGED, "an entry does not inflate", broken);
    }
  }

  private String name(int at, int length, int flags) throws OfdRefusedException {
    boolean ascii = true;
    for (int i = 0; i < length; i++) {
      ascii &= zip.get(at + i) >= 0;
    }
    String name;
    try {
      name =
          ascii
              ? new String(zip.array(), at, length, StandardCharsets.ISO_8859_1)
              : StandardCharsets.UTF_8.newDecoder().decode(zip.slice(at, length)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw new OfdRefusedException(PACKAGE_BAD_NAME, "a name is not UTF-8", notUtf8);
    }
    // Without the UTF-8 flag readers disagree about anything but ASCII.
    if ((!ascii && (flags & FLAG_UTF8) == 0) || !EntryNames.isSafe(name)) {
      throw new OfdRefusedException(PACKAGE_BAD_NAME, "a name is not a plain relative path");
    }
    return name;
  }

  private int unsignedShort(int at) {
    return zip.getShort(at) & 0xffff;
  }
}
