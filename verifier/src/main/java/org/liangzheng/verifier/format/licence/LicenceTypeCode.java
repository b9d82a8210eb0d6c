package org.liangzheng.verifier.format.licence;

import org.liangzheng.verifier.crypto.MalformedException;

/**
 * Code of a licence type (GB/T 36902): 18 characters of the body that defines it, then 3 digits.
 */
public record LicenceTypeCode(String value) {
  public LicenceTypeCode {
    if (!isWellFormed(value)) {
      throw new IllegalArgumentException("not a licence type code");
    }
  }

  /**
   * Reads a type code.
   *
   * @throws MalformedException if it has not 18 characters of a valid USCC and 3 digits
   */
  public static LicenceTypeCode parse(String text) throws MalformedException {
    if (!isWellFormed(text)) {
      throw new MalformedException("a licence type code is a valid USCC and 3 digits");
    }
    return new LicenceTypeCode(text);
  }

  /** The body that defines the type. */
  public OrganizationId definedBy() {
    return new OrganizationId(value.substring(0, 18));
  }

  private static boolean isWellFormed(String text) {
    return text.length() == 21
        && OrganizationId.isValid(text.substring(0, 18))
        && text.substring(18).chars().allMatch(c -> c >= '0' && c <= '9');
  }

  @Override
  public String toString() {
    return value;
  }
}
