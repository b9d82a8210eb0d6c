package org.liangzheng.verifier.format.code;

import java.util.random.RandomGenerator;
import org.liangzheng.verifier.crypto.ByteString;

/** 128 random bits that only the service can resolve. Whoever has them has the code: a secret. */
public record CodeHandle(ByteString value) {
  /** Length in bytes. */
  public static final int SIZE = 16;

  public CodeHandle {
    if (value.size() != SIZE) {
      throw new IllegalArgumentException("a handle has 16 bytes");
    }
  }

  /**
   * @param random has to be cryptographically strong
   */
  public static CodeHandle random(RandomGenerator random) {
    byte[] bytes = new byte[SIZE];
    random.nextBytes(bytes);
    return new CodeHandle(ByteString.wrap(bytes));
  }

  /** Never the bits: it may end in a log. */
  @Override
  public String toString() {
    return "CodeHandle[…]";
  }
}
