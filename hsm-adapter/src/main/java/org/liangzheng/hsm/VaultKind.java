package org.liangzheng.hsm;

/** Where a vault keeps its keys. */
public enum VaultKind {
  /** In a file and in this process: for trying, testing and the sample world only. */
  SOFTWARE,
  /** In a PKCS#11 token. */
  PKCS11,
  /** In an SDF device (GM/T 0018). */
  SDF
}
