package org.liangzheng.verifier.crypto;

/** SubjectPublicKeyInfo of the two curves: id-ecPublicKey with a named curve (RFC 5480 §2). */
final class SubjectPublicKey {
  private static final String EC_PUBLIC_KEY = "1.2.840.10045.2.1";
  private static final String SM2_CURVE = "1.2.156.10197.1.301";
  private static final String P256_CURVE = "1.2.840.10045.3.1.7";

  private SubjectPublicKey() {}

  static byte[] encode(VerificationKey key) {
    String curve =
        switch (key.suite()) {
          case SM2_SM3 -> SM2_CURVE;
          case P256_SHA256 -> P256_CURVE;
        };
    return DerWriter.sequence(
        DerWriter.sequence(DerWriter.oid(EC_PUBLIC_KEY), DerWriter.oid(curve)),
        DerWriter.bitString(key.point().toByteArray()));
  }

  static VerificationKey decode(byte[] der) throws MalformedException {
    DerReader info = DerReader.of(der).readOnly(DerTag.SEQUENCE);
    DerReader algorithm = info.open(DerTag.SEQUENCE);
    if (!algorithm.readOid().equals(EC_PUBLIC_KEY)) {
      throw new MalformedException("the public key is not an elliptic curve key");
    }
    String curve = algorithm.readOid();
    algorithm.requireEnd();
    byte[] point = info.readBitStringOctets().toByteArray();
    info.requireEnd();
    return switch (curve) {
      case SM2_CURVE -> Sm2PublicKey.of(point);
      case P256_CURVE -> P256PublicKey.of(point);
      default -> throw new MalformedException("the curve is neither sm2p256v1 nor P-256");
    };
  }
}
