package org.liangzheng.bench.seal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.signer.layout.BuiltInLayout;
import org.liangzheng.signer.layout.FaceRefusedException;
import org.liangzheng.signer.licence.LicenceContent;
import org.liangzheng.signer.licence.LicenceTemplate;
import org.liangzheng.signer.licence.PreparedLicence;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.signer.seal.PreparedSeal;
import org.liangzheng.signer.seal.SealRefusedException;
import org.liangzheng.signer.seal.picture.SealArtist;
import org.liangzheng.signer.seal.picture.SealDesign;
import org.liangzheng.signer.seal.picture.SealDrawingException;
import org.liangzheng.signer.stamp.Placement;
import org.liangzheng.signer.stamp.PreparedDocument;
import org.liangzheng.signer.stamp.SigningMeans;
import org.liangzheng.signer.stamp.StampMode;
import org.liangzheng.signer.stamp.StampOrder;
import org.liangzheng.signer.stamp.StampRefusedException;
import org.liangzheng.signer.stamp.StampableDocument;
import org.liangzheng.testkit.TestFonts;
import org.liangzheng.testkit.TestKey;
import org.liangzheng.testkit.TestLicences;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.SealStatus;
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
import org.liangzheng.verifier.format.seal.SealExtension;
import org.liangzheng.verifier.format.seal.SealInfo;
import org.liangzheng.verifier.format.seal.SignerList;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.Verdict;

/**
 * The work that is measured: a business licence with a vector seal, and the same page without
 * signature as a document to stamp. For several threads. What of it nobody can leave out: {@link
 * UnavoidableParts}.
 */
final class SealJob {
  private static final String SIGNS = "/Doc_0/Signs/";

  private final TestWorld world = TestWorld.of(SignatureSuite.SM2_SM3);
  private final TestKey key = world.key(SampleRole.MARKET_LICENCE_SEAL);
  private final Certificate signer = world.certificate(SampleRole.MARKET_LICENCE_SEAL);
  private final LicenceTemplate template = TestFonts.template(BuiltInLayout.BUSINESS_LICENCE);
  private final LicenceContent content = TestLicences.valid(world).content();
  private final Evidence kept = evidence();
  private final Seal seal;
  private final byte[] licence;
  private final byte[] document;

  private static final class Holder {
    static final SealJob JOB = new SealJob();
  }

  private SealJob() {
    try {
      this.seal = makeSeal();
      this.licence = writeAndSeal();
      this.document = ZipWriter.write(new OfdPackage(unsigned(parts(licence))));
    } catch (SealDrawingException | SealRefusedException impossible) {
      throw new IllegalStateException("the sample seal can be made", impossible);
    }
    stampChecked();
    verifyFresh();
  }

  /** The one of this process. */
  static SealJob shared() {
    return Holder.JOB;
  }

  // --- What is measured

  /** The document with one more stamp; its value is checked, the file is not. */
  byte[] stamp() {
    try {
      PreparedDocument prepared =
          StampableDocument.read(document, OfdLimits.DEFAULT)
              .prepare(
                  new StampOrder(
                      new SigningMeans.WithSeal(seal, signer),
                      List.of(new Placement.OnPage(1, 100, 100)),
                      StampMode.LOCK,
                      TestWorld.NOW));
      return prepared.sign(key.sign(prepared.digest())).finish();
    } catch (StampRefusedException | SealRefusedException impossible) {
      throw new IllegalStateException("the sample document can be stamped", impossible);
    }
  }

  /** The same, and the file is verified in full before it is given out. */
  byte[] stampChecked() {
    byte[] stamped = stamp();
    verify(stamped, kept);
    return stamped;
  }

  /** Verifies the licence; certificates and seal were met before. */
  Report verifyKept() {
    return verify(licence, kept);
  }

  /** Verifies the licence as the first file ever seen. */
  Report verifyFresh() {
    return verify(licence, evidence());
  }

  private Evidence evidence() {
    return world.evidence().withSealStatus(_ -> new SealStatus.InForce());
  }

  private static Report verify(byte[] file, Evidence evidence) {
    Report report = Verifier.verify(file, evidence, Policy.FILE, TestWorld.NOW);
    // Who is fast because of a refusal has not done the work.
    if (report.verdict() != Verdict.VALID) {
      throw new IllegalStateException("a genuine file is " + report.verdict());
    }
    return report;
  }

  /**
   * A licence from its data: set, fonts cut, compressed, digested; only the signature is missing.
   */
  PreparedLicence write() {
    return write(content);
  }

  /** The finished licence: signed, its value checked, packed. */
  byte[] writeAndSeal() {
    return writeAndSeal(content);
  }

  byte[] writeAndSeal(LicenceContent other) {
    PreparedLicence prepared = write(other);
    return prepared.finish(key.sign(prepared.digest()));
  }

  private PreparedLicence write(LicenceContent other) {
    try {
      return PreparedLicence.of(template, other, seal, signer, TestWorld.NOW);
    } catch (SealRefusedException | FaceRefusedException refused) {
      throw new IllegalStateException("the sample licence can be written", refused);
    }
  }

  // --- What others need

  byte[] licence() {
    return licence.clone();
  }

  byte[] document() {
    return document.clone();
  }

  Seal seal() {
    return seal;
  }

  Certificate signer() {
    return signer;
  }

  TestKey key() {
    return key;
  }

  LicenceContent content() {
    return content;
  }

  TestWorld world() {
    return world;
  }

  private Seal makeSeal() throws SealDrawingException, SealRefusedException {
    PreparedSeal prepared =
        PreparedSeal.of(
            new SealInfo(
                4,
                "LIANGZHENG",
                "99010000000015",
                1,
                "亮城市市场监督管理局",
                new SignerList.Certificates(List.of(signer.der())),
                TestWorld.NOW,
                TestWorld.NOW.minus(Duration.ofHours(1)),
                TestWorld.NOW.plus(Duration.ofDays(365)),
                new SealArtist(List.of(TestFonts.font("LXGWWenKai-Bold")))
                    .draw(
                        new SealDesign.Organization(
                            "亮城市市场监督管理局", Optional.empty(), Optional.of("9901000000015"), 40))
                    .ofd(),
                List.of(SealExtension.statusIndex(4711))),
            world.certificate(SampleRole.SEAL_MAKER));
    return prepared.finish(world.key(SampleRole.SEAL_MAKER).sign(prepared.digest()));
  }

  /** Without signatures and without what makes a page a licence. */
  private static Map<String, ByteString> unsigned(Map<String, ByteString> parts) {
    Map<String, ByteString> kept = new LinkedHashMap<>(parts);
    kept.keySet().removeIf(path -> path.startsWith(SIGNS));
    kept.computeIfPresent(
        "/OFD.xml",
        (path, bytes) ->
            ByteString.of(
                bytes
                    .toString(StandardCharsets.UTF_8)
                    .replaceAll("(?s)<ofd:Signatures>.*?</ofd:Signatures>", "")
                    .replaceAll("(?s)<ofd:CustomDatas>.*?</ofd:CustomDatas>", "")
                    .getBytes(StandardCharsets.UTF_8)));
    return kept;
  }

  /** Content of a file by path. */
  static Map<String, ByteString> parts(byte[] file) {
    try {
      return ZipReader.read(file, OfdLimits.DEFAULT).asMap();
    } catch (OfdRefusedException impossible) {
      throw new IllegalStateException("a file made here can be read", impossible);
    }
  }
}
