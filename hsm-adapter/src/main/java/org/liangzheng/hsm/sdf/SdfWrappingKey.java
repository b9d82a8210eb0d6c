package org.liangzheng.hsm.sdf;

import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyMaterial;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.WrappingKey;
import org.liangzheng.hsm.WrappingScheme;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.MalformedException;

/** The encryption key pair of an index; see {@link Sm2Envelope} for the form. */
final class SdfWrappingKey implements WrappingKey {
  private final SdfVault vault;
  private final KeyAssignment key;

  SdfWrappingKey(SdfVault vault, KeyAssignment key) {
    this.vault = vault;
    this.key = key;
  }

  @Override
  public KeyReference reference() {
    return key.key();
  }

  @Override
  public WrappingScheme scheme() {
    return WrappingScheme.SM2_ENVELOPE;
  }

  @Override
  public ByteString wrap(KeyMaterial material) {
    return Sm2Envelope.write(material.use(secret -> vault.seal(key, secret)));
  }

  @Override
  public KeyMaterial unwrap(ByteString wrapped) {
    byte[] envelope;
    try {
      envelope = Sm2Envelope.read(wrapped);
    } catch (MalformedException changed) {
      throw new CustodyException.UnwrapRefused(key.key());
    }
    return vault.repeating(session -> session.open(key, envelope));
  }

  @Override
  public String toString() {
    return "SdfWrappingKey[" + key.key() + "]";
  }
}
