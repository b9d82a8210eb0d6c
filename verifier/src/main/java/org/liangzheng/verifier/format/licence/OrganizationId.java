package org.liangzheng.verifier.format.licence;

import org.liangzheng.verifier.crypto.MalformedException;

/**
 * 统一社会信用代码 (GB 32100): 18 characters of {@code 0-9A-HJ-NPQRTUWXY}, the last a MOD 31 check
 * character. Also the key of an authority.
 */
public record OrganizationId(String value) implements HolderCode {
  /** Holder code type 001. */
  public static final String TYPE = "001";

  private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final int[] WEIGHTS = {
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28
  };

  public OrganizationId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a valid USCC");
    }
  }

  /**
   * Reads a code.
   *
   * @throws MalformedException if form or check character is wrong
   */
  public static OrganizationId parse(String text) throws MalformedException {
    if (!isValid(text)) {
      throw new MalformedException("a USCC has 18 characters and a right check character");
    }
    return new OrganizationId(text);
  }

  /** Whether form and check character are right. */
  public static boolean isValid(String text) {
    return text.length() == 18
        && text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0)
        && checkCharacter(text.substring(0, 17)) == text.charAt(17);
  }

  /**
   * Check character of the first 17.
   *
   * @throws IllegalArgumentException if a character is not of the alphabet or there are not 17
   */
  public static char checkCharacter(String first17) {
    if (first17.length() != 17) {
      throw new IllegalArgumentException("a USCC's check character is over 17 characters");
    }
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      int value = ALPHABET.indexOf(first17.charAt(i));
      if (value < 0) {
        throw new IllegalArgumentException("a character is not of the USCC alphabet");
      }
      sum += value * WEIGHTS[i];
    }
    return ALPHABET.charAt((31 - sum % 31) % 31);
  }

  @Override
  public String type() {
    return TYPE;
  }

  /** An organisation's code is public, but a sole trader's points to a person: not printed. */
  @Override
  public String toString() {
    return "OrganizationId[…]";
  }
}
