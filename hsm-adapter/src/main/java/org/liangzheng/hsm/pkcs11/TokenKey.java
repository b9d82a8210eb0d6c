package org.liangzheng.hsm.pkcs11;

import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.WrappingScheme;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.VerificationKey;

/** A key as found on a token, without its handle: that belongs to one session. */
sealed interface TokenKey {
  KeyReference reference();

  KeyPurpose purpose();

  /** CKA_ID, which its public key and certificate share; may be empty for a foreign key. */
  ByteString id();

  /** Whether this is the same key, found again or on another token. */
  boolean sameAs(TokenKey other);

  /** A private key with what was found of its public one. */
  record Signing(
      KeyReference reference, KeyPurpose purpose, ByteString id, VerificationKey publicKey)
      implements TokenKey {
    @Override
    public boolean sameAs(TokenKey other) {
      return other instanceof Signing that && publicKey.equals(that.publicKey);
    }
  }

  /** An AES key. */
  record Wrapping(KeyReference reference, KeyPurpose purpose, ByteString id, WrappingScheme scheme)
      implements TokenKey {
    @Override
    public boolean sameAs(TokenKey other) {
      return other instanceof Wrapping that && id.equals(that.id) && scheme == that.scheme;
    }
  }
}
