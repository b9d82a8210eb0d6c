package org.liangzheng.hsm.sdf;

import org.liangzheng.hsm.KeyPurpose;

/**
 * A key whose index the operator chose, bound to its label when the vault is opened first.
 *
 * @param index 1 to 65,535
 * @param purpose one that signs, or {@link KeyPurpose#WRAPPING}
 */
public record FixedKey(int index, String label, KeyPurpose purpose) {
  public FixedKey {
    SdfIndices.requireIndex(index);
    if (!purpose.signs() && purpose != KeyPurpose.WRAPPING) {
      throw new IllegalArgumentException("keys of an SDF device sign or wrap");
    }
  }
}
