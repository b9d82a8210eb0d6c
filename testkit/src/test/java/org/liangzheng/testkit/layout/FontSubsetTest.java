package org.liangzheng.testkit.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.awt.Font;
import java.awt.geom.PathIterator;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.signer.font.FontFile;
import org.liangzheng.signer.font.FontRefusedException;
import org.liangzheng.signer.font.FontSubset;
import org.liangzheng.testkit.TestFonts;

/** Subsets hold what is asked for and nothing else, and read the same in foreign readers. */
class FontSubsetTest {
  private static int[] points(String text) {
    return text.codePoints().sorted().distinct().toArray();
  }

  private static String shape(FontFile font, int point) {
    StringBuilder text = new StringBuilder();
    double[] xy = new double[6];
    for (PathIterator path = font.outline(font.glyph(point)).getPathIterator(null);
        !path.isDone();
        path.next()) {
      text.append(path.currentSegment(xy)).append(Arrays.toString(xy)).append(' ');
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"LXGWWenKai-Regular", "LXGWWenKai-Bold", "DejaVuSans", "DejaVuSerif"})
  void aSubsetHasExactlyItsCharacters(String name) throws Exception {
    FontFile font = TestFonts.font(name);
    Random random = new Random(name.hashCode());
    for (int round = 0; round < 40; round++) {
      List<Integer> some = new ArrayList<>();
      while (some.size() < 1 + round * 3) {
        int point = random.nextInt(0x30000);
        // Half of them where every font has characters.
        point = random.nextBoolean() ? point % 0x250 : point;
        if (font.glyph(point) != 0) {
          some.add(point);
        }
      }
      int[] points = some.stream().mapToInt(i -> i).sorted().distinct().toArray();
      byte[] bytes = FontSubset.write(font, points);
      assertThat(FontSubset.write(font, points)).isEqualTo(bytes);
      FontFile subset = FontFile.read(ByteBuffer.wrap(bytes));
      for (int point : points) {
        assertThat(shape(subset, point)).as("%s U+%X", name, point).isEqualTo(shape(font, point));
        assertThat(subset.advance(subset.glyph(point))).isEqualTo(font.advance(font.glyph(point)));
      }
      for (int point = 0; point < 0x30000; point++) {
        if (subset.glyph(point) != 0) {
          assertThat(Arrays.binarySearch(points, point)).as("U+%X", point).isNotNegative();
        }
      }
    }
  }

  @Test
  void aForeignReaderSeesTheSameCharacters() throws Exception {
    FontFile font = TestFonts.font("LXGWWenKai-Regular");
    int[] points = points("亮城市𠮷㐂䶮𬭊𫍽𨰾𪩘喆頔㛃，。A1é");
    byte[] bytes = FontSubset.write(font, points);
    try (TrueTypeFont read = new TTFParser(true).parse(new RandomAccessReadBuffer(bytes))) {
      CmapLookup cmap = read.getUnicodeCmapLookup();
      for (int i = 0; i < points.length; i++) {
        assertThat(cmap.getGlyphId(points[i])).isEqualTo(i + 1);
      }
      assertThat(read.getMaximumProfile().getNumGlyphs()).isGreaterThanOrEqualTo(points.length + 1);
      assertThat(read.getName()).matches("[A-Z]{6}\\+LXGWWenKai-Regular");
    }
  }

  @Test
  void thePlatformReadsTheFile() throws Exception {
    byte[] bytes = FontSubset.write(TestFonts.font("LXGWWenKai-Regular"), points("亮𠮷A"));
    Font font = Font.createFont(Font.TRUETYPE_FONT, new ByteArrayInputStream(bytes));
    assertThat(font.canDisplay(0x20BB7)).isTrue();
    assertThat(font.canDisplay('亮')).isTrue();
    assertThat(font.canDisplay('城')).isFalse();
  }

  @Test
  void allChecksumsAddUp() throws Exception {
    byte[] bytes = FontSubset.write(TestFonts.font("DejaVuSans"), points("Àéîõü"));
    ByteBuffer all = ByteBuffer.wrap(bytes);
    int sum = 0;
    for (int i = 0; i < bytes.length; i += 4) {
      sum += all.getInt(i);
    }
    assertThat(sum).isEqualTo(0xb1b0afba);
  }

  @Test
  void manyGlyphsNeedLongOffsets() throws Exception {
    FontFile font = TestFonts.font("LXGWWenKai-Regular");
    int[] points = new int[1_200];
    for (int i = 0, point = 0x4e00; i < points.length; point += 7) {
      if (font.glyph(point) != 0) {
        points[i++] = point;
      }
    }
    FontFile subset = FontFile.read(ByteBuffer.wrap(FontSubset.write(font, points)));
    assertThat(shape(subset, points[1_199])).isEqualTo(shape(font, points[1_199]));
  }

  @Test
  void whatIsNotInTheFontOrNotInOrderIsRefused() {
    FontFile font = TestFonts.font("LXGWWenKai-Regular");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FontSubset.write(font, new int[] {0x1F600}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FontSubset.write(font, new int[] {'b', 'a'}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FontSubset.write(font, new int[] {'a', 'a'}));
  }

  @Test
  void whatIsNoTrueTypeFontIsRefused() throws Exception {
    for (byte[] bytes :
        List.of(new byte[0], new byte[12], "OTTO0000000000".getBytes("US-ASCII"), new byte[4096])) {
      FontRefusedException refused =
          catchThrowableOfType(
              FontRefusedException.class, () -> FontFile.read(ByteBuffer.wrap(bytes)));
      assertThat(refused.fault()).isEqualTo(FontRefusedException.Fault.NOT_TRUETYPE);
    }
  }

  @Test
  void aDamagedFontIsRefusedOrReadButNeverWorse() {
    byte[] good = FontSubset.write(TestFonts.font("DejaVuSans"), points("abc"));
    Random random = new Random(4);
    for (int round = 0; round < 4_000; round++) {
      byte[] bad = good.clone();
      // The header, the directory and the heads of the tables.
      bad[random.nextInt(Math.min(700, bad.length))] = (byte) random.nextInt();
      try {
        FontFile.read(
            ByteBuffer.wrap(round % 2 == 0 ? bad : Arrays.copyOf(bad, random.nextInt(bad.length))));
      } catch (FontRefusedException refused) {
        assertThat(refused.fault()).isNotNull();
      }
    }
  }
}
