package org.liangzheng.hsm.software;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.Curves;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.VerificationKey;

/** A key as the software vault holds it in memory. Its text shows nothing secret. */
sealed interface StoredKey {
  /** 16 random bytes in hexadecimal: a key made later under the same label is another key. */
  String id();

  KeyReference reference();

  KeyPurpose purpose();

  Optional<Certificate> certificate();

  StoredKey with(Certificate certificate);

  /** A private key of one of the suites. */
  record Signing(
      String id,
      KeyReference reference,
      KeyPurpose purpose,
      VerificationKey publicKey,
      ECPrivateKeyParameters privateKey,
      Optional<Certificate> certificate)
      implements StoredKey {

    /**
     * Rebuilds a key pair from its private number.
     *
     * @throws MalformedException if the number is out of range
     */
    static Signing of(
        String id,
        KeyReference reference,
        KeyPurpose purpose,
        SignatureSuite suite,
        BigInteger d,
        Optional<Certificate> certificate)
        throws MalformedException {
      ECDomainParameters curve =
          switch (suite) {
            case SM2_SM3 -> Curves.SM2;
            case P256_SHA256 -> Curves.P256;
          };
      // SM2 inverts 1 + d (GB/T 32918.1 §6.1): n − 1 is no SM2 key.
      BigInteger max =
          suite == SignatureSuite.SM2_SM3
              ? curve.getN().subtract(BigInteger.TWO)
              : curve.getN().subtract(BigInteger.ONE);
      if (d.signum() <= 0 || d.compareTo(max) > 0) {
        throw new MalformedException("a private key is out of range");
      }
      byte[] point = new FixedPointCombMultiplier().multiply(curve.getG(), d).getEncoded(false);
      return new Signing(
          id,
          reference,
          purpose,
          VerificationKey.of(suite, point),
          new ECPrivateKeyParameters(d, curve),
          certificate);
    }

    @Override
    public Signing with(Certificate issued) {
      return new Signing(id, reference, purpose, publicKey, privateKey, Optional.of(issued));
    }

    @Override
    public String toString() {
      return "Signing[" + reference + ", " + purpose + "]";
    }
  }

  /** An AES-256 key. */
  record Wrapping(String id, KeyReference reference, KeyPurpose purpose, ByteString secret)
      implements StoredKey {
    @Override
    public Optional<Certificate> certificate() {
      return Optional.empty();
    }

    @Override
    public Wrapping with(Certificate issued) {
      throw new IllegalStateException("a wrapping key has no certificate");
    }

    @Override
    public String toString() {
      return "Wrapping[" + reference + "]";
    }
  }
}
