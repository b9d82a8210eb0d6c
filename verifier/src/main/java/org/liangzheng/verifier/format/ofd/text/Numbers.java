package org.liangzheng.verifier.format.ofd.text;

import java.util.Optional;

/** ST_Array of GB/T 33190: decimal numbers between blanks. */
final class Numbers {
  private Numbers() {}

  /** The numbers; empty if one of them is none or is not finite. */
  static Optional<double[]> read(String text) {
    String[] words = text.strip().split("\\s+");
    double[] numbers = new double[words.length];
    try {
      for (int i = 0; i < words.length; i++) {
        numbers[i] = Double.parseDouble(words[i]);
        if (!Double.isFinite(numbers[i])) {
          return Optional.empty();
        }
      }
      return Optional.of(numbers);
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }
}
