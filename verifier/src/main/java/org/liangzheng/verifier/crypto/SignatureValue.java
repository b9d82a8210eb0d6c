package org.liangzheng.verifier.crypto;

import java.math.BigInteger;

/** A signature (r, s), both in 1 … n−1 of its curve: anything else cannot be built. */
public sealed interface SignatureValue permits Sm2Signature, P256Signature {
  BigInteger r();

  BigInteger s();

  SignatureSuite suite();

  /** SEQUENCE { INTEGER r, INTEGER s }, 8 to 72 bytes. */
  default byte[] toDer() {
    return DerWriter.sequence(DerWriter.integer(r()), DerWriter.integer(s()));
  }

  /** r‖s, 64 bytes. */
  default byte[] toRaw() {
    byte[] raw = new byte[64];
    Scalars.write(r(), raw, 0);
    Scalars.write(s(), raw, 32);
    return raw;
  }

  /**
   * Reads a strict DER signature of the suite.
   *
   * @throws MalformedException if the encoding is not strict or r or s is out of range
   */
  static SignatureValue fromDer(SignatureSuite suite, byte[] der) throws MalformedException {
    DerReader sequence = DerReader.of(der).readOnly(DerTag.SEQUENCE);
    BigInteger r = sequence.readInteger();
    BigInteger s = sequence.readInteger();
    sequence.requireEnd();
    return of(suite, r, s);
  }

  /**
   * Reads 64 bytes r‖s.
   *
   * @throws MalformedException if there are not 64 bytes or r or s is out of range
   */
  static SignatureValue fromRaw(SignatureSuite suite, byte[] raw) throws MalformedException {
    if (raw.length != 64) {
      throw new MalformedException("a raw signature has 64 bytes");
    }
    return of(suite, Scalars.read(raw, 0), Scalars.read(raw, 32));
  }

  /**
   * Builds a signature value.
   *
   * @throws MalformedException if r or s is not in 1 … n−1
   */
  static SignatureValue of(SignatureSuite suite, BigInteger r, BigInteger s)
      throws MalformedException {
    BigInteger n =
        switch (suite) {
          case SM2_SM3 -> Curves.SM2.getN();
          case P256_SHA256 -> Curves.P256.getN();
        };
    Scalars.requireInRange(r, n);
    Scalars.requireInRange(s, n);
    return switch (suite) {
      case SM2_SM3 -> new Sm2Signature(r, s);
      case P256_SHA256 -> new P256Signature(r, s);
    };
  }
}
