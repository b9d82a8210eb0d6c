package org.liangzheng.testkit.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.signer.layout.BuiltInLayout;
import org.liangzheng.signer.layout.CompiledLayout;
import org.liangzheng.signer.layout.Face;
import org.liangzheng.signer.layout.FaceRefusedException;
import org.liangzheng.signer.layout.FaceRefusedException.Fault;
import org.liangzheng.signer.layout.FaceValues;
import org.liangzheng.signer.layout.LayoutItem;
import org.liangzheng.signer.layout.Mark;
import org.liangzheng.signer.layout.TextRun;
import org.liangzheng.signer.sample.SamplePortrait;
import org.liangzheng.testkit.TestFonts;
import org.liangzheng.testkit.TestLicences;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.SignatureSuite;

/** Text of every kind lands in its box, whole; what cannot is named. */
class FaceTest {
  private static final String RARE = "𠮷㐂䶮𬭊𫍽𨰾𪩘喆頔㛃";
  private static CompiledLayout one;
  private static CompiledLayout business;

  @BeforeAll
  static void compile() throws Exception {
    one =
        CompiledLayout.of(
            LayoutReaderTest.read(
                """
                {"layout":1,"name":"one","fonts":[{"id":"t","chain":["LXGWWenKai-Regular","DejaVuSans"]}],
                 "pages":[{"size":[120,60],"items":[
                   {"kind":"field","value":"data.text","box":[10,5,80,30],"font":"t","size":5,"least":2.5,
                    "wrap":true,"leading":1.3},
                   {"kind":"field","value":"data.line","box":[10,40,60,6],"font":"t","size":5,
                    "required":false,"across":"spread"},
                   {"kind":"code","value":"data.code","box":[92,5,26,26],"required":false}]}]}
                """),
            TestFonts.library());
    business = TestFonts.template(BuiltInLayout.BUSINESS_LICENCE).layout();
  }

  /** All text of a field's box, line by line, put together. */
  private static String text(Face face) {
    return face.pages().stream()
        .flatMap(List::stream)
        .filter(TextRun.class::isInstance)
        .map(mark -> ((TextRun) mark).text())
        .collect(Collectors.joining());
  }

  private static List<TextRun> runs(Face face) {
    List<TextRun> runs = new ArrayList<>();
    for (Mark mark : face.pages().getFirst()) {
      if (mark instanceof TextRun run) {
        runs.add(run);
      }
    }
    return runs;
  }

  @Test
  void generatedTextIsDrawnWholeAndWithinItsBox() throws Exception {
    Random random = new Random(20261122);
    int[] alphabet =
        ("亮城市示例商贸有限公司经营范围（批发、零售）；《示》“引号”，。ABCdef 0123456789-./&<>\"'" + RARE)
            .codePoints()
            .toArray();
    int fitted = 0;
    int refusedCount = 0;
    for (int round = 0; round < 3_000; round++) {
      StringBuilder value = new StringBuilder();
      int length = 1 + random.nextInt(round % 10 == 0 ? 600 : 120);
      for (int i = 0; i < length; i++) {
        value.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
      }
      try {
        Face face = one.draw(FaceValues.none().withText("data.text", value.toString()));
        assertThat(text(face)).isEqualTo(value.toString());
        for (TextRun run : runs(face)) {
          double visible = run.text().isBlank() ? 0 : run.width() - trailingSpaces(run);
          assertThat(run.x()).isGreaterThanOrEqualTo(10 - 1e-6);
          assertThat(run.x() + visible).isLessThanOrEqualTo(90 + 1e-6);
          assertThat(run.baseline() - run.size() * 0.88).isGreaterThanOrEqualTo(5 - 1e-6);
          assertThat(run.baseline() + run.size() * 0.12).isLessThanOrEqualTo(35 + 1e-6);
          assertThat(run.size()).isBetween(2.5, 5.0);
        }
        fitted++;
      } catch (FaceRefusedException refused) {
        assertThat(refused.fault()).isEqualTo(Fault.TOO_LONG);
        assertThat(refused.field()).isEqualTo("data.text");
        // 32 characters of full width stand on a line at the floor, and 9 lines in the box.
        assertThat(value.codePointCount(0, value.length())).isGreaterThan(9 * 32 - 40);
        refusedCount++;
      }
    }
    assertThat(fitted).isGreaterThan(2_500);
    assertThat(refusedCount).isPositive();
  }

  private static double trailingSpaces(TextRun run) {
    double width = 0;
    for (int i = run.length() - 1; i >= 0 && run.point(i) == ' '; i--) {
      width += run.advance(i);
    }
    return width;
  }

  @Test
  void linesDoNotBeginWithClosingOrEndWithOpeningPunctuation() throws Exception {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      StringBuilder value = new StringBuilder();
      for (int i = 0; i < 60; i++) {
        value.append(random.nextInt(4) == 0 ? "（示例）" : random.nextInt(3) == 0 ? "示，" : "例");
      }
      List<TextRun> lines =
          runs(one.draw(FaceValues.none().withText("data.text", value.toString())));
      assertThat(lines).hasSizeGreaterThan(1);
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i).text();
        assertThat(i == 0 || "，。）".indexOf(line.charAt(0)) < 0).as(line).isTrue();
        assertThat(i == lines.size() - 1 || !line.endsWith("（")).as(line).isTrue();
      }
    }
  }

  @Test
  void wordsAndNumbersStayTogether() throws Exception {
    List<TextRun> lines =
        runs(
            one.draw(
                FaceValues.none().withText("data.text", "示例".repeat(7) + "91990100LC10000173")));
    assertThat(lines).extracting(TextRun::text).contains("91990100LC10000173");
  }

  @Test
  void aCharacterOutsideTheBmpIsOneGlyph() throws Exception {
    Face face = one.draw(FaceValues.none().withText("data.text", "𠮷"));
    assertThat(runs(face))
        .singleElement()
        .satisfies(run -> {
          assertThat(run.length()).isOne();
          assertThat(run.point(0)).isEqualTo(0x20BB7);
          assertThat(run.advance(0)).isEqualTo(5);
        });
  }

  @Test
  void anotherFontOfTheChainServesWhatTheFirstLacks() throws Exception {
    // Armenian stands in DejaVu Sans only.
    Face face = one.draw(FaceValues.none().withText("data.text", "甲Ա乙"));
    assertThat(runs(face))
        .extracting(run -> run.font().name())
        .containsExactly("LXGWWenKai-Regular", "DejaVuSans", "LXGWWenKai-Regular");
    assertThat(text(face)).isEqualTo("甲Ա乙");
  }

  @ParameterizedTest
  @CsvSource({
    "GLYPH_MISSING, 1F9D1", // an emoji
    "GLYPH_MISSING, 2A6D0", // a rare character of extension B
    "GLYPH_MISSING, 20E3",
    "CHARACTER, 0",
    "CHARACTER, A",
    "CHARACTER, 9",
    "CHARACTER, 7F",
    "CHARACTER, 200B", // zero width space
    "CHARACTER, 202E", // right-to-left override
    "CHARACTER, E000", // private use
    "CHARACTER, FFFE",
    "CHARACTER, 2028",
    "CHARACTER, D800"
  })
  void aCharacterThatCannotBeDrawnIsNamed(Fault fault, String hex) {
    int point = Integer.parseInt(hex, 16);
    String value = "甲" + new String(Character.toChars(point)) + "乙";
    FaceRefusedException refused =
        catchThrowableOfType(
            FaceRefusedException.class,
            () -> one.draw(FaceValues.none().withText("data.text", value)));
    assertThat(refused).isNotNull();
    assertThat(refused.fault()).isEqualTo(fault);
    assertThat(refused.codePoint()).isEqualTo(OptionalInt.of(point));
    assertThat(refused.field()).isEqualTo("data.text");
    assertThat(refused.getMessage()).doesNotContain("甲").doesNotContain("乙");
  }

  @Test
  void longNamesShrinkThenWrapThenFail() throws Exception {
    double before = Double.MAX_VALUE;
    int lines = 0;
    for (int length = 5; length < 250; length += 5) {
      List<TextRun> runs =
          runs(one.draw(FaceValues.none().withText("data.text", "长".repeat(length))));
      assertThat(runs.getFirst().size()).isLessThanOrEqualTo(before);
      assertThat(runs.size()).isGreaterThanOrEqualTo(1);
      before = runs.getFirst().size();
      lines = Math.max(lines, runs.size());
    }
    assertThat(before).isLessThan(5);
    assertThat(lines).isGreaterThan(5);
    assertThat(refused(FaceValues.none().withText("data.text", "长".repeat(300))).fault())
        .isEqualTo(Fault.TOO_LONG);
  }

  private static FaceRefusedException refused(FaceValues values) {
    FaceRefusedException refused =
        catchThrowableOfType(FaceRefusedException.class, () -> one.draw(values));
    assertThat(refused).isNotNull();
    return refused;
  }

  @Test
  void aLineThatMayNotWrapIsSpreadOrRefused() throws Exception {
    FaceValues text = FaceValues.none().withText("data.text", "x");
    List<TextRun> runs = runs(one.draw(text.withText("data.line", "注册资本")));
    TextRun spread = runs.getLast();
    assertThat(spread.x()).isEqualTo(10);
    assertThat(spread.x() + spread.width() - spread.advance(3) + spread.size())
        .isCloseTo(70, org.assertj.core.data.Offset.offset(1e-6));
    assertThat(refused(text.withText("data.line", "长".repeat(13))).fault())
        .isEqualTo(Fault.TOO_LONG);
  }

  @Test
  void whatIsMissingOrHasNoPlaceIsNamed() {
    assertThat(refused(FaceValues.none()).fault()).isEqualTo(Fault.VALUE_MISSING);
    assertThat(refused(FaceValues.none().withText("data.text", "")).fault())
        .isEqualTo(Fault.VALUE_MISSING);
    FaceRefusedException extra =
        refused(FaceValues.none().withText("data.text", "x").withText("data.other", "y"));
    assertThat(extra.fault()).isEqualTo(Fault.NO_PLACE);
    assertThat(extra.field()).isEqualTo("data.other");
    assertThat(
            refused(
                    FaceValues.none()
                        .withText("data.text", "x")
                        .withPicture("data.portrait", SamplePortrait.draw()))
                .fault())
        .isEqualTo(Fault.NO_PLACE);
  }

  @Test
  void severalValuesAreJoined() throws Exception {
    assertThat(text(one.draw(FaceValues.none().withText("data.text", "甲", "乙", "丙"))))
        .isEqualTo("甲、乙、丙");
  }

  @Test
  void allValuesOfABusinessLicenceAreOnItsFace() throws Exception {
    FaceValues values =
        TestLicences.valid(TestWorld.of(SignatureSuite.P256_SHA256)).content().faceValues();
    String drawn = text(business.draw(values));
    values
        .texts()
        .forEach((name, value) -> {
          if (name.startsWith("data.")) {
            assertThat(drawn)
                .as(name)
                .contains(value.getFirst().replace("2026-11-02", "2026年11月2日"));
          }
        });
    assertThat(drawn).contains("证照标识 1.2.156.3005.2.").contains("亮城市市场监督管理局");
  }

  @Test
  void aDayThatDoesNotExistIsRefused() {
    FaceRefusedException refused =
        catchThrowableOfType(
            FaceRefusedException.class,
            () -> business.draw(TestLicences.face().withText("data.establishedOn", "2026-02-30")));
    assertThat(refused.fault()).isIn(Fault.VALUE_FORM, Fault.VALUE_MISSING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LZ1:F:7K3M9QX2V8RT4WHN6YB5", "HELLO WORLD", "a", "0123456789"})
  void theCodeReadsBack(String content) throws Exception {
    Face face =
        one.draw(FaceValues.none().withText("data.text", "x").withCode("data.code", content));
    BufferedImage image = new BufferedImage(800, 800, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(30, 30);
    graphics.translate(-92, -5);
    for (Mark mark : face.pages().getFirst()) {
      if (mark instanceof Mark.Ink ink) {
        var fill = ink.fill().orElseThrow();
        graphics.setColor(new Color(fill.red(), fill.green(), fill.blue()));
        graphics.fill(ink.shape());
      }
    }
    int[] pixels = image.getRGB(0, 0, 780, 780, null, 0, 780);
    LuminanceSource source = new RGBLuminanceSource(780, 780, pixels);
    assertThat(new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source))).getText())
        .isEqualTo(content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "中文", "\u0000"})
  void aCodeThatIsNotPlainTextIsRefused(String content) {
    assertThat(
            refused(FaceValues.none().withText("data.text", "x").withCode("data.code", content))
                .fault())
        .isEqualTo(Fault.CODE);
  }

  @Test
  void aCodeWithModulesTooFineIsRefused() {
    assertThat(
            refused(
                    FaceValues.none()
                        .withText("data.text", "x")
                        .withCode("data.code", "x".repeat(600)))
                .fault())
        .isEqualTo(Fault.CODE);
  }

  @Test
  void onlyPicturesAreTakenAsPictures() throws Exception {
    CompiledLayout card = TestFonts.template(BuiltInLayout.PERSONAL_CARD).layout();
    ByteString portrait = SamplePortrait.draw();
    byte[] cut = Arrays.copyOf(portrait.toByteArray(), portrait.size() / 2);
    for (ByteString data :
        List.of(
            ByteString.of(new byte[0]),
            ByteString.of("GIF89a".getBytes(StandardCharsets.US_ASCII)),
            ByteString.of(cut))) {
      FaceRefusedException refused =
          catchThrowableOfType(FaceRefusedException.class, () -> card.draw(card(data)));
      assertThat(refused.fault()).isEqualTo(Fault.PICTURE);
      assertThat(refused.field()).isEqualTo("data.portrait");
    }
    assertThat(card.draw(card(portrait)).pages().getFirst())
        .anyMatch(mark -> mark instanceof Mark.Picture);
  }

  static FaceValues card(ByteString portrait) {
    return FaceValues.none()
        .withText("data.name", "示例𠮷")
        .withText("data.category", "示例")
        .withText("licence.type", "示例证")
        .withText("licence.number", "1")
        .withText("licence.validity", "长期")
        .withText("licence.issuer", "示例局")
        .withText("licence.issuedOn", "2026-11-02")
        .withPicture("data.portrait", portrait);
  }

  @Test
  void placesOfSealsAreKnown() {
    Optional<CompiledLayout.PlacedSeal> card =
        TestFonts.template(BuiltInLayout.PERSONAL_CARD).layout().seal("issuer");
    assertThat(card).map(CompiledLayout.PlacedSeal::page).contains(1);
    assertThat(card.map(CompiledLayout.PlacedSeal::place).map(LayoutItem.SealPlace::name))
        .contains("issuer-seal");
    assertThat(business.seal("nobody")).isEmpty();
  }
}
