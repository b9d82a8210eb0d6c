package org.liangzheng.hsm.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.hsm.CustodyException;

class LibraryFileTest {
  private static final Platform LINUX = new Platform(Platform.Os.LINUX, "amd64");
  private static final Platform MAC = new Platform(Platform.Os.MAC, "aarch64");

  @TempDir Path folder;

  private Path file(byte[] content) throws IOException {
    Path file = folder.resolve("module.so");
    Files.write(file, content);
    return file;
  }

  private static byte[] elf(int bits, ByteOrder order, int machine, int type) {
    ByteBuffer header = ByteBuffer.allocate(64).putInt(0, 0x7f454c46);
    header.put(4, (byte) bits).put(5, (byte) (order == ByteOrder.BIG_ENDIAN ? 2 : 1));
    return header.order(order).putShort(16, (short) type).putShort(18, (short) machine).array();
  }

  private void foreign(byte[] content, Platform platform, String why) throws IOException {
    Path file = file(content);
    assertThatThrownBy(() -> LibraryFile.check(file, platform))
        .isInstanceOf(CustodyException.LibraryForeign.class)
        .hasMessageContaining(why);
  }

  @Test
  void takesALibraryOfThisProcessorAndResolvesLinks() throws Exception {
    Path file = file(elf(2, ByteOrder.LITTLE_ENDIAN, 62, 3));
    Path link = Files.createSymbolicLink(folder.resolve("link.so"), file);
    assertThat(LibraryFile.check(link, LINUX)).isEqualTo(file.toRealPath());
    Path big = file(elf(2, ByteOrder.BIG_ENDIAN, 22, 3));
    assertThat(LibraryFile.check(big, new Platform(Platform.Os.LINUX, "s390x"))).isNotNull();
  }

  @Test
  void namesWhatIsWrong() throws Exception {
    foreign(elf(2, ByteOrder.LITTLE_ENDIAN, 183, 3), LINUX, "machine 183");
    foreign(elf(2, ByteOrder.BIG_ENDIAN, 62, 3), LINUX, "X86_64");
    foreign(elf(1, ByteOrder.LITTLE_ENDIAN, 3, 3), LINUX, "64 bits");
    foreign(elf(2, ByteOrder.LITTLE_ENDIAN, 62, 2), LINUX, "no shared library");
    foreign(new byte[0], LINUX, "no ELF");
    foreign(
        "/* GROUP ( libc.so.6 ) */".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
        LINUX,
        "no ELF");
    foreign(elf(2, ByteOrder.LITTLE_ENDIAN, 62, 3), MAC, "Mach-O");
    foreign(new byte[0], MAC, "no Mach-O");
  }

  @Test
  void aLibraryThatIsCutShortIsNotLoaded() throws Exception {
    ByteBuffer whole =
        ByteBuffer.wrap(Arrays.copyOf(elf(2, ByteOrder.LITTLE_ENDIAN, 62, 3), 64 + 56 + 100));
    whole.order(ByteOrder.LITTLE_ENDIAN);
    whole.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 1);
    whole.putLong(64 + 8, 120).putLong(64 + 32, 100);
    assertThat(LibraryFile.check(file(whole.array()), LINUX)).isNotNull();
    for (int length : new int[] {219, 120, 40}) {
      Path cut = file(Arrays.copyOf(whole.array(), length));
      assertThatThrownBy(() -> LibraryFile.check(cut, LINUX))
          .as("%d bytes", length)
          .isInstanceOf(CustodyException.LibraryUnloadable.class)
          .hasMessageContaining("cut short");
    }
    whole.putLong(64 + 32, -1);
    Path lying = file(whole.array());
    assertThatThrownBy(() -> LibraryFile.check(lying, LINUX))
        .isInstanceOf(CustodyException.LibraryUnloadable.class);
  }

  @Test
  void readsMachO() throws Exception {
    ByteBuffer plain = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    plain.putInt(0, 0xfeedfacf).putInt(4, 0x0100000c);
    assertThat(LibraryFile.check(file(plain.array()), MAC)).isNotNull();
    foreign(plain.array(), new Platform(Platform.Os.MAC, "x86_64"), "0100000c");
    ByteBuffer universal = ByteBuffer.allocate(64);
    universal.putInt(0xcafebabe).putInt(2).putInt(0x01000007).position(28).putInt(0x0100000c);
    assertThat(LibraryFile.check(file(universal.array()), MAC)).isNotNull();
    universal.putInt(28, 12);
    foreign(universal.array(), MAC, "no part");
  }

  @Test
  void whatIsNotThereIsAbsent() {
    assertThatThrownBy(() -> LibraryFile.check(folder.resolve("none.so"), LINUX))
        .isInstanceOf(CustodyException.LibraryAbsent.class);
    assertThatThrownBy(() -> LibraryFile.check(folder, LINUX))
        .isInstanceOf(CustodyException.LibraryAbsent.class)
        .hasMessageContaining("no file");
  }

  @Test
  void otherLayoutsAreRefused() {
    assertThatThrownBy(() -> Platform.of("Windows 11", "amd64"))
        .isInstanceOf(CustodyException.PlatformUnsupported.class);
    assertThatThrownBy(() -> Platform.of("Linux", "i386"))
        .isInstanceOf(CustodyException.PlatformUnsupported.class);
    assertThat(Platform.of("Mac OS X", "aarch64").os()).isEqualTo(Platform.Os.MAC);
  }
}
