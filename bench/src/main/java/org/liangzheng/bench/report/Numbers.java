package org.liangzheng.bench.report;

import java.util.Locale;

/** Numbers as they are printed. */
final class Numbers {
  private Numbers() {}

  static String two(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%,.2f", value);
  }

  static String whole(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%,.0f", value);
  }

  static String range(double low, double high) {
    return two(low) + "–" + two(high);
  }
}
