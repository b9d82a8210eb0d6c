package org.liangzheng.bench.hsm;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Objects;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.liangzheng.verifier.crypto.VerificationKey;

/** The bare providers. */
final class Providers {
  static final Provider CORRETTO = AmazonCorrettoCryptoProvider.INSTANCE;
  static final Provider SUN_EC = Objects.requireNonNull(Security.getProvider("SunEC"));

  private Providers() {}

  /** Signs finished digests with a key of the provider's own making. */
  static Signature signing(Provider provider) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      Signature signature = Signature.getInstance("NONEwithECDSA", provider);
      signature.initSign(generator.generateKeyPair().getPrivate());
      return signature;
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException(provider.getName() + " does not sign P-256", absent);
    }
  }

  /** Checks signatures over finished digests. */
  static Signature checking(Provider provider, VerificationKey key) {
    try {
      Signature signature = Signature.getInstance("NONEwithECDSA", provider);
      signature.initVerify(
          KeyFactory.getInstance("EC", provider)
              .generatePublic(new X509EncodedKeySpec(key.toSpki().toByteArray())));
      return signature;
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException(provider.getName() + " does not check P-256", absent);
    }
  }

  static String bouncyCastleVersion() {
    return new BouncyCastleProvider().getVersionStr();
  }
}
