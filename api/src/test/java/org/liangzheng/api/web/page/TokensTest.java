package org.liangzheng.api.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contrast of the colours, by the formula of WCAG 2.2 (relative luminance), light and dark. */
class TokensTest {
  private static final Pattern COLOUR = Pattern.compile("--([a-z0-9-]+):\\s*#([0-9a-f]{6});");
  private static final String CSS = read();

  private static String read() {
    try {
      return Files.readString(
          Path.of(System.getProperty("house.root"), "api", "web", "src", "style", "tokens.css"));
    } catch (IOException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static Map<String, Integer> colours(String css) {
    Map<String, Integer> colours = new LinkedHashMap<>();
    Matcher found = COLOUR.matcher(css);
    while (found.find()) {
      colours.put(found.group(1), Integer.parseInt(found.group(2), 16));
    }
    return colours;
  }

  private static Map<String, Integer> theme(boolean dark) {
    int at = CSS.indexOf("@media (prefers-color-scheme: dark)");
    assertThat(at).isPositive();
    Map<String, Integer> theme = colours(CSS.substring(0, at));
    if (dark) {
      theme.putAll(colours(CSS.substring(at)));
    }
    return theme;
  }

  private static double luminance(int colour) {
    return 0.2126 * channel(colour >> 16 & 0xFF)
        + 0.7152 * channel(colour >> 8 & 0xFF)
        + 0.0722 * channel(colour & 0xFF);
  }

  private static double channel(int value) {
    double part = value / 255.0;
    return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }

  private static double contrast(int one, int other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  /** 7 for everything to be read, as larger type asks for; 3 for what only bounds. */
  @ParameterizedTest
  @CsvSource({
    "text, page, 7",
    "text, card, 7",
    "text, notice, 7",
    "text, brand-soft, 7",
    "text-2, page, 7",
    "text-2, card, 7",
    "text-2, notice, 4.5",
    "text-2, brand-soft, 4.5",
    "brand, page, 7",
    "brand, card, 7",
    "brand, brand-soft, 4.5",
    "on-brand, brand, 7",
    "edge, page, 3",
    "edge, card, 3",
    "focus, page, 3",
    "focus, card, 3",
    "on-verdict, valid, 4.5",
    "on-verdict, not-in-force, 4.5",
    "on-verdict, invalid, 4.5",
    "on-verdict, unknown, 4.5",
    "on-verdict, not-checked, 4.5",
    "valid-text, card, 4.5",
    "not-in-force-text, card, 4.5",
    "invalid-text, card, 4.5",
    "unknown-text, card, 4.5",
    "not-checked-text, card, 4.5"
  })
  void contrasts(String one, String other, double least) {
    for (boolean dark : new boolean[] {false, true}) {
      Map<String, Integer> theme = theme(dark);
      assertThat(theme).containsKeys(one, other);
      assertThat(contrast(theme.get(one), theme.get(other)))
          .as("%s on %s, %s", one, other, dark ? "dark" : "light")
          .isGreaterThanOrEqualTo(least);
    }
  }

  /** The border of a verdict's block against the block, where the page is dark. */
  @ParameterizedTest
  @CsvSource({"valid", "not-in-force", "invalid", "unknown", "not-checked"})
  void bordersOfBlocksInTheDark(String verdict) {
    Map<String, Integer> theme = theme(true);
    assertThat(contrast(theme.get(verdict + "-text"), theme.get(verdict))).isGreaterThan(3);
  }
}
