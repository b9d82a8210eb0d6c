package org.liangzheng.hsm;

import java.util.Arrays;
import java.util.function.Function;

/**
 * 32 secret bytes in the clear: a data key on its way into or out of a {@link WrappingKey}. Wiped
 * on close, never printed. The owner is whoever received it.
 */
public final class KeyMaterial implements AutoCloseable {
  /** Length in bytes. */
  public static final int SIZE = 32;

  private final byte[] bytes;
  private boolean open = true;

  private KeyMaterial(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Copies the bytes; the caller wipes its own.
   *
   * @throws IllegalArgumentException if there are not 32
   */
  public static KeyMaterial copyOf(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException("key material has 32 bytes");
    }
    return new KeyMaterial(bytes.clone());
  }

  /**
   * Lends a copy of the bytes, which is wiped afterwards.
   *
   * @throws IllegalStateException if closed
   */
  public <R> R use(Function<byte[], R> action) {
    byte[] lent;
    synchronized (bytes) {
      if (!open) {
        throw new IllegalStateException("the key material was wiped");
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
    return "KeyMaterial[redacted]";
  }
}
