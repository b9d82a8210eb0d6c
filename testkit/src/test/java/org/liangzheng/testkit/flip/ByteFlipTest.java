package org.liangzheng.testkit.flip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
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
import org.liangzheng.verifier.format.ofd.OfdLimits;
import org.liangzheng.verifier.format.ofd.OfdPackage;
import org.liangzheng.verifier.format.ofd.ZipReader;
import org.liangzheng.verifier.format.ofd.ZipWriter;
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
    assertEveryByteCounts(file, world.evidence(), TestWorld.NOW);
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
    assertEveryByteCounts(sample.file(), sample.evidence(), sample.instant());
  }

  /** Behind the archive's checksums: each byte of each part, under a checksum that fits again. */
  @ParameterizedTest
  @ValueSource(strings = {"sm2-good-licence-timestamped", "p256-good-licence-timestamped"})
  void everyByteOfEveryPartCounts(String name) throws Exception {
    Sample sample = Sample.of(name);
    OfdPackage content = ZipReader.read(sample.file(), OfdLimits.DEFAULT);
    Map<String, ByteString> parts = new LinkedHashMap<>();
    for (String path : content.paths()) {
      parts.put(path, content.require(path));
    }
    ConcurrentSkipListSet<String> accepted = new ConcurrentSkipListSet<>();
    for (String path : parts.keySet()) {
      ByteString part = parts.get(path);
      IntStream.range(0, part.size())
          .parallel()
          .forEach(i -> {
            byte[] flipped = part.toByteArray();
            flipped[i] ^= 0x01;
            Map<String, ByteString> changed = new LinkedHashMap<>(parts);
            changed.put(path, ByteString.of(flipped));
            byte[] file = ZipWriter.write(new OfdPackage(changed));
            if (isValid(file, sample.evidence(), sample.instant())) {
              accepted.add(path + " " + i);
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

  private static void assertEveryByteCounts(byte[] file, Evidence evidence, Instant instant) {
    assertThat(isValid(file, evidence, instant)).isTrue();
    ConcurrentSkipListSet<Integer> accepted = new ConcurrentSkipListSet<>();
    IntStream.range(0, file.length)
        .parallel()
        .forEach(i -> {
          for (int mask : MASKS) {
            byte[] flipped = file.clone();
            flipped[i] ^= (byte) mask;
            if (isValid(flipped, evidence, instant)) {
              accepted.add(i);
            }
          }
        });
    assertThat(meanings(file, accepted)).isEmpty();
  }

  private static boolean isValid(byte[] file, Evidence evidence, Instant instant) {
    return Verifier.verify(file, evidence, Policy.FILE, instant).verdict() == Verdict.VALID;
  }

  /** Names positions by the ZIP field they lie in, so that a failure can be read. */
  private static TreeSet<String> meanings(byte[] file, Iterable<Integer> positions) {
    ByteBuffer zip = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<int[]> heads = new ArrayList<>();
    for (int i = 0; i + 4 <= file.length; i++) {
      int signature = zip.getInt(i);
      if (signature == 0x04034b50 || signature == 0x02014b50 || signature == 0x06054b50) {
        heads.add(new int[] {i, signature});
      }
    }
    TreeSet<String> meanings = new TreeSet<>();
    for (int position : positions) {
      String meaning = "byte " + position;
      for (int[] head : heads) {
        if (position >= head[0] && position < head[0] + 46) {
          String kind =
              switch (head[1]) {
                case 0x04034b50 -> "local header";
                case 0x02014b50 -> "directory";
                default -> "end";
              };
          meaning = kind + " +" + (position - head[0]);
        }
      }
      meanings.add(meaning);
    }
    return meanings;
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
                  org.liangzheng.verifier.format.json.Hex.sha256(one.text("anchor")),
                  java.util.Optional.empty(),
                  instant),
              PackAge.DEFAULT_LIMIT),
          instant);
    }

    byte[] file() {
      return bytes.toByteArray();
    }
  }
}
