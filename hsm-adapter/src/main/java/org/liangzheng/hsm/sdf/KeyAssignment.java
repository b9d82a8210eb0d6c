package org.liangzheng.hsm.sdf;

import java.util.Optional;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sm2PublicKey;

/**
 * What a label stands for in an SDF device.
 *
 * @param index the key index in every device of the vault
 * @param publicKey what lay under the index when it was bound: the signing key, or for {@link
 *     KeyPurpose#WRAPPING} the encryption key; another one later is a swapped device
 * @param certificate the one stored beside the key, if any
 */
public record KeyAssignment(
    KeyReference key,
    int index,
    KeyPurpose purpose,
    Sm2PublicKey publicKey,
    Optional<Certificate> certificate) {
  public KeyAssignment {
    SdfIndices.requireIndex(index);
    if (!purpose.signs() && purpose != KeyPurpose.WRAPPING) {
      throw new IllegalArgumentException("keys of an SDF device sign or wrap");
    }
    if (certificate.isPresent()
        && (!purpose.signs() || !certificate.get().publicKey().equals(publicKey))) {
      throw new IllegalArgumentException("the certificate is not this key's");
    }
  }

  /**
   * From stored values.
   *
   * @param point 65 bytes 04‖x‖y
   * @param certificate DER
   * @throws MalformedException if one of them is none
   * @throws IllegalArgumentException if they do not belong together
   */
  public static KeyAssignment of(
      KeyReference key, int index, KeyPurpose purpose, byte[] point, Optional<byte[]> certificate)
      throws MalformedException {
    return new KeyAssignment(
        key,
        index,
        purpose,
        Sm2PublicKey.of(point),
        certificate.isEmpty() ? Optional.empty() : Optional.of(Certificate.of(certificate.get())));
  }

  /** The same with that certificate. */
  public KeyAssignment with(Certificate issued) {
    return new KeyAssignment(key, index, purpose, publicKey, Optional.of(issued));
  }
}
