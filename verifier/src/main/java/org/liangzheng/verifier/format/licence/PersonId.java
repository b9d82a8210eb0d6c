package org.liangzheng.verifier.format.licence;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import org.liangzheng.verifier.crypto.MalformedException;

/**
 * 公民身份号码 (GB 11643): 17 digits with a date of birth and a MOD 11-2 check character (0-9, X).
 * Personal data: never printed.
 */
public record PersonId(String value) implements HolderCode {
  /** Holder code type 111. */
  public static final String TYPE = "111";

  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECK = "10X98765432";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

  public PersonId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a valid citizen number");
    }
  }

  /**
   * Reads a number.
   *
   * @throws MalformedException if form, date of birth or check character is wrong
   */
  public static PersonId parse(String text) throws MalformedException {
    if (!isValid(text)) {
      throw new MalformedException("a citizen number has 18 characters, a date and a right check");
    }
    return new PersonId(text);
  }

  /** Whether form, date of birth and check character are right. */
  public static boolean isValid(String text) {
    return text.length() == 18
        && isDigits(text.substring(0, 17))
        && isDate(text.substring(6, 14))
        && checkCharacter(text.substring(0, 17)) == text.charAt(17);
  }

  /**
   * Check character of the first 17 digits.
   *
   * @throws IllegalArgumentException if they are not 17 digits
   */
  public static char checkCharacter(String first17) {
    if (first17.length() != 17 || !isDigits(first17)) {
      throw new IllegalArgumentException("a citizen number's check character is over 17 digits");
    }
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += (first17.charAt(i) - '0') * WEIGHTS[i];
    }
    return CHECK.charAt(sum % 11);
  }

  private static boolean isDigits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isDate(String yyyymmdd) {
    try {
      LocalDate.parse(yyyymmdd, DATE);
      return true;
    } catch (DateTimeException noSuchDay) {
      return false;
    }
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String toString() {
    return "PersonId[…]";
  }
}
