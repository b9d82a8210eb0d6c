package org.liangzheng.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Held against the patterns of Spring Security 7.1, written down here. */
class HeaderTextTest {
  private static final Pattern NAME = Pattern.compile("[\\p{IsAssigned}&&[^\\p{IsControl}]]*");
  private static final Pattern VALUE =
      Pattern.compile("[\\p{IsAssigned}&&[[^\\p{IsControl}]||\\t]]*");

  @Test
  void everyCharacterIsJudgedAsByThePatterns() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      agree(Character.toString(c));
    }
  }

  @Test
  void soAreTextsOfAnything() {
    Random random = new Random(20_261_122);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder("Bearer ");
      for (int k = random.nextInt(12); k > 0; k--) {
        text.append((char) random.nextInt(random.nextBoolean() ? 0x100 : 0x1_0000));
      }
      agree(text.toString());
    }
    agree("");
    agree("\ud83d\ude00\ude00");
    agree("\ud83d");
  }

  private static void agree(String text) {
    assertThat(HeaderText.isName(text)).isEqualTo(NAME.matcher(text).matches());
    assertThat(HeaderText.isValue(text)).isEqualTo(VALUE.matcher(text).matches());
  }
}
