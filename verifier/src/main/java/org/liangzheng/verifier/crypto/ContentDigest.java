package org.liangzheng.verifier.crypto;

/** Digest of some content, 32 bytes. Not what a key signs: that is a {@link SigningDigest}. */
public sealed interface ContentDigest permits Sm3Digest, Sha256Digest {
  /** The 32 bytes. */
  ByteString value();
}
