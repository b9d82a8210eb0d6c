package org.liangzheng.verifier.format.licence;

/** ISO/IEC 7064 MOD 37,36 over 0-9A-Z, the check character of GB/T 36904. */
final class Mod37 {
  private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private Mod37() {}

  /** Check character of a text of 0-9A-Z. */
  static char of(String text) {
    int p = 36;
    for (int i = 0; i < text.length(); i++) {
      int value = ALPHABET.indexOf(text.charAt(i));
      if (value < 0) {
        throw new IllegalArgumentException("only 0-9 and A-Z have a check character");
      }
      int sum = (p + value) % 36;
      p = 2 * (sum == 0 ? 36 : sum) % 37;
    }
    return ALPHABET.charAt((37 - p) % 36);
  }
}
