package org.liangzheng.verifier.format.pack;

import java.time.Instant;
import org.liangzheng.verifier.crypto.Sha256Digest;

/**
 * What a verifier remembers of the newest pack it accepted under one anchor, to notice older ones.
 *
 * @param trustVersion of the trust list in it
 * @param digest SHA-256 of the pack's bytes
 */
public record PackMark(long version, Instant issuedAt, long trustVersion, Sha256Digest digest) {
  public static PackMark of(EvidencePack pack, byte[] bytes) {
    return new PackMark(
        pack.version(), pack.issuedAt(), pack.trust().list().version(), Sha256Digest.of(bytes));
  }
}
