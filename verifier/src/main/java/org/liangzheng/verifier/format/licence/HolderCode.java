package org.liangzheng.verifier.format.licence;

import org.liangzheng.verifier.crypto.MalformedException;

/** Code of a licence's holder (GB/T 36903 annex A): its 3-digit type and its value. */
public sealed interface HolderCode permits PersonId, OrganizationId, OtherHolderCode {
  /** 111 citizen number, 001 USCC, others as listed in annex A. */
  String type();

  String value();

  /**
   * Reads a holder code of any type.
   *
   * @throws MalformedException if the value does not fit its type
   */
  static HolderCode parse(String type, String value) throws MalformedException {
    return switch (type) {
      case PersonId.TYPE -> PersonId.parse(value);
      case OrganizationId.TYPE -> OrganizationId.parse(value);
      default -> {
        try {
          yield new OtherHolderCode(type, value);
        } catch (IllegalArgumentException bad) {
          throw new MalformedException("the holder code does not fit its type", bad);
        }
      }
    };
  }
}
