package org.liangzheng.verifier.crypto;

import java.math.BigInteger;

/** An SM2 signature (GB/T 32918.2); r and s in 1 … n−1. */
public record Sm2Signature(BigInteger r, BigInteger s) implements SignatureValue {
  public Sm2Signature {
    if (!Scalars.inRange(r, Curves.SM2.getN()) || !Scalars.inRange(s, Curves.SM2.getN())) {
      throw new IllegalArgumentException("r or s is out of range");
    }
  }

  @Override
  public SignatureSuite suite() {
    return SignatureSuite.SM2_SM3;
  }
}
