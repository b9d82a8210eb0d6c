package org.liangzheng.hsm;

/** How a vault wraps. */
public enum WrappingScheme {
  /** AES-256 in GCM, by the software vault and PKCS#11 modules that have it. */
  AES_256_GCM,
  /** AES key wrap (RFC 3394), by PKCS#11 modules. */
  AES_KEY_WRAP,
  /** SM2 envelope (GB/T 32918.4), opened by SDF_InternalDecrypt_ECC. */
  SM2_ENVELOPE
}
