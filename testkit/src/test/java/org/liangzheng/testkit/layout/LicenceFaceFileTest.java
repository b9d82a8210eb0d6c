package org.liangzheng.testkit.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liangzheng.signer.copy.PdfCopy;
import org.liangzheng.signer.copy.PngCopy;
import org.liangzheng.signer.font.FontFile;
import org.liangzheng.signer.layout.BuiltInLayout;
import org.liangzheng.signer.layout.CompiledLayout;
import org.liangzheng.signer.layout.FaceRefusedException;
import org.liangzheng.signer.layout.FaceValues;
import org.liangzheng.signer.licence.LicenceContent;
import org.liangzheng.signer.licence.LicenceTemplate;
import org.liangzheng.signer.licence.PreparedLicence;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.signer.sample.SamplePortrait;
import org.liangzheng.testkit.TestFonts;
import org.liangzheng.testkit.TestLicences;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.ofd.OfdLimits;
import org.liangzheng.verifier.format.ofd.OfdPackage;
import org.liangzheng.verifier.format.ofd.XmlElement;
import org.liangzheng.verifier.format.ofd.XmlReader;
import org.liangzheng.verifier.format.ofd.ZipReader;
import org.liangzheng.verifier.report.Verdict;

/** Licence files and copies made from layouts. */
class LicenceFaceFileTest {
  private static TestWorld world;

  @BeforeAll
  static void makeWorld() {
    world = TestWorld.of(SignatureSuite.SM2_SM3);
  }

  private static FaceValues values(BuiltInLayout layout) {
    return switch (layout) {
      case BUSINESS_LICENCE -> TestLicences.face().withCode("licence.code", "LZ1:F:SAMPLE");
      case PERSONAL_CARD ->
          FaceValues.none()
              .withText("data.name", "示例𠮷")
              .withText("data.category", "示例")
              .withPicture("data.portrait", SamplePortrait.draw());
      case CERTIFICATE ->
          FaceValues.none()
              .withText("data.holder", "亮城市𠮷祥示例商贸有限公司")
              .withText("data.statement", "经审查，符合规定。");
    };
  }

  private static LicenceContent content(FaceValues values) {
    return new LicenceContent(
        TestLicences.valid(world).facts(),
        values,
        ByteString.of("{}".getBytes(StandardCharsets.UTF_8)));
  }

  private static PreparedLicence prepared(LicenceTemplate template, FaceValues values)
      throws Exception {
    return PreparedLicence.of(
        template,
        content(values),
        world.world().licenceSeals().get(SampleDepartment.MARKET),
        world.certificate(SampleDepartment.MARKET.sealKey()),
        TestWorld.NOW);
  }

  private static byte[] file(BuiltInLayout layout, FaceValues values) throws Exception {
    PreparedLicence prepared = prepared(TestFonts.template(layout), values);
    return prepared.finish(world.key(SampleDepartment.MARKET.sealKey()).sign(prepared.digest()));
  }

  @ParameterizedTest
  @EnumSource(BuiltInLayout.class)
  void aLicenceOfEachLayoutIsValid(BuiltInLayout layout) throws Exception {
    byte[] file = file(layout, values(layout));
    assertThat(Verifier.verify(file, world.evidence(), Policy.FILE, TestWorld.NOW).verdict())
        .isEqualTo(Verdict.VALID);
  }

  @ParameterizedTest
  @EnumSource(BuiltInLayout.class)
  void theSameContentGivesTheSameBytes(BuiltInLayout layout) throws Exception {
    LicenceTemplate fresh =
        LicenceTemplate.of(CompiledLayout.of(layout.read(), TestFonts.library()));
    PreparedLicence first = prepared(TestFonts.template(layout), values(layout));
    PreparedLicence second = prepared(fresh, values(layout));
    assertThat(second.digest()).isEqualTo(first.digest());
    var signature = world.key(SampleDepartment.MARKET.sealKey()).sign(first.digest());
    assertThat(second.finish(signature)).isEqualTo(first.finish(signature));
  }

  private static OfdPackage open(byte[] file) throws Exception {
    return ZipReader.read(file, OfdLimits.DEFAULT);
  }

  private static List<XmlElement> find(XmlElement root, String name) {
    List<XmlElement> found = new ArrayList<>();
    if (root.name().equals(name)) {
      found.add(root);
    }
    root.children().forEach(child -> found.addAll(find(child, name)));
    return found;
  }

  @Test
  void generatedTextIsReadBackWholeAndItsFontHasExactlyItsGlyphs() throws Exception {
    Random random = new Random(1122);
    int[] alphabet = "亮城市示例商贸有限公司（）；《》，。ABCdef 0189<>&\"'𠮷㐂䶮𬭊𫍽𨰾𪩘喆頔㛃".codePoints().toArray();
    for (int round = 0; round < 60; round++) {
      StringBuilder scope = new StringBuilder("始");
      for (int i = random.nextInt(300); i >= 0; i--) {
        scope.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
      }
      scope.append('终');
      OfdPackage parts =
          open(
              file(
                  BuiltInLayout.BUSINESS_LICENCE,
                  TestLicences.face().withText("data.businessScope", scope.toString())));
      XmlElement page = XmlReader.read(parts.require("/Doc_0/Pages/Page_0/Content.xml"), "Page");
      StringBuilder read = new StringBuilder();
      for (XmlElement code : find(page, "TextCode")) {
        read.append(code.text());
      }
      assertThat(read.toString()).contains(scope.toString());

      FontFile embedded =
          FontFile.read(ByteBuffer.wrap(parts.require("/Doc_0/Res/text_0.ttf").toByteArray()));
      int[] used = read.codePoints().sorted().distinct().toArray();
      for (int i = 0; i < used.length; i++) {
        assertThat(embedded.glyph(used[i])).as("U+%X", used[i]).isEqualTo(i + 1);
      }
      int last = used.length;
      for (int point = 0; point < 0x30000; point++) {
        if (embedded.glyph(point) != 0) {
          last--;
        }
      }
      assertThat(last).isZero();
    }
  }

  @Test
  void aCharacterOutsideTheBmpNamesItsOneGlyph() throws Exception {
    OfdPackage parts = open(file(BuiltInLayout.PERSONAL_CARD, values(BuiltInLayout.PERSONAL_CARD)));
    XmlElement page = XmlReader.read(parts.require("/Doc_0/Pages/Page_0/Content.xml"), "Page");
    XmlElement rare =
        find(page, "TextObject").stream()
            .filter(text -> find(text, "TextCode").getFirst().text().equals("𠮷"))
            .findFirst()
            .orElseThrow();
    FontFile embedded =
        FontFile.read(ByteBuffer.wrap(parts.require("/Doc_0/Res/text_1.ttf").toByteArray()));
    XmlElement transform = find(rare, "CGTransform").getFirst();
    assertThat(transform.attribute("GlyphCount")).contains("1");
    assertThat(transform.child("Glyphs").orElseThrow().text())
        .isEqualTo(Integer.toString(embedded.glyph(0x20BB7)));
    assertThat(find(rare, "TextCode").getFirst().attribute("DeltaX")).isEmpty();
  }

  @Test
  void identifiersAreUniqueAndTheHighestIsNamed() throws Exception {
    for (BuiltInLayout layout : BuiltInLayout.values()) {
      OfdPackage parts = open(file(layout, values(layout)));
      List<Integer> ids = new ArrayList<>();
      Pattern id = Pattern.compile(" ID=\"([0-9]+)\"");
      String document = "";
      for (String path : parts.paths()) {
        if (path.endsWith(".xml") && !path.contains("Sign") && !path.contains("Attach")) {
          String xml = new String(parts.require(path).toByteArray(), StandardCharsets.UTF_8);
          Matcher matcher = id.matcher(xml);
          while (matcher.find()) {
            ids.add(Integer.parseInt(matcher.group(1)));
          }
          document = path.endsWith("Document.xml") ? xml : document;
        }
      }
      assertThat(ids).doesNotHaveDuplicates();
      int highest = ids.stream().mapToInt(i -> i).max().orElseThrow();
      assertThat(document).contains("<ofd:MaxUnitID>" + highest + "</ofd:MaxUnitID>");
    }
  }

  @Test
  void aSealLargerThanItsPlaceIsRefused() throws Exception {
    var layout =
        LayoutReaderTest.read(
            """
            {"layout":1,"name":"x","fonts":[{"id":"t","chain":["LXGWWenKai-Regular"]}],
             "pages":[{"size":[100,60],"items":[
              {"kind":"seal","name":"s","role":"issuer","box":[0,0,30,30]}]}]}
            """);
    LicenceTemplate template = LicenceTemplate.of(CompiledLayout.of(layout, TestFonts.library()));
    FaceRefusedException refused =
        catchThrowableOfType(
            FaceRefusedException.class, () -> prepared(template, FaceValues.none()));
    assertThat(refused.fault()).isEqualTo(FaceRefusedException.Fault.SEAL_PLACE);
  }

  // ---- copies ----

  @ParameterizedTest
  @EnumSource(BuiltInLayout.class)
  void thePdfHasTheTextAndTheWordAndNoSeal(BuiltInLayout layout) throws Exception {
    CompiledLayout compiled = TestFonts.template(layout).layout();
    FaceValues values = content(values(layout)).faceValues();
    byte[] pdf = PdfCopy.write(compiled, values, "示例");
    assertThat(PdfCopy.write(compiled, values, "示例")).isEqualTo(pdf);
    try (PDDocument document = Loader.loadPDF(pdf)) {
      String text = new PDFTextStripper().getText(document).replaceAll("\\s", "");
      assertThat(text).contains("副本·不含电子印章").contains("亮城市市场监督管理局");
      if (layout != BuiltInLayout.BUSINESS_LICENCE) {
        assertThat(text).contains("𠮷");
      } else {
        values
            .texts()
            .forEach((name, value) -> {
              if (name.startsWith("data.") && !name.endsWith("On")) {
                assertThat(text).contains(value.getFirst().substring(0, 3).replace(" ", ""));
              }
            });
      }
      assertThat(document.getNumberOfPages()).isEqualTo(compiled.pages().size());
      int pictures = 0;
      for (PDPage page : document.getPages()) {
        for (var name : page.getResources().getXObjectNames()) {
          if (page.getResources().getXObject(name) instanceof PDImageXObject) {
            pictures++;
          }
        }
        for (var name : page.getResources().getFontNames()) {
          assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
        }
      }
      assertThat(pictures).isEqualTo(layout == BuiltInLayout.PERSONAL_CARD ? 1 : 0);
    }
  }

  @Test
  void thePngShowsTheFaceWithoutRed() throws Exception {
    CompiledLayout compiled = TestFonts.template(BuiltInLayout.BUSINESS_LICENCE).layout();
    FaceValues values = content(values(BuiltInLayout.BUSINESS_LICENCE)).faceValues();
    byte[] png = PngCopy.draw(compiled, values, 0, 60);
    assertThat(PngCopy.draw(compiled, values, 0, 60)).isEqualTo(png);
    var image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getWidth()).isEqualTo((int) Math.round(420 / 25.4 * 60));
    int dark = 0;
    int grey = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int rgb = image.getRGB(x, y);
        int red = rgb >> 16 & 0xff;
        int green = rgb >> 8 & 0xff;
        assertThat(red > 180 && green < 60).as("seal red at %d %d", x, y).isFalse();
        dark += red < 80 ? 1 : 0;
        grey += (rgb & 0xffffff) == 0xE9E6DF ? 1 : 0;
      }
    }
    assertThat(dark).isGreaterThan(2_000);
    // The word 副本, in a grey that nothing else on the page has, takes its part of the page.
    assertThat(grey).isGreaterThan(image.getWidth() * image.getHeight() / 40);
  }

  @Test
  void aPictureBeyondTheLimitIsRefusedBeforeItIsDrawn() {
    CompiledLayout compiled = TestFonts.template(BuiltInLayout.BUSINESS_LICENCE).layout();
    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThat(
                    catchThrowableOfType(
                        IllegalArgumentException.class,
                        () -> PngCopy.draw(compiled, FaceValues.none(), 0, 100_000)))
                .isNotNull());
    assertThat(
            catchThrowableOfType(
                IllegalArgumentException.class,
                () -> PngCopy.draw(compiled, FaceValues.none(), 1, 72)))
        .isNotNull();
  }
}
