package org.liangzheng.verifier.crypto;

/** SM3 digest (GB/T 32905-2016), 32 bytes. */
public record Sm3Digest(ByteString value) implements ContentDigest {
  /** Length in bytes. */
  public static final int SIZE = 32;

  public Sm3Digest {
    if (value.size() != SIZE) {
      throw new IllegalArgumentException("an SM3 digest has 32 bytes");
    }
  }

  /** Digest of the parts, one after the other. */
  public static Sm3Digest of(byte[]... parts) {
    Sm3 sm3 = new Sm3();
    for (byte[] part : parts) {
      sm3.update(part);
    }
    return new Sm3Digest(ByteString.wrap(sm3.finish()));
  }

  /** Digest of the bytes, which are not copied. */
  public static Sm3Digest of(ByteString bytes) {
    Sm3 sm3 = new Sm3();
    sm3.update(bytes.memory(), bytes.offset(), bytes.size());
    return new Sm3Digest(ByteString.wrap(sm3.finish()));
  }
}
