package org.liangzheng.verifier.format.status;

/** What was done to a licence or seal that is not in force. */
public enum LegalAct {
  /** 暂扣. */
  SUSPENDED(0, StatusValue.SUSPENDED),
  /** 撤销. */
  ANNULLED(1, StatusValue.ENDED),
  /** 吊销. */
  REVOKED(2, StatusValue.ENDED),
  /** 注销. */
  CANCELLED(3, StatusValue.ENDED);

  private final int code;
  private final StatusValue value;

  LegalAct(int code, StatusValue value) {
    this.code = code;
    this.value = value;
  }

  /** Its two bits in tables. */
  int code() {
    return code;
  }

  static LegalAct of(int code) {
    return switch (code) {
      case 0 -> SUSPENDED;
      case 1 -> ANNULLED;
      case 2 -> REVOKED;
      default -> CANCELLED;
    };
  }

  /** What a status list says of it. */
  public StatusValue value() {
    return value;
  }
}
