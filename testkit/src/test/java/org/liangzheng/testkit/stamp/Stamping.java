package org.liangzheng.testkit.stamp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.signer.seal.SealRefusedException;
import org.liangzheng.signer.stamp.Placement;
import org.liangzheng.signer.stamp.PreparedDocument;
import org.liangzheng.signer.stamp.SigningMeans;
import org.liangzheng.signer.stamp.StampMode;
import org.liangzheng.signer.stamp.StampOrder;
import org.liangzheng.signer.stamp.StampRefusedException;
import org.liangzheng.signer.stamp.StampableDocument;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.ofd.OfdLimits;
import org.liangzheng.verifier.format.ofd.SignatureDescription;
import org.liangzheng.verifier.format.ofd.ZipReader;
import org.liangzheng.verifier.format.seal.Seal;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.Verdict;

/** Stamping and verifying, as the tests of stamps do it. */
final class Stamping {
  static final TestWorld WORLD = TestWorld.of(SignatureSuite.SM2_SM3);

  private Stamping() {}

  static Seal seal(SampleDepartment department) {
    return Optional.ofNullable(WORLD.world().licenceSeals().get(department)).orElseThrow();
  }

  static PreparedDocument prepare(
      byte[] file, SampleDepartment department, StampMode mode, Placement... places)
      throws StampRefusedException, SealRefusedException {
    return StampableDocument.read(file, OfdLimits.DEFAULT)
        .prepare(
            new StampOrder(
                new SigningMeans.WithSeal(
                    seal(department), WORLD.certificate(department.sealKey())),
                List.of(places),
                mode,
                TestWorld.NOW));
  }

  static byte[] stamp(byte[] file, SampleDepartment department, StampMode mode, Placement... places)
      throws StampRefusedException, SealRefusedException {
    PreparedDocument prepared = prepare(file, department, mode, places);
    return prepared.sign(WORLD.key(department.sealKey()).sign(prepared.digest())).finish();
  }

  static Report verify(byte[] file) {
    return Verifier.verify(file, WORLD.evidence(), Policy.FILE, TestWorld.NOW);
  }

  static void assertSigned(byte[] file, StampMode mode) {
    Report report = verify(file);
    assertThat(report.verdict()).as("%s %s", mode, report).isEqualTo(Verdict.VALID);
  }

  static List<SignatureDescription.StampAnnotation> annotations(byte[] file) throws Exception {
    return SignatureDescription.read(
            ZipReader.read(file, OfdLimits.DEFAULT), "/Doc_0/Signs/Sign_0/Signature.xml")
        .annotations();
  }
}
