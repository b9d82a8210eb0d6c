package org.liangzheng.verifier.crypto;

import org.bouncycastle.crypto.digests.SM3Digest;

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
    SM3Digest sm3 = new SM3Digest();
    for (byte[] part : parts) {
      sm3.update(part, 0, part.length);
    }
    byte[] out = new byte[SIZE];
    sm3.doFinal(out, 0);
    return new Sm3Digest(ByteString.wrap(out));
  }

  /** Digest of the bytes, which are not copied. */
  public static Sm3Digest of(ByteString bytes) {
    SM3Digest sm3 = new SM3Digest();
    sm3.update(bytes.memory(), bytes.offset(), bytes.size());
    byte[] out = new byte[SIZE];
    sm3.doFinal(out, 0);
    return new Sm3Digest(ByteString.wrap(out));
  }
}
