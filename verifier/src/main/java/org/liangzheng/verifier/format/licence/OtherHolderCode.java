package org.liangzheng.verifier.format.licence;

/**
 * A holder code of another kind (GB/T 36903 annex A: passports, permits …), whose form is not
 * checked. Personal data: never printed.
 *
 * @param type 3 digits, neither 001 nor 111
 * @param value 1 to 40 visible ASCII characters
 */
public record OtherHolderCode(String type, String value) implements HolderCode {
  public OtherHolderCode {
    if (!type.matches("[0-9]{3}")
        || type.equals(PersonId.TYPE)
        || type.equals(OrganizationId.TYPE)
        || !value.matches("[!-~]{1,40}")) {
      throw new IllegalArgumentException("not a holder code");
    }
  }

  @Override
  public String toString() {
    return "OtherHolderCode[" + type + ", …]";
  }
}
