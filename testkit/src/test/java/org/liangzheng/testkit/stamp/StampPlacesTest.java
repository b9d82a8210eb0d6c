package org.liangzheng.testkit.stamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.liangzheng.testkit.stamp.Stamping.annotations;
import static org.liangzheng.testkit.stamp.Stamping.assertSigned;
import static org.liangzheng.testkit.stamp.Stamping.prepare;
import static org.liangzheng.testkit.stamp.Stamping.stamp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.signer.stamp.Placement;
import org.liangzheng.signer.stamp.StampMode;
import org.liangzheng.signer.stamp.StampRefusedException;
import org.liangzheng.signer.stamp.StampRefusedException.Rule;
import org.liangzheng.testkit.TestPages;
import org.liangzheng.verifier.format.ofd.OfdLimits;
import org.liangzheng.verifier.format.ofd.SignatureDescription;
import org.liangzheng.verifier.format.ofd.XmlElement;
import org.liangzheng.verifier.format.ofd.XmlReader;
import org.liangzheng.verifier.format.ofd.ZipReader;

/** Where stamps come to stand: by millimetres, over a seam, at keywords. */
class StampPlacesTest {
  /** Slices of a seam are the whole stamp, cut once, each ending at its page's edge. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7, 10, 11, 23, 40})
  void aSeamShowsTheWholeStampOverItsPages(int pages) throws Exception {
    for (Placement.Edge edge : Placement.Edge.values()) {
      for (int most : new int[] {2, 5, 10}) {
        byte[] file =
            stamp(
                TestPages.pages(pages, "210", "297").build(),
                SampleDepartment.MARKET,
                StampMode.LOCK,
                new Placement.Seam(edge, 0.5, most));
        List<double[][]> slices = slices(file);
        assertThat(slices).hasSize(pages);
        boolean upright = edge == Placement.Edge.LEFT || edge == Placement.Edge.RIGHT;
        int axis = upright ? 0 : 1;
        double shown = 0;
        int whole = 0;
        for (double[][] slice : slices) {
          double[] boundary = slice[0];
          double[] clip = slice[1];
          double near = boundary[axis] + clip[axis];
          double far = near + clip[axis + 2];
          double length = upright ? 210 : 297;
          if (edge == Placement.Edge.RIGHT || edge == Placement.Edge.BOTTOM) {
            assertThat(far).isCloseTo(length, within(0.001));
          } else {
            assertThat(near).isCloseTo(0, within(0.001));
          }
          assertThat(clip[3 - axis]).isEqualTo(40);
          shown += clip[axis + 2];
          if (Math.abs(shown - 40) < 0.01) {
            shown = 0;
            whole++;
          }
        }
        assertThat(shown).isLessThan(0.01);
        assertThat(whole).isPositive();
        assertSigned(file, StampMode.LOCK);
      }
    }
    byte[] single = TestPages.pages(1, "210", "297").build();
    assertPlaceRefused(Rule.SEAM_NEEDS_TWO_PAGES, single, Placement.Seam.right());
  }

  @Test
  void placesOffThePageAreRefused() {
    byte[] file = TestPages.pages(2, "210", "297").build();
    assertPlaceRefused(Rule.PAGE_MISSING, file, new Placement.OnPage(3, 1, 1));
    assertPlaceRefused(Rule.PAGE_MISSING, file, new Placement.OnPage(0, 1, 1));
    assertPlaceRefused(Rule.STAMP_OFF_PAGE, file, new Placement.OnPage(1, 171, 1));
    assertPlaceRefused(Rule.STAMP_OFF_PAGE, file, new Placement.OnPage(1, 1, -1));
    assertPlaceRefused(Rule.KEYWORD_NOT_FOUND, file, Placement.AtKeyword.every("盖章"));
    assertPlaceRefused(
        Rule.STAMP_OFF_PAGE,
        TestPages.pages(1, "30", "30").page(0, TestPages.text(1, 1, 4, "", "盖章")).build(),
        Placement.AtKeyword.every("盖章"));
    assertPlaceRefused(Rule.PLACES_WRONG, file);
  }

  /** Random sizes and positions of pages, words and runs; surrogates among them. */
  @Test
  void keywordsAreFoundWhereTheyStand() throws Exception {
    Random random = new Random(20261122);
    String[] words = {"盖章处", "(公章)", "𠮷祥公司", "Seal here", "经办人："};
    for (int round = 0; round < 300; round++) {
      String word = words[random.nextInt(words.length)];
      double width = 120 + random.nextInt(300);
      double height = 120 + random.nextInt(300);
      double size = 2 + random.nextInt(5);
      double x = 50 + random.nextDouble() * (width - 100);
      double y = 50 + random.nextDouble() * (height - 100);
      String objects =
          TestPages.text(1, 1, 3, "", "前文与此无关，盖，章")
              + split(random, word, x, y, size)
              + TestPages.text(1, 20, 3, "", "后文");
      byte[] file =
          TestPages.pages(2, Double.toString(width), Double.toString(height))
              .page(1, objects)
              .build();
      byte[] stamped =
          stamp(file, SampleDepartment.MARKET, StampMode.LOCK, Placement.AtKeyword.nth(word, 1));
      double[] boundary = annotation(stamped);
      double centreX = x + word.codePoints().mapToDouble(c -> advance(c, size)).sum() / 2;
      double centreY = y + size - 0.36 * size;
      assertThat(boundary[0])
          .as("round %d", round)
          .isCloseTo(Math.clamp(centreX - 20, 0, width - 40), within(0.3));
      assertThat(boundary[1]).isCloseTo(Math.clamp(centreY - 20, 0, height - 40), within(0.3));
    }
  }

  @Test
  void everyOccurrenceOrTheNthIsStamped() throws Exception {
    byte[] file =
        TestPages.pages(3, "210", "297")
            .page(0, TestPages.text(60, 60, 4, "", "盖章") + TestPages.text(60, 200, 4, "", "盖章"))
            .page(2, TestPages.text(60, 100, 4, "", "请盖章。"))
            .build();
    assertThat(
            annotations(
                stamp(
                    file,
                    SampleDepartment.MARKET,
                    StampMode.LOCK,
                    Placement.AtKeyword.every("盖章"))))
        .extracting(SignatureDescription.StampAnnotation::pageRef)
        .containsExactly("10", "10", "12");
    assertThat(
            annotations(
                stamp(
                    file,
                    SampleDepartment.MARKET,
                    StampMode.LOCK,
                    Placement.AtKeyword.nth("盖章", 3))))
        .extracting(SignatureDescription.StampAnnotation::pageRef)
        .containsExactly("12");
    assertPlaceRefused(Rule.KEYWORD_NOT_FOUND, file, Placement.AtKeyword.nth("盖章", 4));
    // What only follows in the file, far away on the page, is no word.
    byte[] scattered =
        TestPages.pages(1, "210", "297")
            .page(0, TestPages.text(10, 10, 4, "", "盖") + TestPages.text(150, 250, 4, "", "章"))
            .build();
    assertPlaceRefused(Rule.KEYWORD_NOT_FOUND, scattered, Placement.AtKeyword.every("盖章"));
  }

  @Test
  void textInTemplatesAndUnderMatricesIsFound() throws Exception {
    String objects =
        "<ofd:PageBlock ID=\"5\"><ofd:TextObject ID=\"6\" Font=\"3\" Size=\"4\" CTM=\"2 0 0 2 10 20\""
            + " Boundary=\"30 40 100 50\"><ofd:TextCode X=\"1\" Y=\"4\" DeltaX=\"g 2 4\">核准章"
            + "</ofd:TextCode></ofd:TextObject></ofd:PageBlock>";
    TestPages document = TestPages.pages(1, "210", "297");
    document.part(
        "/Doc_0/Document.xml",
        "<ofd:Document xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:CommonData>"
            + "<ofd:TemplatePage ID=\"2\" BaseLoc=\"Tpls/Tpl_0/Content.xml\"/></ofd:CommonData>"
            + "<ofd:Pages><ofd:Page ID=\"10\" BaseLoc=\"Pages/Page_0/Content.xml\"/></ofd:Pages>"
            + "</ofd:Document>");
    document.part(
        "/Doc_0/Tpls/Tpl_0/Content.xml",
        "<ofd:Page xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:Area><ofd:PhysicalBox>0 0 210 140"
            + "</ofd:PhysicalBox></ofd:Area><ofd:Content><ofd:Layer ID=\"3\">"
            + objects
            + "</ofd:Layer></ofd:Content></ofd:Page>");
    document.part(
        "/Doc_0/Pages/Page_0/Content.xml",
        "<ofd:Page xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:Template TemplateID=\"2\"/>"
            + "</ofd:Page>");
    double[] boundary =
        annotation(
            stamp(
                document.build(),
                SampleDepartment.MARKET,
                StampMode.LOCK,
                Placement.AtKeyword.every("核准章")));
    // First character at 30 + 10 + 2·1, three of 8 mm; baseline at 40 + 20 + 2·4.
    assertThat(boundary[0]).isCloseTo(42 + 12 - 20, within(0.01));
    assertThat(boundary[1]).isCloseTo(68 - 0.36 * 8 - 20, within(0.01));
  }

  /** Each place is held against all others: a page full of one character must not take minutes. */
  @Test
  void aWordThatStandsEverywhereIsRefusedSoonAlsoByItsNumber() throws Exception {
    StringBuilder full = new StringBuilder();
    for (int line = 0; line < 20; line++) {
      full.append(TestPages.text(4, 4 + 8 * line, 4, "", "章".repeat(50)));
    }
    byte[] thousand = TestPages.pages(1, "210", "297").page(0, full.toString()).build();
    assertThat(
            annotations(
                stamp(
                    thousand,
                    SampleDepartment.MARKET,
                    StampMode.LOCK,
                    Placement.AtKeyword.nth("章", 1_000))))
        .hasSize(1);
    full.append(TestPages.text(4, 200, 4, "", "章"));
    byte[] more = TestPages.pages(1, "210", "297").page(0, full.toString()).build();
    assertPlaceRefused(Rule.TOO_MANY_PLACES, more, Placement.AtKeyword.nth("章", 1));
    assertPlaceRefused(Rule.TOO_MANY_PLACES, more, Placement.AtKeyword.every("章"));
  }

  private static double advance(int c, double size) {
    return c >= 0x2e80 ? size : size / 2;
  }

  /** Writes a word as one run with steps, as one run without, or cut into objects or runs. */
  private static String split(Random random, String word, double x, double y, double size) {
    int[] points = word.codePoints().toArray();
    StringBuilder out = new StringBuilder();
    switch (random.nextInt(4)) {
      case 0 -> out.append(TestPages.text(x, y, size, "", word));
      case 1 -> {
        StringBuilder deltas = new StringBuilder();
        for (int i = 0; i + 1 < points.length; i++) {
          deltas.append(advance(points[i], size)).append(' ');
        }
        out.append(
            TestPages.text(x, y, size, "DeltaX=\"" + deltas.toString().strip() + "\"", word));
      }
      case 2 -> {
        double at = x;
        for (int point : points) {
          out.append(TestPages.text(at, y, size, "", Character.toString(point)));
          at += advance(point, size);
        }
      }
      default -> {
        out.append(
            "<ofd:TextObject ID=\"7\" Font=\"3\" Size=\"%s\" Boundary=\"%s %s 90 9\">"
                .formatted(size, x, y));
        double at = 0;
        for (int point : points) {
          out.append(
              "<ofd:TextCode X=\"%s\" Y=\"%s\">%s</ofd:TextCode>"
                  .formatted(at, size, Character.toString(point)));
          at += advance(point, size);
        }
        out.append("</ofd:TextObject>");
      }
    }
    return out.toString();
  }

  private static void assertPlaceRefused(Rule rule, byte[] file, Placement... places) {
    assertThatThrownBy(() -> prepare(file, SampleDepartment.MARKET, StampMode.LOCK, places))
        .isInstanceOfSatisfying(
            StampRefusedException.class, r -> assertThat(r.rule()).isEqualTo(rule));
  }

  private static double[] annotation(byte[] file) throws Exception {
    assertThat(annotations(file)).hasSize(1);
    return numbers(annotations(file).getFirst().boundary());
  }

  private static List<double[][]> slices(byte[] file) throws Exception {
    XmlElement info =
        XmlReader.read(
                ZipReader.read(file, OfdLimits.DEFAULT)
                    .require("/Doc_0/Signs/Sign_0/Signature.xml"),
                "Signature")
            .require("SignedInfo");
    List<double[][]> slices = new ArrayList<>();
    for (XmlElement annotation : info.children("StampAnnot")) {
      slices.add(
          new double[][] {
            numbers(annotation.requireAttribute("Boundary")),
            numbers(annotation.requireAttribute("Clip"))
          });
    }
    return slices;
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }
}
