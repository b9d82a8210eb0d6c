package org.liangzheng.testkit.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.liangzheng.testkit.conformance.ConformanceKit;
import org.liangzheng.testkit.conformance.ConformanceKit.Case;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.json.Hex;
import org.liangzheng.verifier.format.ofd.OfdLimits;
import org.liangzheng.verifier.format.ofd.OfdPackage;
import org.liangzheng.verifier.format.ofd.OfdRefusedException;
import org.liangzheng.verifier.format.ofd.ZipReader;
import org.liangzheng.verifier.format.ofd.ZipWriter;
import org.liangzheng.verifier.format.pack.PackAge;
import org.liangzheng.verifier.format.pack.PackReader;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.Verdict;

/**
 * Files of the conformance kit, and what may be called valid: nothing but what its signers signed.
 */
final class Sealed {
  static final ConformanceKit KIT = ConformanceKit.committed();
  static final Instant ASKED = Instant.parse("2026-11-01T03:00:00Z");

  private static final List<Map<String, ByteString>> GOOD = new ArrayList<>();
  private static final Evidence SM2 = evidence("sm2");
  private static final Evidence P256 = evidence("p256");

  static {
    for (Case one : KIT.cases()) {
      if (one.kind().equals("DOCUMENT") && one.answer().startsWith("VALID")) {
        GOOD.add(parts(KIT.read(one.text("file"))).orElseThrow());
      }
    }
  }

  private Sealed() {}

  static Case named(String name) {
    return KIT.cases().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  static Sha256Digest anchor(String suite) {
    try {
      return Hex.sha256(named(suite + "-good-licence").text("anchor"));
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static Evidence evidence(String suite) {
    try {
      return Evidence.of(
          PackReader.read(
              KIT.read("packs/" + suite + ".jws"), anchor(suite), Optional.empty(), ASKED),
          PackAge.DEFAULT_LIMIT);
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  static Optional<Map<String, ByteString>> parts(byte[] file) {
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

  static byte[] pack(Map<String, ByteString> parts) {
    return ZipWriter.write(new OfdPackage(parts));
  }

  /**
   * Verifies under the evidence of both suites.
   *
   * @return the report under SM2
   * @throws AssertionError if something is valid, or valid in part, that nobody signed
   */
  static Report verify(byte[] file) {
    Report first = Verifier.verify(file, SM2, Policy.FILE, ASKED);
    for (Report report : List.of(first, Verifier.verify(file, P256, Policy.FILE, ASKED))) {
      boolean relied =
          report.verdict() == Verdict.VALID || report.verdict() == Verdict.VALID_PARTIAL;
      if (relied && !isKnown(parts(file).orElseThrow(), report.uncovered())) {
        throw new AssertionError("called " + report.verdict() + ", and nobody signed it");
      }
    }
    return first;
  }

  /** Parts that a signature covers are those of a file of the kit; order does not matter. */
  private static boolean isKnown(Map<String, ByteString> parts, List<String> uncovered) {
    Map<String, ByteString> covered = new LinkedHashMap<>(parts);
    covered.keySet().removeAll(uncovered);
    return GOOD.stream()
        .anyMatch(good -> {
          Map<String, ByteString> same = new LinkedHashMap<>(good);
          same.keySet().retainAll(covered.keySet());
          return same.equals(covered);
        });
  }

  /** The file with checksums that fit its stored entries again, as far as it can be walked. */
  static byte[] repaired(byte[] file) {
    byte[] repaired = file.clone();
    ByteBuffer zip = ByteBuffer.wrap(repaired).order(ByteOrder.LITTLE_ENDIAN);
    try {
      int end = file.length - 22;
      int at = zip.getInt(end + 16);
      for (int i = 0; i < 2_000 && at < end && zip.getInt(at) == 0x02014b50; i++) {
        int local = zip.getInt(at + 42);
        int data = local + 30 + zip.getShort(local + 26) + zip.getShort(local + 28);
        if (zip.getShort(at + 10) == 0) {
          CRC32 sum = new CRC32();
          sum.update(repaired, data, zip.getInt(at + 20));
          zip.putInt(local + 14, (int) sum.getValue());
          zip.putInt(at + 16, (int) sum.getValue());
        }
        at += 46 + zip.getShort(at + 28) + zip.getShort(at + 30);
      }
    } catch (IndexOutOfBoundsException | IllegalArgumentException notWalkable) {
      return repaired;
    }
    return repaired;
  }
}
