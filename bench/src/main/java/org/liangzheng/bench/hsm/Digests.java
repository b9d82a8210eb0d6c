package org.liangzheng.bench.hsm;

import java.util.List;
import java.util.stream.IntStream;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.crypto.VerificationKey;

/** What is signed: digests made beforehand, because hashing is measured by itself. */
final class Digests {
  static final int COUNT = 64;

  private Digests() {}

  static List<SigningDigest> of(VerificationKey key) {
    return IntStream.range(0, COUNT)
        .<SigningDigest>mapToObj(i -> key.digest(new byte[] {(byte) i}))
        .toList();
  }

  static List<byte[]> bytes(VerificationKey key) {
    return of(key).stream().map(digest -> digest.value().toByteArray()).toList();
  }
}
