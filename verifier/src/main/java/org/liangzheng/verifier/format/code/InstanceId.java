package org.liangzheng.verifier.format.code;

import org.liangzheng.verifier.crypto.ByteString;

/**
 * Which service made a code: 8 bytes, random once for each service. Those of sample worlds begin
 * with four zero bytes, so that play is told from a city's service; it proves nothing.
 */
public record InstanceId(ByteString value) {
  /** Length in bytes. */
  public static final int SIZE = 8;

  private static final ByteString SAMPLE = ByteString.wrap(new byte[4]);

  public InstanceId {
    if (value.size() != SIZE) {
      throw new IllegalArgumentException("an instance id has 8 bytes");
    }
  }

  /**
   * Reads 16 hexadecimal digits.
   *
   * @throws IllegalArgumentException if the text is something else
   */
  public static InstanceId ofHex(String hex) {
    return new InstanceId(ByteString.ofHex(hex));
  }

  /** Whether it is a sample world's. */
  public boolean isSample() {
    return value.startsWith(SAMPLE);
  }

  /** 16 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return value.toHex();
  }
}
