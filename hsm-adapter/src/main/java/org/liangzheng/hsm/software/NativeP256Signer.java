package org.liangzheng.hsm.software;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;

/**
 * P-256 by the native provider. It draws the nonce from its generator and feeds it the private key
 * and the digest as well: random numbers that repeat after a snapshot of a virtual machine still
 * give another nonce for another digest (decision 0012).
 */
final class NativeP256Signer implements SoftwareSigner {
  private final Signature signature;

  private NativeP256Signer(Signature signature) {
    this.signature = signature;
  }

  static SoftwareSigner of(Provider provider, StoredKey.Signing key) {
    try {
      AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
      curve.init(new ECGenParameterSpec("secp256r1"));
      PrivateKey secret =
          KeyFactory.getInstance("EC", provider)
              .generatePrivate(
                  new ECPrivateKeySpec(
                      key.privateKey().getD(), curve.getParameterSpec(ECParameterSpec.class)));
      Signature signature = Signature.getInstance("NONEwithECDSA", provider);
      signature.initSign(secret);
      return new NativeP256Signer(signature);
    } catch (GeneralSecurityException refused) {
      throw new IllegalStateException("a proven provider takes every P-256 key", refused);
    }
  }

  @Override
  public SignatureValue sign(SigningDigest digest) {
    try {
      signature.update(SoftwareSigner.requireP256(digest).value().toByteArray());
      return SignatureValue.fromDer(SignatureSuite.P256_SHA256, signature.sign());
    } catch (GeneralSecurityException | MalformedException failed) {
      throw new IllegalStateException("P-256 signs every digest", failed);
    }
  }
}
