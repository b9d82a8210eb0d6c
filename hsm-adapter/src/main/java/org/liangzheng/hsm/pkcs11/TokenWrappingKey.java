package org.liangzheng.hsm.pkcs11;

import java.security.SecureRandom;
import java.util.Arrays;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyMaterial;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.WrappingKey;
import org.liangzheng.hsm.WrappingScheme;
import org.liangzheng.verifier.crypto.ByteString;

/** A wrapping key whose work is done by {@link Envelope}. */
final class TokenWrappingKey implements WrappingKey {
  private final TokenVault vault;
  private final TokenKey.Wrapping key;
  private final SecureRandom random;

  TokenWrappingKey(TokenVault vault, TokenKey.Wrapping key, SecureRandom random) {
    this.vault = vault;
    this.key = key;
    this.random = random;
  }

  @Override
  public KeyReference reference() {
    return key.reference();
  }

  @Override
  public WrappingScheme scheme() {
    return key.scheme();
  }

  @Override
  public ByteString wrap(KeyMaterial material) {
    return material.use(clear ->
        ByteString.of(
            vault.using(key, true, held -> Envelope.wrap(held, key.scheme(), clear, random))));
  }

  @Override
  public KeyMaterial unwrap(ByteString wrapped) {
    byte[] bytes = wrapped.toByteArray();
    if (!Envelope.fits(key.scheme(), bytes)) {
      throw new CustodyException.UnwrapRefused(key.reference());
    }
    byte[] clear =
        vault.using(
            key, true, held -> Envelope.unwrap(held, key.reference(), key.scheme(), bytes, random));
    try {
      return KeyMaterial.copyOf(clear);
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  @Override
  public String toString() {
    return "WrappingKey[" + key.reference() + "]";
  }
}
