package org.liangzheng.testkit.flip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.testkit.TestLicences;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.testkit.conformance.ConformanceKit;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.json.Hex;
import org.liangzheng.verifier.format.ofd.OfdLimits;
import org.liangzheng.verifier.format.ofd.OfdPackage;
import org.liangzheng.verifier.format.ofd.OfdRefusedException;
import org.liangzheng.verifier.format.ofd.ZipReader;
import org.liangzheng.verifier.format.pack.PackAge;
import org.liangzheng.verifier.format.pack.PackReader;
import org.liangzheng.verifier.report.Verdict;

/** One byte of a sealed file, any byte, is changed: the file is not valid any more. */
class ByteFlipTest {
  /** The lowest bit, the highest, a letter's case, and all of them. */
  private static final int[] MASKS = {0x01, 0x80, 0x20, 0xff};

  @ParameterizedTest
  @EnumSource(SignatureSuite.class)
  void everyByteOfALicenceFileCounts(SignatureSuite suite) {
    TestWorld world = TestWorld.of(suite);
    byte[] file = TestLicences.valid(world).build();
    assertEveryByteCounts(file, world.evidence(), TestWorld.NOW, 0x01);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sm2-good-licence-timestamped",
        "p256-good-licence-timestamped",
        "sm2-good-deflated",
        "sm2-good-document-v1",
        "sm2-good-document-v5",
        "sm2-good-document-sign"
      })
  void everyByteOfAKitFileCounts(String name) throws Exception {
    Sample sample = Sample.of(name);
    assertEveryByteCounts(sample.file(), sample.evidence(), sample.instant(), MASKS);
  }

  /** Behind the archive's checksums: each byte of each part, under a checksum that fits again. */
  @ParameterizedTest
  @ValueSource(strings = {"sm2-good-licence-timestamped", "p256-good-licence-timestamped"})
  void everyByteOfEveryPartCounts(String name) throws Exception {
    Sample sample = Sample.of(name);
    byte[] file = sample.file();
    ConcurrentSkipListSet<Integer> accepted = new ConcurrentSkipListSet<>();
    for (Zip.Entry entry : Zip.of(file).entries()) {
      IntStream.range(entry.data(), entry.end())
          .parallel()
          .forEach(i -> {
            byte[] flipped = file.clone();
            flipped[i] ^= 0x01;
            CRC32 sum = new CRC32();
            sum.update(flipped, entry.data(), entry.end() - entry.data());
            ByteBuffer zip = ByteBuffer.wrap(flipped).order(ByteOrder.LITTLE_ENDIAN);
            zip.putInt(entry.local() + 14, (int) sum.getValue());
            zip.putInt(entry.directory() + 16, (int) sum.getValue());
            Verdict verdict = verdict(flipped, sample.evidence(), sample.instant());
            if (verdict == Verdict.VALID) {
              accepted.add(i);
            }
          });
    }
    assertThat(accepted).isEmpty();
  }

  /** A byte taken away or put in at any place. */
  @Test
  void noByteIsMissingOrTooMany() throws Exception {
    Sample sample = Sample.of("sm2-good-licence");
    byte[] file = sample.file();
    ConcurrentSkipListSet<Integer> accepted = new ConcurrentSkipListSet<>();
    IntStream.range(0, file.length)
        .parallel()
        .forEach(i -> {
          byte[] shorter = new byte[file.length - 1];
          System.arraycopy(file, 0, shorter, 0, i);
          System.arraycopy(file, i + 1, shorter, i, shorter.length - i);
          byte[] longer = new byte[file.length + 1];
          System.arraycopy(file, 0, longer, 0, i);
          System.arraycopy(file, i, longer, i + 1, file.length - i);
          if (isValid(shorter, sample.evidence(), sample.instant())
              || isValid(longer, sample.evidence(), sample.instant())) {
            accepted.add(i);
          }
        });
    assertThat(accepted).isEmpty();
  }

  private static void assertEveryByteCounts(
      byte[] file, Evidence evidence, Instant instant, int... masks) {
    assertThat(isValid(file, evidence, instant)).isTrue();
    Zip zip = Zip.of(file);
    Optional<Map<String, ByteString>> parts = parts(file);
    ConcurrentSkipListSet<Integer> accepted = new ConcurrentSkipListSet<>();
    IntStream.range(0, file.length)
        .parallel()
        .forEach(i -> {
          for (int mask : masks) {
            byte[] flipped = file.clone();
            flipped[i] ^= (byte) mask;
            if (isValid(flipped, evidence, instant)
                && !(zip.isOutsideAllContent(i) && parts(flipped).equals(parts))) {
              accepted.add(i);
            }
          }
        });
    assertThat(accepted).isEmpty();
  }

  private static boolean isValid(byte[] file, Evidence evidence, Instant instant) {
    return verdict(file, evidence, instant) == Verdict.VALID;
  }

  private static Optional<Map<String, ByteString>> parts(byte[] file) {
    try {
      OfdPackage content = ZipReader.read(file, OfdLimits.DEFAULT);
      Map<String, ByteString> parts = new LinkedHashMap<>();
      for (String path : content.paths()) {
        parts.put(path, content.require(path));
      }
      return Optional.of(parts);
    } catch (OfdRefusedException unreadable) {
      return Optional.empty();
    }
  }

  private static Verdict verdict(byte[] file, Evidence evidence, Instant instant) {
    return Verifier.verify(file, evidence, Policy.FILE, instant).verdict();
  }

  /** A good file of the kit with its evidence. */
  private record Sample(ByteString bytes, Evidence evidence, Instant instant) {
    static Sample of(String name) throws Exception {
      ConformanceKit kit = ConformanceKit.committed();
      ConformanceKit.Case one =
          kit.cases().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
      Instant instant = Instant.parse(one.text("asOf"));
      return new Sample(
          ByteString.wrap(kit.read(one.text("file"))),
          Evidence.of(
              PackReader.read(
                  kit.read(one.text("pack")),
                  Hex.sha256(one.text("anchor")),
                  Optional.empty(),
                  instant),
              PackAge.DEFAULT_LIMIT),
          instant);
    }

    byte[] file() {
      return bytes.toByteArray();
    }
  }

  /** Where things lie in an archive that is right. */
  private record Zip(List<Entry> entries) {
    /**
     * @param data where the entry's bytes begin
     * @param end where they end
     */
    record Entry(int local, int directory, int method, int data, int end) {}

    static Zip of(byte[] file) {
      ByteBuffer zip = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
      int end = file.length - 22;
      int at = zip.getInt(end + 16);
      List<Entry> entries = new ArrayList<>();
      while (at < end) {
        int local = zip.getInt(at + 42);
        int data = local + 30 + zip.getShort(local + 26) + zip.getShort(local + 28);
        entries.add(new Entry(local, at, zip.getShort(at + 10), data, data + zip.getInt(at + 20)));
        at += 46 + zip.getShort(at + 28);
      }
      assertThat(entries).isNotEmpty();
      assertThat(at).isEqualTo(end);
      return new Zip(entries);
    }

    /**
     * What says nothing about content, in the directory alone: which program on which system made
     * the entry (version made by, 2 bytes), whether it takes it for text (internal attributes, the
     * lowest bit), and that system's file attributes (4 bytes). Writers differ in them and no
     * reader of OFD looks at them. And of a compressed entry the last byte: a Deflate stream ends
     * in the middle of it, and the bits behind its end are nothing.
     */
    boolean isOutsideAllContent(int position) {
      for (Entry entry : entries) {
        int field = position - entry.directory();
        boolean madeBy = field == 4 || field == 5;
        boolean attributes = field == 36 || (field >= 38 && field < 42);
        boolean inside = entry.method() == 8 && position >= entry.data() && position < entry.end();
        if (madeBy || attributes || inside) {
          return true;
        }
      }
      return false;
    }
  }
}
