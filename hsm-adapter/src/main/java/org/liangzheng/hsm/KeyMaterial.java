package org.liangzheng.hsm;

import java.util.function.Function;

/**
 * 32 secret bytes in the clear: a data key on its way into or out of a {@link WrappingKey}. Wiped
 * on close, never printed. The owner is whoever received it.
 */
public final class KeyMaterial implements AutoCloseable {
  /** Length in bytes. */
  public static final int SIZE = 32;

  private final SecretBytes bytes;

  private KeyMaterial(byte[] bytes) {
    this.bytes = new SecretBytes(bytes, "the key material");
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
    return bytes.use(action);
  }

  @Override
  public void close() {
    bytes.close();
  }

  @Override
  public String toString() {
    return "KeyMaterial[redacted]";
  }
}
