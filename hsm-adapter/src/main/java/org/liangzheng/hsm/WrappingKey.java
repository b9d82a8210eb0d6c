package org.liangzheng.hsm;

import org.liangzheng.verifier.crypto.ByteString;

/**
 * Wraps and unwraps 32 bytes by a key that stays in its vault. Promises that a changed wrapping
 * does not open, and nothing about context: there is no associated data, because the SM2 envelope
 * of an SDF device has no room for any. Who must bind a wrapped key to its place does so in what he
 * encrypts with it.
 */
public interface WrappingKey {
  KeyReference reference();

  WrappingScheme scheme();

  /**
   * Wraps.
   *
   * @return the wrapped bytes in this vault's own form, version first, at most 512 bytes
   * @throws CustodyException if the vault cannot
   */
  ByteString wrap(KeyMaterial material);

  /**
   * Unwraps; the caller closes the result.
   *
   * @throws CustodyException.UnwrapRefused if this key did not wrap these bytes
   * @throws CustodyException if the vault cannot
   */
  KeyMaterial unwrap(ByteString wrapped);
}
