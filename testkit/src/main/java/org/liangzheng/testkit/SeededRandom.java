package org.liangzheng.testkit;

import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import org.liangzheng.verifier.crypto.Sha256Digest;

/**
 * Randomness that a name gives away: SHA-256 over the name and a counter. For files that have to
 * come out the same each time, and for nothing else.
 */
public final class SeededRandom extends SecureRandom {
  @Serial private static final long serialVersionUID = 1L;

  public SeededRandom(String name) {
    super(new Counter(name.getBytes(StandardCharsets.UTF_8)), new NoProvider());
  }

  private static final class NoProvider extends Provider {
    @Serial private static final long serialVersionUID = 1L;

    private NoProvider() {
      super("SEEDED", "1", "tests only");
    }
  }

  private static final class Counter extends SecureRandomSpi {
    @Serial private static final long serialVersionUID = 1L;

    private final byte[] name;
    private long count;
    private byte[] block = new byte[0];
    private int used;

    private Counter(byte[] name) {
      this.name = name.clone();
    }

    @Override
    protected void engineSetSeed(byte[] seed) {
      throw new UnsupportedOperationException("its name is its seed");
    }

    @Override
    protected void engineNextBytes(byte[] bytes) {
      for (int i = 0; i < bytes.length; i++) {
        if (used == block.length) {
          block =
              Sha256Digest.of(name, ByteBuffer.allocate(Long.BYTES).putLong(count++).array())
                  .value()
                  .toByteArray();
          used = 0;
        }
        bytes[i] = block[used++];
      }
    }

    @Override
    protected byte[] engineGenerateSeed(int length) {
      byte[] bytes = new byte[length];
      engineNextBytes(bytes);
      return bytes;
    }
  }
}
