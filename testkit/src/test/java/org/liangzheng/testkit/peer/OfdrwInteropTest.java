package org.liangzheng.testkit.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.signer.seal.PreparedSeal;
import org.liangzheng.signer.seal.picture.SealArtist;
import org.liangzheng.signer.seal.picture.SealDesign;
import org.liangzheng.signer.seal.picture.SealDrawing;
import org.liangzheng.signer.stamp.Placement;
import org.liangzheng.signer.stamp.PreparedDocument;
import org.liangzheng.signer.stamp.SignedDocument;
import org.liangzheng.signer.stamp.SigningMeans;
import org.liangzheng.signer.stamp.StampMode;
import org.liangzheng.signer.stamp.StampOrder;
import org.liangzheng.signer.stamp.StampableDocument;
import org.liangzheng.signer.timestamp.PreparedTimestamp;
import org.liangzheng.signer.timestamp.TimestampAuthority;
import org.liangzheng.testkit.TestFonts;
import org.liangzheng.testkit.TestPages;
import org.liangzheng.testkit.TestStamps;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.ofd.OfdLimits;
import org.liangzheng.verifier.format.ofd.ZipAppender;
import org.liangzheng.verifier.format.seal.Seal;
import org.liangzheng.verifier.format.seal.SealExtension;
import org.liangzheng.verifier.format.seal.SealFormat;
import org.liangzheng.verifier.format.seal.SealInfo;
import org.liangzheng.verifier.format.seal.SealPicture;
import org.liangzheng.verifier.format.seal.SignerList;
import org.liangzheng.verifier.report.Verdict;

/** OFDRW reads what is stamped here, and what it stamps is read here. */
class OfdrwInteropTest {
  @TempDir static Path folder;

  private static final String KEYWORD = "盖章处";

  private static Optional<OfdrwPeer> peer = Optional.empty();
  private static TestWorld world;
  private static SealDrawing drawing;

  @BeforeAll
  static void start() throws Exception {
    peer = OfdrwPeer.start(folder.resolve("peer"));
    if (peer.isEmpty()) {
      System.out.println("not run: the peer OFDRW cannot be had");
    }
    assumeTrue(peer.isPresent(), "not run: the peer OFDRW cannot be had");
    world = TestWorld.of(SignatureSuite.SM2_SM3);
    drawing =
        new SealArtist(List.of(TestFonts.font("LXGWWenKai-Bold")))
            .draw(
                new SealDesign.Organization(
                    "亮城市市场监督管理局", Optional.of("业务专用章"), Optional.of("9901000000015"), 42));
  }

  @AfterAll
  static void stop() {
    peer.ifPresent(OfdrwPeer::close);
  }

  @Test
  void itVerifiesWhatIsStampedHere() throws Exception {
    byte[] one =
        stamp(
            document(),
            seal(drawing.png(300)),
            StampMode.CONTINUE,
            Placement.AtKeyword.nth(KEYWORD, 1));
    byte[] two = stamp(one, seal(drawing.ofd()), StampMode.CONTINUE, Placement.Seam.right());
    byte[] three =
        stamp(two, seal(drawing.png(300)), StampMode.LOCK, new Placement.OnPage(2, 20, 20));
    // The peer can say no: a part altered after stamping.
    Path altered =
        Files.write(
            folder.resolve("altered.ofd"),
            ZipAppender.append(
                one,
                List.of(
                    new ZipAppender.Addition(
                        "/Doc_0/PublicRes.xml", ByteString.ofHex("3c612f3e"), false))));
    assertThat(ask("verify", "v4", altered.toString())).contains("\"ok\":false");
    for (byte[] file : List.of(one, two, three)) {
      Path path = Files.write(folder.resolve("stamped.ofd"), file);
      assertThat(ask("verify", "v4", path.toString())).contains("\"ok\":true");
    }
  }

  @Test
  void itVerifiesASignatureWithoutSeal() throws Exception {
    PreparedDocument prepared =
        StampableDocument.read(document(), OfdLimits.DEFAULT)
            .prepare(
                new StampOrder(
                    new SigningMeans.Plain(world.certificate(SampleRole.MARKET_LICENCE_SEAL)),
                    List.of(),
                    StampMode.LOCK,
                    TestWorld.NOW));
    byte[] file =
        prepared.sign(world.key(SampleRole.MARKET_LICENCE_SEAL).sign(prepared.digest())).finish();
    Path path = Files.write(folder.resolve("plain.ofd"), file);
    assertThat(ask("verify", "sign", path.toString())).contains("\"ok\":true");
  }

  @Test
  void itTakesAStampWithATimestamp() throws Exception {
    PreparedDocument prepared =
        prepare(document(), seal(drawing.png(300)), StampMode.LOCK, new Placement.OnPage(1, 9, 9));
    SignedDocument signed =
        prepared.sign(world.key(SampleRole.MARKET_LICENCE_SEAL).sign(prepared.digest()));
    PreparedTimestamp timestamp =
        new TimestampAuthority(
                world.certificate(SampleRole.TIMESTAMP), "1.2.3.4", Duration.ofSeconds(1))
            .prepare(signed.timestampDigest(), TestWorld.NOW, world.random());
    byte[] file =
        signed.finish(
            timestamp.finish(world.key(SampleRole.TIMESTAMP).sign(timestamp.digest())),
            world.certificate(SampleRole.TIMESTAMP));
    Path path = Files.write(folder.resolve("timed.ofd"), file);
    assertThat(ask("verify", "v4", path.toString())).contains("\"ok\":true");
  }

  @Test
  void itDrawsTheVectorSealAndReadsTheText() throws Exception {
    byte[] file =
        stamp(document(), seal(drawing.ofd()), StampMode.LOCK, new Placement.OnPage(1, 100, 100));
    Path path = Files.write(folder.resolve("vector.ofd"), file);
    assertThat(ask("text", path.toString())).contains(KEYWORD);
    Path pictures = Files.createDirectories(folder.resolve("pictures"));
    assertThat(ask("render", path.toString(), pictures.toString())).contains("\"ok\":true");
    BufferedImage page = ImageIO.read(pictures.resolve("0.png").toFile());
    double scale = page.getWidth() / 210.0;
    int red = 0;
    int all = 0;
    // The star in the middle of the seal at (100, 100), 42 mm across.
    for (double mm = 119; mm < 123; mm += 0.25) {
      int colour = page.getRGB((int) (mm * scale), (int) (121 * scale));
      red += (colour >> 16 & 0xff) > 150 && (colour >> 8 & 0xff) < 80 ? 1 : 0;
      all++;
    }
    assertThat(red).isEqualTo(all);
  }

  @Test
  void whatItStampsIsValidHere() throws Exception {
    Seal seal = seal(drawing.png(300));
    Path in = Files.write(folder.resolve("in.ofd"), document());
    Path esl = Files.write(folder.resolve("seal.esl"), seal.der().toByteArray());
    Path certificate =
        Files.write(
            folder.resolve("signer.der"),
            world.certificate(SampleRole.MARKET_LICENCE_SEAL).der().toByteArray());
    Path key =
        Files.write(folder.resolve("key.p8"), world.key(SampleRole.MARKET_LICENCE_SEAL).toPkcs8());
    Path out = folder.resolve("out.ofd");
    String answer =
        ask(
            "stamp",
            in.toString(),
            out.toString(),
            esl.toString(),
            certificate.toString(),
            key.toString(),
            "1",
            "50",
            "50",
            "42",
            "42");
    assertThat(answer).contains("\"ok\":true");
    // OFDRW stamps by its own clock, which is later than the world's evidence: what is judged is
    // that nothing in the file is wrong.
    var report =
        Verifier.verify(Files.readAllBytes(out), world.evidence(), Policy.FILE, TestWorld.NOW);
    assertThat(report.verdict()).as("%s", report).isNotIn(Verdict.INVALID, Verdict.UNREADABLE);
    assertThat(report.signatures()).hasSize(1);
    byte[] further =
        stamp(Files.readAllBytes(out), seal, StampMode.LOCK, new Placement.OnPage(2, 10, 10));
    Path both = Files.write(folder.resolve("both.ofd"), further);
    assertThat(ask("verify", "v4", both.toString())).contains("\"ok\":true");
  }

  @Test
  void whatItStampsInVersion1IsReadHere() throws Exception {
    Path in = Files.write(folder.resolve("in1.ofd"), document());
    Path out = folder.resolve("out1.ofd");
    byte[] first = TestStamps.valid(world).format(SealFormat.SES_V1).seal();
    String answer =
        ask(
            "stamp-v1",
            in.toString(),
            out.toString(),
            Files.write(folder.resolve("seal1.esl"), first).toString(),
            certificateFile().toString(),
            keyFile().toString(),
            "1",
            "50",
            "50",
            "42",
            "42");
    assertThat(answer).contains("\"ok\":true");
    byte[] file = Files.readAllBytes(out);
    var report = Verifier.verify(file, world.evidence(), Policy.FILE, TestWorld.NOW);
    assertThat(report.verdict()).as("%s", report).isNotIn(Verdict.INVALID, Verdict.UNREADABLE);
    var signature = report.signatures().getFirst();
    assertThat(signature.format()).isEqualTo("SES_V1");
    assertThat(signature.sealSignature()).contains("OK");
    assertThat(ask("verify", "v1", out.toString())).contains("\"ok\":true");
    assertWrongWhenAltered(file);
  }

  @Test
  void whatItSignsWithoutSealIsReadHere() throws Exception {
    Path in = Files.write(folder.resolve("in2.ofd"), document());
    Path out = folder.resolve("out2.ofd");
    assertThat(
            ask(
                "sign",
                in.toString(),
                out.toString(),
                certificateFile().toString(),
                keyFile().toString()))
        .contains("\"ok\":true");
    byte[] file = Files.readAllBytes(out);
    var report = Verifier.verify(file, world.evidence(), Policy.FILE, TestWorld.NOW);
    assertThat(report.verdict()).as("%s", report).isNotIn(Verdict.INVALID, Verdict.UNREADABLE);
    assertThat(report.signatures()).hasSize(1);
    assertWrongWhenAltered(file);
  }

  private static void assertWrongWhenAltered(byte[] file) throws Exception {
    byte[] altered =
        ZipAppender.append(
            file,
            List.of(
                new ZipAppender.Addition(
                    "/Doc_0/PublicRes.xml", ByteString.ofHex("3c612f3e"), false)));
    assertThat(Verifier.verify(altered, world.evidence(), Policy.FILE, TestWorld.NOW).verdict())
        .isEqualTo(Verdict.INVALID);
  }

  private static Path certificateFile() throws Exception {
    return Files.write(
        folder.resolve("market.der"),
        world.certificate(SampleRole.MARKET_LICENCE_SEAL).der().toByteArray());
  }

  private static Path keyFile() throws Exception {
    return Files.write(
        folder.resolve("market.p8"), world.key(SampleRole.MARKET_LICENCE_SEAL).toPkcs8());
  }

  private static String ask(String... words) throws Exception {
    return peer.orElseThrow().ask(words);
  }

  private static byte[] document() {
    return TestPages.pages(3, "210", "297")
        .page(0, TestPages.text(60, 120, 5, "DeltaX=\"5 5\"", KEYWORD))
        .build();
  }

  private static Seal seal(SealPicture picture) throws Exception {
    PreparedSeal prepared =
        PreparedSeal.of(
            new SealInfo(
                4,
                "LIANGZHENG",
                "99010000000015",
                1,
                "亮城市市场监督管理局业务专用章",
                new SignerList.Certificates(
                    List.of(world.certificate(SampleRole.MARKET_LICENCE_SEAL).der())),
                TestWorld.NOW,
                TestWorld.NOW.minus(Duration.ofHours(1)),
                TestWorld.NOW.plus(Duration.ofDays(365)),
                picture,
                // Common verifiers encode a seal anew: extensions have to survive that.
                List.of(SealExtension.statusIndex(4711))),
            world.certificate(SampleRole.SEAL_MAKER));
    return prepared.finish(world.key(SampleRole.SEAL_MAKER).sign(prepared.digest()));
  }

  private static PreparedDocument prepare(
      byte[] file, Seal seal, StampMode mode, Placement... places) throws Exception {
    return StampableDocument.read(file, OfdLimits.DEFAULT)
        .prepare(
            new StampOrder(
                new SigningMeans.WithSeal(seal, world.certificate(SampleRole.MARKET_LICENCE_SEAL)),
                List.of(places),
                mode,
                TestWorld.NOW));
  }

  private static byte[] stamp(byte[] file, Seal seal, StampMode mode, Placement... places)
      throws Exception {
    PreparedDocument prepared = prepare(file, seal, mode, places);
    return prepared
        .sign(world.key(SampleRole.MARKET_LICENCE_SEAL).sign(prepared.digest()))
        .finish();
  }
}
