package org.liangzheng.hsm.pkcs11;

/**
 * A vendor's numbers for SM2: PKCS#11 has none of its own. Unsigned 32-bit values as the vendor's
 * header gives them.
 *
 * @param keyType CKA_KEY_TYPE of SM2 keys
 * @param generation mechanism that makes key pairs
 * @param signature mechanism that signs a 32-byte e = SM3(Z ‖ M); never one that hashes
 * @param form how the module returns a signature
 */
public record Sm2Numbers(long keyType, long generation, long signature, Form form) {
  /** How a module returns a signature. */
  public enum Form {
    /** r‖s, 64 bytes. */
    RAW,
    /** SEQUENCE { INTEGER r, INTEGER s }. */
    DER
  }

  /** Sansec's numbers, as the xipki project lists them. */
  public static final Sm2Numbers SANSEC =
      new Sm2Numbers(0x8000_0004L, 0x8000_8001L, 0x8000_8104L, Form.RAW);

  /** Tass's numbers, as the xipki project lists them. */
  public static final Sm2Numbers TASS =
      new Sm2Numbers(0x8000_0004L, 0x8000_8001L, 0x8000_8000L, Form.DER);

  public Sm2Numbers {
    if ((keyType | generation | signature) >>> 32 != 0) {
      throw new IllegalArgumentException("vendor numbers are unsigned 32-bit values");
    }
  }
}
