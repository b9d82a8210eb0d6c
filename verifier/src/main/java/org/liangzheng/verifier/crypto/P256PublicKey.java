package org.liangzheng.verifier.crypto;

import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;

/**
 * A P-256 public key. Checks by BouncyCastle, which is 6 to 8 times faster than the JDK's provider
 * and needs no native code.
 */
public final class P256PublicKey implements VerificationKey {
  private final ByteString point;
  private final ECPublicKeyParameters parameters;

  private P256PublicKey(ByteString point, ECPublicKeyParameters parameters) {
    this.point = point;
    this.parameters = parameters;
  }

  /**
   * Reads an uncompressed point.
   *
   * @param point 65 bytes 04‖x‖y
   * @throws MalformedException if it is not a point of the curve
   */
  public static P256PublicKey of(byte[] point) throws MalformedException {
    return new P256PublicKey(
        ByteString.of(point),
        new ECPublicKeyParameters(Curves.decodePoint(Curves.P256, point), Curves.P256));
  }

  @Override
  public SignatureSuite suite() {
    return SignatureSuite.P256_SHA256;
  }

  @Override
  public ByteString point() {
    return point;
  }

  @Override
  public P256Digest digest(byte[]... message) {
    return P256Digest.of(message);
  }

  @Override
  public P256Digest digest(ByteString message) {
    return P256Digest.of(message);
  }

  @Override
  public boolean verifies(SigningDigest digest, SignatureValue signature) {
    if (!(digest instanceof P256Digest hash) || !(signature instanceof P256Signature value)) {
      return false;
    }
    ECDSASigner signer = new ECDSASigner();
    signer.init(false, parameters);
    return signer.verifySignature(hash.value().toByteArray(), value.r(), value.s());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof P256PublicKey that && point.equals(that.point);
  }

  @Override
  public int hashCode() {
    return point.hashCode();
  }

  @Override
  public String toString() {
    return "P256PublicKey[" + point + "]";
  }
}
