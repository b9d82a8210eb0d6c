package org.liangzheng.verifier.format.licence;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.liangzheng.verifier.crypto.MalformedException;

/**
 * 证照标识 (GB/T 36904): {@code 1.2.156.3005.2.TYPE.AUTHORITY.SERIAL.VERSION.CHECK}. The check
 * character is ISO/IEC 7064 MOD 37,36 over TYPE‖AUTHORITY‖SERIAL‖VERSION, without root and dots.
 *
 * <p>Personal data: the serial may be a citizen number, so this never stands in a URL, log or
 * event, and {@link #toString} hides it.
 *
 * @param type 21-character type code
 * @param authority USCC of the issuer, 18 characters, or a 6-digit region code
 * @param serial licence number or running number, 1 to 32 of 0-9A-Z
 * @param version 1 to 999; goes up by one at each change or renewal
 */
public record LicenceId(LicenceTypeCode type, String authority, String serial, int version) {
  /** Root of all licence identifiers. */
  public static final String ROOT = "1.2.156.3005.2";

  private static final Pattern FORM =
      Pattern.compile(
          "1\\.2\\.156\\.3005\\.2\\.([0-9A-Z]{21})\\.([0-9A-Z]{18}|[0-9]{6})\\.([0-9A-Z]{1,32})"
              + "\\.([0-9]{3})\\.([0-9A-Z])");
  private static final Pattern AUTHORITY = Pattern.compile("[0-9A-Z]{18}|[0-9]{6}");
  private static final Pattern SERIAL = Pattern.compile("[0-9A-Z]{1,32}");

  public LicenceId {
    if (!AUTHORITY.matcher(authority).matches()
        || !SERIAL.matcher(serial).matches()
        || version < 1
        || version > 999) {
      throw new IllegalArgumentException("not the parts of a licence identifier");
    }
  }

  /** What reading an identifier found: its parts, and whether the check character is right. */
  public record Parsed(LicenceId id, boolean checkCharacterRight) {}

  /**
   * Reads an identifier whose check character may be wrong: imports report that and drop nothing.
   *
   * @throws MalformedException if the form is wrong or the type's USCC is not valid
   */
  public static Parsed read(String text) throws MalformedException {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new MalformedException("not in the form of a licence identifier");
    }
    int version = Integer.parseInt(parts.group(4));
    if (version == 0) {
      throw new MalformedException("versions start at 001");
    }
    LicenceId id =
        new LicenceId(
            LicenceTypeCode.parse(parts.group(1)), parts.group(2), parts.group(3), version);
    return new Parsed(id, id.checkCharacter() == parts.group(5).charAt(0));
  }

  /**
   * Reads an identifier and insists on its check character.
   *
   * @throws MalformedException if form or check character is wrong
   */
  public static LicenceId parse(String text) throws MalformedException {
    Parsed parsed = read(text);
    if (!parsed.checkCharacterRight()) {
      throw new MalformedException("the licence identifier's check character is wrong");
    }
    return parsed.id();
  }

  /** MOD 37,36 check character. */
  public char checkCharacter() {
    return Mod37.of(type.value() + authority + serial + versionText());
  }

  /** The whole identifier with its check character. */
  public String text() {
    return String.join(
        ".",
        ROOT,
        type.value(),
        authority,
        serial,
        versionText(),
        String.valueOf(checkCharacter()));
  }

  private String versionText() {
    String digits = Integer.toString(version);
    return "0".repeat(3 - digits.length()) + digits;
  }

  @Override
  public String toString() {
    return "LicenceId[" + type + ", …]";
  }
}
