package org.liangzheng.verifier.crypto;

/** How a signature value was written. */
public enum SignatureForm {
  /** SEQUENCE { INTEGER r, INTEGER s } (GM/T 0009, RFC 3279). */
  DER,
  /**
   * 64 bytes r‖s, each big-endian; PKCS#11, JWS, COSE, and one seal vendor against the standard.
   */
  RAW
}
