package org.liangzheng.verifier.crypto;

import java.math.BigInteger;

/** An ECDSA signature over P-256 (FIPS 186-5); r and s in 1 … n−1. */
public record P256Signature(BigInteger r, BigInteger s) implements SignatureValue {
  public P256Signature {
    if (!Scalars.inRange(r, Curves.P256.getN()) || !Scalars.inRange(s, Curves.P256.getN())) {
      throw new IllegalArgumentException("r or s is out of range");
    }
  }

  @Override
  public SignatureSuite suite() {
    return SignatureSuite.P256_SHA256;
  }
}
