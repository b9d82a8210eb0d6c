package org.liangzheng.verifier.crypto;

import org.bouncycastle.crypto.Digest;

/**
 * Lets BouncyCastle's SM2 signer take the finished 32 bytes of an {@link Sm2Digest}. That signer
 * insists on hashing Z and the message itself; this digest keeps only the last 32 bytes it was
 * given, so what comes in last is what is signed. Not a hash function: use with {@link Sm2Digest}
 * only.
 */
public final class PrehashedSm2 implements Digest {
  private final byte[] last = new byte[Sm3Digest.SIZE];

  @Override
  public String getAlgorithmName() {
    return "SM3-prehashed";
  }

  @Override
  public int getDigestSize() {
    return last.length;
  }

  @Override
  public void update(byte in) {
    System.arraycopy(last, 1, last, 0, last.length - 1);
    last[last.length - 1] = in;
  }

  @Override
  public void update(byte[] in, int offset, int length) {
    if (length >= last.length) {
      System.arraycopy(in, offset + length - last.length, last, 0, last.length);
    } else {
      System.arraycopy(last, length, last, 0, last.length - length);
      System.arraycopy(in, offset, last, last.length - length, length);
    }
  }

  @Override
  public int doFinal(byte[] out, int offset) {
    System.arraycopy(last, 0, out, offset, last.length);
    return last.length;
  }

  @Override
  public void reset() {
    // The last bytes are overwritten by the next 32.
  }
}
