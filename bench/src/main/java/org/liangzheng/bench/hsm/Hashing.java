package org.liangzheng.bench.hsm;

import org.liangzheng.verifier.crypto.ContentDigest;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.Sm3Digest;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The digests of content, over a small record and over a file. */
public class Hashing {
  static final int SMALL = 1_024;
  static final int LARGE = 1_048_576;

  /** What is hashed. */
  @State(Scope.Benchmark)
  public static class Content {
    private final byte[] small = filled(SMALL);
    private final byte[] large = filled(LARGE);

    private static byte[] filled(int size) {
      byte[] bytes = new byte[size];
      for (int i = 0; i < size; i++) {
        bytes[i] = (byte) (i * 31);
      }
      return bytes;
    }
  }

  @Benchmark
  public ContentDigest sm3Small(Content content) {
    return Sm3Digest.of(content.small);
  }

  @Benchmark
  public ContentDigest sm3Large(Content content) {
    return Sm3Digest.of(content.large);
  }

  @Benchmark
  public ContentDigest sha256Small(Content content) {
    return Sha256Digest.of(content.small);
  }

  @Benchmark
  public ContentDigest sha256Large(Content content) {
    return Sha256Digest.of(content.large);
  }
}
