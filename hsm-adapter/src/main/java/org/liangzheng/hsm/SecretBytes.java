package org.liangzheng.hsm;

import java.util.Arrays;
import java.util.function.Function;

/** Secret bytes in memory: lent as copies that are wiped, and wiped themselves on close. */
final class SecretBytes implements AutoCloseable {
  private final byte[] bytes;
  private final String name;
  private boolean open = true;

  /**
   * Takes the bytes over.
   *
   * @param name what they are, for whoever uses them too late
   */
  SecretBytes(byte[] bytes, String name) {
    this.bytes = bytes;
    this.name = name;
  }

  <R> R use(Function<byte[], R> action) {
    byte[] lent;
    synchronized (bytes) {
      if (!open) {
        throw new IllegalStateException(name + " was wiped");
      }
      lent = bytes.clone();
    }
    try {
      return action.apply(lent);
    } finally {
      Arrays.fill(lent, (byte) 0);
    }
  }

  @Override
  public void close() {
    synchronized (bytes) {
      open = false;
      Arrays.fill(bytes, (byte) 0);
    }
  }

  @Override
  public String toString() {
    return "SecretBytes[redacted]";
  }
}
