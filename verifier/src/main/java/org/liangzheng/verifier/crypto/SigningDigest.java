package org.liangzheng.verifier.crypto;

/**
 * The 32 bytes that a key signs, made from message and key and from nothing else: a digest that was
 * hashed twice, or an SM2 digest without Z, cannot be built.
 */
public sealed interface SigningDigest permits Sm2Digest, P256Digest {
  /** The 32 bytes handed to the key. */
  ByteString value();

  /** The suite of the key that may sign it. */
  SignatureSuite suite();
}
