package org.liangzheng.testkit;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.function.Function;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.liangzheng.signer.DigestSigner;
import org.liangzheng.verifier.crypto.Curves;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.PrehashedSm2;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.crypto.VerificationKey;

/** A key in plain memory, for tests only. */
public final class TestKey implements DigestSigner {
  private final SignatureSuite suite;
  private final ECPrivateKeyParameters secret;
  private final VerificationKey publicKey;
  private final Function<SigningDigest, SecureRandom> nonces;

  private TestKey(
      SignatureSuite suite, BigInteger d, Function<SigningDigest, SecureRandom> nonces) {
    ECDomainParameters curve = curve(suite);
    this.suite = suite;
    this.secret = new ECPrivateKeyParameters(d, curve);
    this.nonces = nonces;
    try {
      this.publicKey =
          VerificationKey.of(suite, curve.getG().multiply(d).normalize().getEncoded(false));
    } catch (MalformedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A random key. */
  public static TestKey random(SignatureSuite suite, SecureRandom random) {
    return of(suite, random, _ -> random);
  }

  /** The key of a name: the same name always gives the same key, and the same signatures. */
  public static TestKey seeded(SignatureSuite suite, String name) {
    return of(
        suite,
        new SeededRandom(suite + "/" + name),
        digest -> new SeededRandom(suite + "/" + name + "/" + digest.value().toHex()));
  }

  private static TestKey of(
      SignatureSuite suite, SecureRandom random, Function<SigningDigest, SecureRandom> nonces) {
    BigInteger n = curve(suite).getN();
    BigInteger d;
    do {
      d = new BigInteger(256, random);
    } while (d.signum() == 0 || d.compareTo(n.subtract(BigInteger.ONE)) >= 0);
    return new TestKey(suite, d, nonces);
  }

  @Override
  public VerificationKey publicKey() {
    return publicKey;
  }

  /** DER of PKCS #8, for programs of others. */
  public byte[] toPkcs8() {
    try {
      org.bouncycastle.asn1.ASN1ObjectIdentifier curve =
          new org.bouncycastle.asn1.ASN1ObjectIdentifier(
              suite == SignatureSuite.SM2_SM3 ? "1.2.156.10197.1.301" : "1.2.840.10045.3.1.7");
      return org.bouncycastle.crypto.util.PrivateKeyInfoFactory.createPrivateKeyInfo(
              new ECPrivateKeyParameters(
                  secret.getD(),
                  new org.bouncycastle.crypto.params.ECNamedDomainParameters(
                      curve, secret.getParameters())))
          .getEncoded("DER");
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public SignatureValue sign(SigningDigest digest) {
    byte[] bytes = digest.value().toByteArray();
    try {
      return switch (suite) {
        case SM2_SM3 -> {
          SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE, new PrehashedSm2());
          signer.init(true, new ParametersWithRandom(secret, nonces.apply(digest)));
          signer.update(bytes, 0, bytes.length);
          yield SignatureValue.fromRaw(suite, signer.generateSignature());
        }
        case P256_SHA256 -> {
          ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
          signer.init(true, secret);
          BigInteger[] rs = signer.generateSignature(bytes);
          yield SignatureValue.of(suite, rs[0], rs[1]);
        }
      };
    } catch (CryptoException | MalformedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static ECDomainParameters curve(SignatureSuite suite) {
    return switch (suite) {
      case SM2_SM3 -> Curves.SM2;
      case P256_SHA256 -> Curves.P256;
    };
  }
}
