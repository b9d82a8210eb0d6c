package org.liangzheng.verifier.crypto;

import java.math.BigInteger;
import java.util.Arrays;

/** 256-bit unsigned numbers as 32 big-endian bytes. */
final class Scalars {
  private Scalars() {}

  static BigInteger read(byte[] bytes, int offset) {
    return new BigInteger(1, Arrays.copyOfRange(bytes, offset, offset + 32));
  }

  static void write(BigInteger value, byte[] out, int offset) {
    byte[] magnitude = value.toByteArray();
    int from = magnitude.length > 32 ? magnitude.length - 32 : 0;
    int length = magnitude.length - from;
    System.arraycopy(magnitude, from, out, offset + 32 - length, length);
  }

  static boolean inRange(BigInteger value, BigInteger n) {
    return value.signum() > 0 && value.compareTo(n) < 0;
  }

  static void requireInRange(BigInteger value, BigInteger n) throws MalformedException {
    if (!inRange(value, n)) {
      throw new MalformedException("r or s is not in 1 … n−1");
    }
  }
}
