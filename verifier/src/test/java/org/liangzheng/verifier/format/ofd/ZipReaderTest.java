package org.liangzheng.verifier.format.ofd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.verifier.crypto.ByteString;

class ZipReaderTest {
  private static final String NAME = "Doc_0/Document.xml";

  @Test
  void readsWhatTheJdkWrites() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("OFD.xml"));
      zip.write("一二三".repeat(1000).getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("附件/证照.json"));
      zip.write('x');
    }
    OfdPackage read = ZipReader.read(out.toByteArray(), OfdLimits.DEFAULT);
    assertThat(read.paths()).containsExactly("/OFD.xml", "/附件/证照.json");
    assertThat(read.require("/OFD.xml").size()).isEqualTo(9000);
  }

  @Test
  void theJdkReadsWhatWeWriteAndItIsTheSameEachTime() throws IOException {
    Map<String, ByteString> parts = new LinkedHashMap<>();
    SplittableRandom random = new SplittableRandom(1);
    byte[] noise = new byte[5000];
    random.nextBytes(noise);
    parts.put("/OFD.xml", ByteString.of("a".repeat(5000).getBytes(StandardCharsets.US_ASCII)));
    parts.put("/附件/噪声.bin", ByteString.of(noise));
    parts.put("/empty", ByteString.of(new byte[0]));
    byte[] first = ZipWriter.write(new OfdPackage(parts));
    assertThat(ZipWriter.write(new OfdPackage(parts))).isEqualTo(first);
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(first))) {
      for (Map.Entry<String, ByteString> part : parts.entrySet()) {
        assertThat(zip.getNextEntry().getName()).isEqualTo(part.getKey().substring(1));
        assertThat(zip.readAllBytes()).isEqualTo(part.getValue().toByteArray());
      }
      assertThat(zip.getNextEntry()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil.txt",
        "/abs.txt",
        "a\\b.txt",
        "a//b.txt",
        "./a.txt",
        "a/..",
        "C:x",
        "a\tb"
      })
  void unsafeNamesAreRefused(String name) {
    assertFault(zip("/" + name), OfdFault.PACKAGE_BAD_NAME);
  }

  @Test
  void namesThatDifferOnlyInCaseAreRefused() {
    assertFault(zip("/a.xml", "/A.XML"), OfdFault.PACKAGE_DUPLICATE_ENTRY);
  }

  @Test
  void twoEntriesOfOneNameAreRefused() {
    // Same length, so that one can be renamed to the other in place, in both headers.
    byte[] zip = zip("/aaaa.xml", "/bbbb.xml");
    String text = new String(zip, StandardCharsets.ISO_8859_1).replace("bbbb.xml", "aaaa.xml");
    assertFault(text.getBytes(StandardCharsets.ISO_8859_1), OfdFault.PACKAGE_DUPLICATE_ENTRY);
  }

  @Test
  void anEncryptedEntryIsRefused() {
    assertFault(
        patch(b -> b.putShort(directory(b) + 8, (short) (b.getShort(directory(b) + 8) | 1))),
        OfdFault.PACKAGE_ENCRYPTED);
  }

  @Test
  void anUnknownCompressionIsRefused() {
    assertFault(
        patch(b -> b.putShort(directory(b) + 10, (short) 12)),
        OfdFault.PACKAGE_FEATURE_UNSUPPORTED);
  }

  @Test
  void aLocalHeaderThatTellsAnotherStoryIsRefused() {
    for (int field : new int[] {6, 8, 14, 18, 22}) {
      assertFault(
          patch(b -> b.put(field, (byte) (b.get(field) ^ 0x40))), OfdFault.PACKAGE_INCONSISTENT);
    }
    assertFault(patch(b -> b.put(30, (byte) 'X')), OfdFault.PACKAGE_INCONSISTENT);
  }

  @Test
  void aWrongChecksumIsRefused() {
    assertFault(
        patch(b -> {
          b.putInt(14, 7);
          b.putInt(directory(b) + 16, 7);
        }),
        OfdFault.PACKAGE_DAMAGED);
  }

  @Test
  void bytesBetweenOrAroundEntriesAreRefused() {
    byte[] zip = zip("/" + NAME);
    byte[] before = new byte[zip.length + 4];
    System.arraycopy(zip, 0, before, 4, zip.length);
    assertFault(before, OfdFault.PACKAGE_INCONSISTENT);
    byte[] after = Arrays.copyOf(zip, zip.length + 4);
    assertFault(after, OfdFault.PACKAGE_NOT_ZIP);
  }

  @Test
  void aBombIsRefusedBeforeItIsInflated() {
    byte[] bomb = new byte[30 << 20];
    byte[] zip = ZipWriter.write(new OfdPackage(Map.of("/bomb", ByteString.of(bomb))));
    assertThat(zip.length).isLessThan(64 << 10);
    assertFault(zip, OfdFault.PACKAGE_INFLATES_TOO_LARGE);
    // The same data that claims to be small does not inflate to its size.
    ByteBuffer lie = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    lie.putInt(22, 100);
    lie.putInt(directory(lie) + 24, 100);
    assertFault(zip, OfdFault.PACKAGE_DAMAGED);
  }

  @Test
  void aSecondDirectoryOrEndIsRefused() {
    byte[] zip = zip("/" + NAME);
    // Two archives one after the other: readers differ in which of them they show.
    byte[] twice = new byte[zip.length * 2];
    System.arraycopy(zip, 0, twice, 0, zip.length);
    System.arraycopy(zip, 0, twice, zip.length, zip.length);
    assertFault(twice, OfdFault.PACKAGE_INCONSISTENT);
    // The end record hides in a comment of another one.
    byte[] commented = Arrays.copyOf(zip, zip.length + 22);
    System.arraycopy(zip, zip.length - 22, commented, zip.length, 22);
    ByteBuffer end = ByteBuffer.wrap(commented).order(ByteOrder.LITTLE_ENDIAN);
    end.putShort(zip.length - 2, (short) 22);
    assertFault(commented, OfdFault.PACKAGE_INCONSISTENT);
  }

  @Test
  void zip64NumbersAreRefusedWhereTheyCouldTellAnotherStory() {
    for (int field : new int[] {20, 24}) {
      assertFault(
          patch(b -> b.putInt(directory(b) + field, -1)), OfdFault.PACKAGE_FEATURE_UNSUPPORTED);
    }
    assertFault(patch(b -> b.putInt(directory(b) + 42, -1)), OfdFault.PACKAGE_INCONSISTENT);
    assertFault(
        patch(b -> {
          b.putShort(b.capacity() - 14, (short) -1);
          b.putShort(b.capacity() - 12, (short) -1);
        }),
        OfdFault.PACKAGE_FEATURE_UNSUPPORTED);
    // Local sizes say ZIP64, without a field that would hold them.
    assertFault(
        patch(b -> {
          b.putInt(18, -1);
          b.putInt(22, -1);
        }),
        OfdFault.PACKAGE_INCONSISTENT);
  }

  @Test
  void aFileThatIsAlsoAFolderIsRefused() {
    assertFault(zip("/a", "/a/b.xml"), OfdFault.PACKAGE_DUPLICATE_ENTRY);
    assertFault(zip("/A/b.xml", "/a"), OfdFault.PACKAGE_DUPLICATE_ENTRY);
  }

  /** Two spellings of one character are one name for some file systems. */
  @Test
  void namesThatDifferOnlyInNormalisationAreRefused() {
    assertFault(zip("/\u00e9.xml", "/e\u0301.xml"), OfdFault.PACKAGE_DUPLICATE_ENTRY);
  }

  @Test
  void tooLargeAndTooManyAreRefused() {
    OfdLimits tight = new OfdLimits(1000, 2, 100, 150, 200);
    assertFault(new byte[1001], tight, OfdFault.PACKAGE_TOO_LARGE);
    assertFault(zip("/a", "/b", "/c"), tight, OfdFault.PACKAGE_TOO_MANY_ENTRIES);
  }

  @Test
  void everyTruncationAndEveryFlippedByteEndsInAFaultOrAPackage() {
    byte[] zip = zip("/OFD.xml", "/" + NAME);
    for (int length = 0; length < zip.length; length++) {
      byte[] cut = Arrays.copyOf(zip, length);
      assertThat(
              catchThrowableOfType(
                  OfdRefusedException.class, () -> ZipReader.read(cut, OfdLimits.DEFAULT)))
          .isNotNull();
    }
    for (int i = 0; i < zip.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] flipped = zip.clone();
        flipped[i] ^= (byte) (1 << bit);
        try {
          ZipReader.read(flipped, OfdLimits.DEFAULT);
        } catch (OfdRefusedException expected) {
          assertThat(expected.fault()).isNotNull();
        }
      }
    }
  }

  private static byte[] zip(String... paths) {
    Map<String, ByteString> parts = new LinkedHashMap<>();
    for (String path : paths) {
      parts.put(path, ByteString.of("content ".repeat(40).getBytes(StandardCharsets.US_ASCII)));
    }
    return ZipWriter.write(new OfdPackage(parts));
  }

  private static byte[] patch(Consumer<ByteBuffer> change) {
    byte[] zip = zip("/" + NAME);
    change.accept(ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN));
    return zip;
  }

  /** Where the central directory of a package without comment begins. */
  private static int directory(ByteBuffer zip) {
    return zip.getInt(zip.capacity() - 6);
  }

  private static void assertFault(byte[] zip, OfdFault fault) {
    assertFault(zip, OfdLimits.DEFAULT, fault);
  }

  private static void assertFault(byte[] zip, OfdLimits limits, OfdFault fault) {
    OfdRefusedException refused =
        catchThrowableOfType(OfdRefusedException.class, () -> ZipReader.read(zip, limits));
    assertThat(refused).isNotNull();
    assertThat(refused.fault()).isEqualTo(fault);
  }
}
