package org.liangzheng.api.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No pattern of a draft can hold a thread. Unbounded, each of the slow ones would look for longer
 * than any test run: a run that ends is the proof.
 */
class BoundedPatternTest {

  private static boolean matches(String pattern, String value) {
    return BoundedPattern.of(pattern).matches(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^(a+)+$",
        "^(a|a)*$",
        "^(a|aa)+$",
        "^(a*)*$",
        "^(a?){60}a{60}$",
        "^((a+)b?)+$",
        "(.*)*x",
        "^(?=(a+)+$)a",
        "^([a-z]+)*\\d$",
        "(a+a+)+b"
      })
  void aSlowPatternEnds(String pattern) {
    assertThat(matches(pattern, "a".repeat(80) + "!")).isFalse();
    assertThat(matches(pattern, "a".repeat(100_000) + "!")).isFalse();
  }

  /** Repeated groups are matched by recursion. */
  @Test
  void aDeepMatchEnds() {
    assertThat(matches("^(?:a|b)*$", "ab".repeat(300_000) + "!")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "^[0-9]{12}$, 123456789012, true",
    "^[0-9]{12}$, 1234567890123, false",
    "b, abc, true",
    "^b, abc, false",
    "'^a\\$$', 'a$', true",
    "'^[$]$', '$', true",
    "'^[a$b]+$', 'a$b', true",
    "'^(a|b$)', 'b', true",
    "^\\P{Cc}+$, 示例𠮷, true"
  })
  void whatMatchesStillDoes(String pattern, String value, boolean expected) {
    assertThat(matches(pattern, value)).isEqualTo(expected);
  }

  /** To Java a dollar also stands before a last line break. */
  @Test
  void theEndIsTheEnd() {
    assertThat(Pattern.compile("^a$").matcher("a\n").find()).isTrue();
    assertThat(matches("^a$", "a\n")).isFalse();
  }

  @Test
  void theLongestPictureIsLookedAtWhole() {
    String base64 = "^[A-Za-z0-9+/]+={0,2}$";
    assertThat(matches(base64, "A".repeat(700_000) + "==")).isTrue();
    assertThat(matches(base64, "A".repeat(700_000) + "=!")).isFalse();
  }

  @Test
  void whatIsNoPatternIsRefused() {
    assertThatThrownBy(() -> BoundedPattern.of("(")).isInstanceOf(PatternSyntaxException.class);
    String longest = "a".repeat(BoundedPattern.LONGEST);
    assertThat(matches(longest, longest)).isTrue();
    assertThatThrownBy(() -> BoundedPattern.of(longest + "a"))
        .isInstanceOf(PatternSyntaxException.class);
  }
}
