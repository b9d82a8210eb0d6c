package org.liangzheng.hsm;

import org.liangzheng.verifier.crypto.P256PublicKey;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.crypto.Sm2PublicKey;
import org.liangzheng.verifier.crypto.VerificationKey;

/**
 * A private key in a vault, seen from outside: it signs 32-byte typed digests and nothing else, and
 * never shows itself. Every signature is authorised, counted, recorded as a numbered attempt before
 * it is made, and checked before it leaves ({@link SigningGuard}); no adapter can leave that out.
 * Safe for use by many threads.
 */
public sealed interface SigningKey permits Sm2SigningKey, P256SigningKey {
  KeyReference reference();

  KeyPurpose purpose();

  VerificationKey publicKey();

  /**
   * Signs a digest. Blocks for a bounded time.
   *
   * @param authorisation leave for exactly this key, digest and act
   * @param journal told of each attempt before it is made, on the calling thread
   * @throws CustodyException.SuiteRefused if the digest is of another suite than the key
   * @throws CustodyException for every other failure, each its own type
   */
  SignatureValue sign(
      SigningDigest digest, SigningAuthorisation authorisation, AttemptJournal journal);

  /**
   * For adapters: a key of the public key's suite.
   *
   * @param operation the bare signature, called only by the guard
   */
  static SigningKey of(
      KeyReference reference,
      KeyPurpose purpose,
      VerificationKey publicKey,
      SigningGuard guard,
      SigningOperation operation) {
    return switch (publicKey) {
      case Sm2PublicKey sm2 -> new Sm2SigningKey(reference, purpose, sm2, guard, operation);
      case P256PublicKey p256 -> new P256SigningKey(reference, purpose, p256, guard, operation);
    };
  }
}
