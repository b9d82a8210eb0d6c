package org.liangzheng.testkit.custody.natives;

/**
 * Under which numbers the faulty module offers SM2, and how a signature looks. PKCS#11 v2.40 has no
 * SM2; each maker chose its own numbers.
 *
 * @param keyType CKA_KEY_TYPE of SM2 keys
 * @param generate mechanism of key pair generation
 * @param sign mechanism that signs a finished e of 32 bytes; 0 means that the module has no SM2
 * @param der whether a signature is {@code SEQUENCE { r, s }} instead of r‖s (64 bytes)
 * @param privatePoint whether private keys show CKA_EC_POINT too
 */
public record Sm2Numbers(
    long keyType, long generate, long sign, boolean der, boolean privatePoint) {
  /** The numbers of Sansec devices. */
  public static final Sm2Numbers SANSEC =
      new Sm2Numbers(0x80000004L, 0x80008001L, 0x80008104L, false, true);

  /** The numbers of Tass devices, whose signatures are DER. */
  public static final Sm2Numbers TASS =
      new Sm2Numbers(0x80000004L, 0x80008001L, 0x80008000L, true, true);

  /** No SM2, as with most modules. */
  public static final Sm2Numbers NONE = new Sm2Numbers(0, 0, 0, false, false);
}
