package org.liangzheng.verifier.crypto;

/** A public key that checks signatures of its suite. */
public sealed interface VerificationKey permits Sm2PublicKey, P256PublicKey {
  SignatureSuite suite();

  /** Uncompressed point 04‖x‖y, 65 bytes. */
  ByteString point();

  /**
   * What this key signs for a message; for SM2 with the default user id.
   *
   * @param message parts, one after the other
   */
  SigningDigest digest(byte[]... message);

  /** The same for a message in one piece, which is not copied. */
  SigningDigest digest(ByteString message);

  /**
   * Whether the signature is this key's over the digest. Digest or signature of another suite:
   * false.
   */
  boolean verifies(SigningDigest digest, SignatureValue signature);

  /** DER of SubjectPublicKeyInfo (RFC 5480; SM2 by GM/T 0015), 91 bytes. */
  default ByteString toSpki() {
    return ByteString.of(SubjectPublicKey.encode(this));
  }

  /**
   * Reads an uncompressed point.
   *
   * @param point 65 bytes 04‖x‖y
   * @throws MalformedException if it is not a point of the suite's curve
   */
  static VerificationKey of(SignatureSuite suite, byte[] point) throws MalformedException {
    return switch (suite) {
      case SM2_SM3 -> Sm2PublicKey.of(point);
      case P256_SHA256 -> P256PublicKey.of(point);
    };
  }

  /**
   * Reads a DER SubjectPublicKeyInfo.
   *
   * @throws MalformedException if it is not strict DER, of another algorithm, or off its curve
   */
  static VerificationKey fromSpki(byte[] der) throws MalformedException {
    return SubjectPublicKey.decode(der);
  }
}
