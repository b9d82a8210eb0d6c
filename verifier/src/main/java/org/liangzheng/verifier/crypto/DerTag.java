package org.liangzheng.verifier.crypto;

/** Identifier octets of X.690 that the formats use; all have tag numbers below 31. */
public final class DerTag {
  public static final int BOOLEAN = 0x01;
  public static final int INTEGER = 0x02;
  public static final int BIT_STRING = 0x03;
  public static final int OCTET_STRING = 0x04;
  public static final int NULL = 0x05;
  public static final int OID = 0x06;
  public static final int UTF8_STRING = 0x0c;
  public static final int PRINTABLE_STRING = 0x13;
  public static final int IA5_STRING = 0x16;
  public static final int UTC_TIME = 0x17;
  public static final int GENERALIZED_TIME = 0x18;
  public static final int SEQUENCE = 0x30;
  public static final int SET = 0x31;

  private DerTag() {}

  /** Constructed, context-specific tag {@code [number]}, 0 to 30. */
  public static int context(int number) {
    return 0xa0 | number;
  }
}
