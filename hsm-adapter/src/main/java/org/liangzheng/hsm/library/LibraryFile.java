package org.liangzheng.hsm.library;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.liangzheng.hsm.CustodyException;

/**
 * A vendor's shared library, looked at before it is loaded: the system's loader says the same for
 * every trouble, and an operator should not have to guess. Reads the ELF headers (System V ABI,
 * chapters 4 and 5) on Linux and the Mach-O header on macOS; not more.
 */
public final class LibraryFile {
  private static final int HEADER = 4096;
  private static final int ELF_CLASS_64 = 2;
  private static final int ELF_SHARED = 3;
  private static final int MACH_O_64 = 0xfeed_facf;
  private static final int MACH_O_UNIVERSAL = 0xcafe_babe;

  private LibraryFile() {}

  /**
   * Looks at the file.
   *
   * @return its real path: two names of one file are one library
   * @throws CustodyException.LibraryAbsent if there is none, it is no file, or cannot be read
   * @throws CustodyException.LibraryForeign if it is no shared library for the platform
   * @throws CustodyException.LibraryUnloadable if it is cut short
   */
  public static Path check(Path file, Platform platform) {
    if (!Files.exists(file)) {
      throw new CustodyException.LibraryAbsent(file.toString(), "there is no such file");
    }
    if (!Files.isRegularFile(file)) {
      throw new CustodyException.LibraryAbsent(file.toString(), "it is no file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      ByteBuffer header = ByteBuffer.wrap(in.readNBytes(HEADER));
      String trouble =
          switch (platform.os()) {
            case LINUX -> elfTrouble(header, platform.processor());
            case MAC -> machOTrouble(header, platform.processor());
          };
      if (!trouble.isEmpty()) {
        throw new CustodyException.LibraryForeign(file.toString(), trouble);
      }
      if (platform.os() == Platform.Os.LINUX && elfIsCutShort(header, Files.size(file))) {
        throw new CustodyException.LibraryUnloadable(file.toString(), "it is cut short");
      }
      return file.toRealPath();
    } catch (IOException unreadable) {
      throw new CustodyException.LibraryAbsent(
          file.toString(), "it cannot be read: " + unreadable.getClass().getSimpleName());
    }
  }

  private static String elfTrouble(ByteBuffer header, Processor processor) {
    if (header.limit() < 20 || header.getInt(0) != 0x7f45_4c46) {
      return "it is no ELF file";
    }
    if (header.get(4) != ELF_CLASS_64) {
      return "it is not for 64 bits";
    }
    ByteOrder order = header.get(5) == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    header.order(order);
    int machine = Short.toUnsignedInt(header.getShort(18));
    if (machine != processor.elf || order != processor.order()) {
      return "ELF machine " + machine + ", this is " + processor + " (" + processor.elf + ")";
    }
    return header.getShort(16) == ELF_SHARED ? "" : "it is no shared library";
  }

  /**
   * Whether a segment lies past the end of the file. The loader maps it all the same, and the first
   * touch of it ends the process without a word.
   */
  private static boolean elfIsCutShort(ByteBuffer header, long size) {
    if (header.limit() < 64) {
      return true;
    }
    long table = header.getLong(32);
    int entry = Short.toUnsignedInt(header.getShort(54));
    int count = Short.toUnsignedInt(header.getShort(56));
    for (int i = 0; i < count; i++) {
      long at = table + (long) i * entry;
      if (at < 0 || at + 40 > header.limit()) {
        return size < table + (long) count * entry;
      }
      long offset = header.getLong(Math.toIntExact(at) + 8);
      long length = header.getLong(Math.toIntExact(at) + 32);
      if (offset < 0 || length < 0 || length > size || offset > size - length) {
        return true;
      }
    }
    return false;
  }

  private static String machOTrouble(ByteBuffer header, Processor processor) {
    if (header.limit() < 16) {
      return "it is no Mach-O file";
    }
    if (header.getInt(0) == MACH_O_UNIVERSAL) {
      int count = header.getInt(4);
      for (int i = 0; i < count && 8 + 20 * (i + 1) <= header.limit(); i++) {
        if (header.getInt(8 + 20 * i) == processor.machO) {
          return "";
        }
      }
      return "it has no part for " + processor;
    }
    header.order(ByteOrder.LITTLE_ENDIAN);
    if (header.getInt(0) != MACH_O_64) {
      return "it is no 64-bit Mach-O file";
    }
    int type = header.getInt(4);
    return type == processor.machO
        ? ""
        : "Mach-O processor " + HexFormat.of().toHexDigits(type) + ", this is " + processor;
  }
}
