package org.liangzheng.testkit.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.geom.Area;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.signer.seal.PreparedSeal;
import org.liangzheng.signer.seal.SealRefusedException;
import org.liangzheng.signer.seal.SealRefusedException.Rule;
import org.liangzheng.signer.seal.picture.SealArtist;
import org.liangzheng.signer.seal.picture.SealDesign;
import org.liangzheng.signer.seal.picture.SealDrawing;
import org.liangzheng.signer.seal.picture.SealDrawingException;
import org.liangzheng.signer.seal.picture.SealDrawingException.Fault;
import org.liangzheng.testkit.TestFonts;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.ofd.OfdDocument;
import org.liangzheng.verifier.format.ofd.OfdLimits;
import org.liangzheng.verifier.format.seal.Seal;
import org.liangzheng.verifier.format.seal.SealExtension;
import org.liangzheng.verifier.format.seal.SealInfo;
import org.liangzheng.verifier.format.seal.SealPicture;
import org.liangzheng.verifier.format.seal.SealReader;
import org.liangzheng.verifier.format.seal.SignerList;

/** Seals: drawn, checked, made, read back. */
class SealMakingTest {
  private static final SealDesign MARKET =
      new SealDesign.Organization(
          "亮城市市场监督管理局", Optional.of("业务专用章"), Optional.of("9901000000015"), 42);

  private static TestWorld world;
  private static SealArtist artist;

  @BeforeAll
  static void makeWorld() {
    world = TestWorld.of(SignatureSuite.SM2_SM3);
    artist =
        new SealArtist(
            List.of(TestFonts.font("LXGWWenKai-Bold"), TestFonts.font("LXGWWenKai-Regular")));
  }

  @ParameterizedTest
  @EnumSource(SignatureSuite.class)
  void aSealIsMadeWithEveryPictureAndBothLists(SignatureSuite suite) throws Exception {
    TestWorld its = TestWorld.of(suite);
    Certificate signer = its.certificate(SampleRole.MARKET_LICENCE_SEAL);
    SealDrawing drawing = artist.draw(MARKET);
    for (SealPicture picture : List.of(drawing.png(300), drawing.ofd(), drawing.svg())) {
      for (SignerList list :
          List.of(
              new SignerList.Certificates(List.of(signer.der())),
              SignerList.digests(suite, List.of(signer)))) {
        PreparedSeal prepared =
            PreparedSeal.of(info(picture, list), its.certificate(SampleRole.SEAL_MAKER));
        Seal seal = prepared.finish(its.key(SampleRole.SEAL_MAKER).sign(prepared.digest()));
        assertThat(SealReader.readSeal(seal.der().toByteArray()).info()).isEqualTo(seal.info());
        assertThat(seal.info().picture()).isEqualTo(picture);
        assertThat(seal.info().signers()).isEqualTo(list);
        assertThat(seal.info().signers().names(signer)).isTrue();
        assertThat(seal.info().signers().names(its.certificate(SampleRole.SEAL_MAKER))).isFalse();
        assertThat(seal.info().extensions()).contains(SealExtension.statusIndex(4711));
        assertThatThrownBy(() ->
                prepared.finish(its.key(SampleRole.MARKET_LICENCE_SEAL).sign(prepared.digest())))
            .isInstanceOf(SelfCheckException.class);
      }
    }
  }

  @Test
  void whatNobodyCouldVerifyIsNotMade() throws Exception {
    SealPicture good = artist.draw(MARKET).png(300);
    byte[] png = good.data().toByteArray();
    Certificate signer = world.certificate(SampleRole.MARKET_LICENCE_SEAL);
    SignerList list = new SignerList.Certificates(List.of(signer.der()));
    assertRule(Rule.NO_SIGNERS, info(good, new SignerList.Digests(List.of())));
    assertRule(
        Rule.SIGNERS_WRONG,
        info(good, new SignerList.Certificates(List.of(ByteString.ofHex("0500")))));
    assertRule(
        Rule.SIGNERS_WRONG,
        info(
            good,
            new SignerList.Digests(
                List.of(new SignerList.CertificateDigest("SHA-1", ByteString.ofHex("00"))))));
    assertRule(
        Rule.SIGNERS_WRONG,
        info(
            good,
            new SignerList.Certificates(List.of(world.certificate(SampleRole.TIMESTAMP).der()))));
    assertRule(Rule.PICTURE_TYPE_UNKNOWN, info(picture("GIF", png, 42), list));
    assertRule(Rule.PICTURE_TOO_LARGE, info(picture("PNG", new byte[0], 42), list));
    assertRule(Rule.PICTURE_TOO_LARGE, info(picture("PNG", new byte[512 * 1024 + 1], 42), list));
    assertRule(Rule.PICTURE_SIZE_WRONG, info(picture("PNG", png, 4), list));
    assertRule(
        Rule.PICTURE_SIZE_WRONG, info(new SealPicture("PNG", ByteString.of(png), 42, 30), list));
    assertRule(
        Rule.PICTURE_DAMAGED,
        info(picture("PNG", "no".getBytes(StandardCharsets.US_ASCII), 42), list));
    assertRule(
        Rule.PICTURE_DAMAGED, info(picture("PNG", Arrays.copyOf(png, png.length + 1), 42), list));
    assertRule(
        Rule.PICTURE_DAMAGED, info(picture("PNG", Arrays.copyOf(png, png.length - 12), 42), list));
    for (int at : new int[] {17, 40, png.length / 2, png.length - 2}) {
      byte[] flipped = png.clone();
      flipped[at] ^= 4;
      assertThatThrownBy(() -> prepare(info(picture("PNG", flipped, 42), list)))
          .as("byte %d", at)
          .isInstanceOf(SealRefusedException.class);
    }
    SealPicture ofd = artist.draw(MARKET).ofd();
    assertRule(Rule.PICTURE_SIZE_WRONG, info(picture("ofd", ofd.data().toByteArray(), 40), list));
    assertRule(
        Rule.PICTURE_DAMAGED,
        info(picture("ofd", Arrays.copyOf(ofd.data().toByteArray(), 500), 42), list));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "<path onload=\"alert(1)\" d=\"M 0 0\"/>",
        "<image href=\"https://example.org/a.png\"/>",
        "<path fill=\"url(#a)\" d=\"M 0 0\"/>",
        "<path style=\"fill:red\" d=\"M 0 0\"/>",
        "<foreignObject/>",
        "<use xlink:href=\"#a\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"/>",
        "<a/>",
        "<?xml-stylesheet href='https://example.org/a.css'?><g/>",
        "<x:path xmlns:x=\"urn:other\" d=\"M 0 0\"/>"
      })
  void anSvgDoesNothingButShowShapes(String inside) {
    String svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"42mm\" height=\"42mm\">"
            + inside
            + "</svg>";
    SignerList list =
        new SignerList.Certificates(
            List.of(world.certificate(SampleRole.MARKET_LICENCE_SEAL).der()));
    assertRule(
        Rule.PICTURE_NOT_ALLOWED,
        info(picture("SVG", svg.getBytes(StandardCharsets.UTF_8), 42), list));
    assertRule(
        Rule.PICTURE_DAMAGED,
        info(
            picture(
                "SVG",
                ("<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/hosts\">]>" + svg)
                    .getBytes(StandardCharsets.UTF_8),
                42),
            list));
    assertRule(
        Rule.PICTURE_SIZE_WRONG,
        info(
            picture(
                "SVG",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"420mm\" height=\"42mm\"/>"
                    .getBytes(StandardCharsets.UTF_8),
                42),
            list));
  }

  @Test
  void drawingIsTheSameEachTime() throws Exception {
    SealDrawing one = artist.draw(MARKET);
    SealDrawing two = artist.draw(MARKET);
    assertThat(one.svg()).isEqualTo(two.svg());
    assertThat(one.ofd()).isEqualTo(two.ofd());
    assertThat(one.png(600)).isEqualTo(two.png(600));
    BufferedImage image = ImageIO.read(one.png(600).data().toInputStream());
    assertThat(image.getWidth()).isEqualTo(992);
    assertThat(OfdDocument.read(one.ofd().data().toByteArray(), OfdLimits.DEFAULT).signatures())
        .isEmpty();
  }

  /** Whatever the length of the name, characters stay apart, inside the ring and off the star. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 6, 10, 16, 24, 34, 48})
  void charactersKeepTheirDistance(int length) throws Exception {
    String name = "国圆囯園四回因团囤围".repeat(5).substring(0, length);
    SealDrawing drawing =
        artist.draw(
            new SealDesign.Organization(
                name, Optional.of("行政审批专用章"), Optional.of("99010000000151"), 40));
    // Characters of this kind are one closed frame each: apart means as many outer islands.
    Area area = new Area(drawing.shape());
    Rectangle2D bounds = area.getBounds2D();
    assertThat(bounds.getX()).isBetween(-0.01, 0.01);
    assertThat(bounds.getWidth()).isBetween(39.98, 40.02);
    BufferedImage image = ImageIO.read(drawing.png(600).data().toInputStream());
    assertThat(inkAt(image, 0.855)).as("air between ring and name").isZero();
    assertThat(frames(image)).isGreaterThanOrEqualTo(length);
  }

  @Test
  void aMissingCharacterIsNamed() {
    assertThatThrownBy(() ->
            artist.draw(
                new SealDesign.Organization(
                    "亮城市\uD83D\uDE00局", Optional.empty(), Optional.empty(), 40)))
        .isInstanceOfSatisfying(
            SealDrawingException.class,
            e -> {
              assertThat(e.fault()).isEqualTo(Fault.CHARACTER_MISSING);
              assertThat(e.about()).isEqualTo("\uD83D\uDE00");
              assertThat(e.sentence(Locale.CHINESE)).contains("\uD83D\uDE00");
              assertThat(e.sentence(Locale.ENGLISH)).contains("\uD83D\uDE00");
              assertThat(e.nextStep(Locale.ENGLISH)).isNotBlank();
            });
    for (SealDesign design :
        List.of(
            new SealDesign.Organization("亮", Optional.empty(), Optional.empty(), 40),
            new SealDesign.Organization("亮".repeat(49), Optional.empty(), Optional.empty(), 40),
            new SealDesign.Organization("亮城", Optional.empty(), Optional.of("汉字"), 40),
            new SealDesign.PersonalName("欧阳示例之印", 20))) {
      assertThatThrownBy(() -> artist.draw(design))
          .isInstanceOfSatisfying(
              SealDrawingException.class, e -> assertThat(e.fault()).isEqualTo(Fault.TEXT_LENGTH));
    }
    assertThatThrownBy(() -> artist.draw(new SealDesign.PersonalName("示例", 99)))
        .isInstanceOfSatisfying(
            SealDrawingException.class, e -> assertThat(e.fault()).isEqualTo(Fault.SIZE));
  }

  /** Share of ink on the circle of that share of the radius, without the bottom quarter. */
  private static double inkAt(BufferedImage image, double share) {
    int hits = 0;
    double centre = image.getWidth() / 2.0;
    // The name's outer edge is at 0.8925 of the radius; here is only looked beyond it.
    double radius = centre * (share + 0.06);
    for (int i = 0; i < 2_000; i++) {
      double angle = Math.PI * 2 * i / 2_000;
      int x = (int) (centre + radius * Math.sin(angle));
      int y = (int) (centre - radius * Math.cos(angle));
      hits += image.getRGB(x, y) >>> 24 > 128 && Math.cos(angle) > -0.6 ? 1 : 0;
    }
    return hits;
  }

  /** Connected blots of ink. */
  private static int frames(BufferedImage image) {
    int width = image.getWidth();
    boolean[] seen = new boolean[width * image.getHeight()];
    int count = 0;
    int[] stack = new int[seen.length];
    for (int start = 0; start < seen.length; start++) {
      if (seen[start] || !ink(image, start, width)) {
        continue;
      }
      count++;
      int top = 0;
      stack[top++] = start;
      seen[start] = true;
      while (top > 0) {
        int at = stack[--top];
        for (int next : new int[] {at - 1, at + 1, at - width, at + width}) {
          if (next >= 0 && next < seen.length && !seen[next] && ink(image, next, width)) {
            seen[next] = true;
            stack[top++] = next;
          }
        }
      }
    }
    return count;
  }

  private static boolean ink(BufferedImage image, int at, int width) {
    return image.getRGB(at % width, at / width) >>> 24 > 100;
  }

  private static SealPicture picture(String type, byte[] data, int mm) {
    return new SealPicture(type, ByteString.of(data), mm, mm);
  }

  private static SealInfo info(SealPicture picture, SignerList signers) {
    return new SealInfo(
        4,
        "LIANGZHENG",
        "99010000000015",
        1,
        "亮城市市场监督管理局业务专用章",
        signers,
        TestWorld.NOW,
        TestWorld.NOW,
        TestWorld.NOW.plus(Duration.ofDays(365)),
        picture,
        List.of(SealExtension.statusIndex(4711)));
  }

  private static PreparedSeal prepare(SealInfo info) throws SealRefusedException {
    return PreparedSeal.of(info, world.certificate(SampleRole.SEAL_MAKER));
  }

  private static void assertRule(Rule rule, SealInfo info) {
    assertThatThrownBy(() -> prepare(info))
        .isInstanceOfSatisfying(
            SealRefusedException.class, r -> assertThat(r.rule()).isEqualTo(rule));
  }
}
