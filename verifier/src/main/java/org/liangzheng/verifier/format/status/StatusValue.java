package org.liangzheng.verifier.format.status;

/** The two bits of an entry (Token Status List §7.1). */
public enum StatusValue {
  /** 0, VALID. */
  IN_FORCE(0),
  /** 1, INVALID: will not come back into force. */
  ENDED(1),
  /** 2, SUSPENDED: may come back into force. */
  SUSPENDED(2),
  /** 3, for applications; this one gives it no meaning. */
  RESERVED(3);

  private final int bits;

  StatusValue(int bits) {
    this.bits = bits;
  }

  int bits() {
    return bits;
  }

  static StatusValue of(int bits) {
    return switch (bits) {
      case 0 -> IN_FORCE;
      case 1 -> ENDED;
      case 2 -> SUSPENDED;
      default -> RESERVED;
    };
  }
}
