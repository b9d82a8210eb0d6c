package org.liangzheng.signer.stamp;

import java.math.BigDecimal;

/** Lengths as OFD has them: decimal millimetres, here to a ten-thousandth. */
final class Millimetres {
  private static final int DIGITS = 4;
  private static final double UNITS = 10_000;

  private Millimetres() {}

  static String text(double... values) {
    StringBuilder text = new StringBuilder();
    for (double value : values) {
      if (!text.isEmpty()) {
        text.append(' ');
      }
      long units = Math.round(value * UNITS);
      text.append(
          units == 0
              ? "0"
              : BigDecimal.valueOf(units, DIGITS).stripTrailingZeros().toPlainString());
    }
    return text.toString();
  }
}
