package org.liangzheng.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.liangzheng.signer.certificate.Certifier;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.ofd.OfdLimits;
import org.liangzheng.verifier.format.ofd.OfdPackage;
import org.liangzheng.verifier.format.ofd.OfdRefusedException;
import org.liangzheng.verifier.format.ofd.ZipReader;
import org.liangzheng.verifier.format.ofd.ZipWriter;
import org.liangzheng.verifier.format.seal.Seal;
import org.liangzheng.verifier.format.seal.SealWriter;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.Report;

/** A licence file of the sample world, made, taken apart and judged. */
final class LicenceFiles {
  static final TestWorld WORLD = TestWorld.of(SignatureSuite.SM2_SM3);
  static final byte[] VALID_FILE = TestLicences.valid(WORLD).build();

  private LicenceFiles() {}

  static Report assertReason(byte[] file, Evidence evidence, Reason reason) {
    Report report = verify(file, evidence);
    assertThat(report.reasons()).contains(reason);
    assertThat(report.verdict()).isEqualTo(reason.verdict());
    return report;
  }

  static Report verify(byte[] file, Evidence evidence) {
    return Verifier.verify(file, evidence, Policy.FILE, TestWorld.NOW);
  }

  static Certifier issuing() {
    return Certifier.of(
        WORLD.key(SampleRole.ISSUING_CA), WORLD.certificate(SampleRole.ISSUING_CA), WORLD.random());
  }

  /** A stamp that the signer would refuse to make, over the valid licence's description. */
  static byte[] forge(Seal seal, Certificate signer, TestKey key, Instant time) {
    Map<String, ByteString> parts = parts(VALID_FILE);
    byte[] description = parts.get("/Doc_0/Signs/Sign_0/Signature.xml").toByteArray();
    byte[] toSign =
        SealWriter.toSign(
            seal,
            time,
            signer.publicKey().suite().digest(description).value(),
            "/Doc_0/Signs/Sign_0/Signature.xml");
    parts.put(
        "/Doc_0/Signs/Sign_0/SignedValue.dat",
        ByteString.of(
            SealWriter.signature(toSign, signer, key.sign(signer.publicKey().digest(toSign)))));
    return pack(parts);
  }

  static byte[] edit(String path, UnaryOperator<byte[]> change) {
    Map<String, ByteString> parts = parts(VALID_FILE);
    parts.put(path, ByteString.of(change.apply(parts.get(path).toByteArray())));
    return pack(parts);
  }

  static byte[] replace(byte[] bytes, String old, String replacement) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    assertThat(text).contains(old);
    return text.replace(old, replacement).getBytes(StandardCharsets.UTF_8);
  }

  static Map<String, ByteString> parts(byte[] file) {
    try {
      OfdPackage content = ZipReader.read(file, OfdLimits.DEFAULT);
      Map<String, ByteString> parts = new LinkedHashMap<>();
      for (String path : content.paths()) {
        parts.put(path, content.require(path));
      }
      return parts;
    } catch (OfdRefusedException impossible) {
      throw new AssertionError(impossible);
    }
  }

  static byte[] pack(Map<String, ByteString> parts) {
    return ZipWriter.write(new OfdPackage(parts));
  }
}
