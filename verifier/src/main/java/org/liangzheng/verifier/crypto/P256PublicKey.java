package org.liangzheng.verifier.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.jspecify.annotations.Nullable;

/**
 * A P-256 public key. Checks by native code where the process has loaded it ({@link NativeP256}),
 * else by BouncyCastle, which is 6 to 8 times faster than the JDK's provider.
 */
public final class P256PublicKey implements VerificationKey {
  private final ByteString point;
  private final ECPublicKeyParameters parameters;

  /** The key as the native provider holds it, made at its first use. */
  private volatile @Nullable PublicKey nativeKey;

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
    return NativeP256.provider()
        .map(provider -> verifiesNatively(provider, hash, value))
        .orElseGet(() -> verifiesInJava(hash, value));
  }

  boolean verifiesInJava(P256Digest hash, P256Signature value) {
    ECDSASigner signer = new ECDSASigner();
    signer.init(false, parameters);
    return signer.verifySignature(hash.value().toByteArray(), value.r(), value.s());
  }

  private boolean verifiesNatively(Provider provider, P256Digest hash, P256Signature value) {
    try {
      PublicKey key = nativeKey;
      if (key == null) {
        key = NativeP256.key(provider, this);
        nativeKey = key;
      }
      return NativeP256.check(provider, key, hash.value().toByteArray(), value.toDer());
    } catch (GeneralSecurityException unexpected) {
      // It could not say: neither yes nor no. Java can.
      return verifiesInJava(hash, value);
    }
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
