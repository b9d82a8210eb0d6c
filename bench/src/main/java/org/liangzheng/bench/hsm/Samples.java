package org.liangzheng.bench.hsm;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;
import org.liangzheng.verifier.crypto.Curves;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.PrehashedSm2;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.crypto.VerificationKey;

/** A public key with genuine signatures, for benchmarks of checking. */
record Samples(VerificationKey key, List<SigningDigest> digests, List<SignatureValue> signatures) {

  static Samples of(SignatureSuite suite, SecureRandom random) {
    ECDomainParameters curve = suite == SignatureSuite.SM2_SM3 ? Curves.SM2 : Curves.P256;
    BigInteger d =
        BigIntegers.createRandomInRange(
            BigInteger.ONE, curve.getN().subtract(BigInteger.TWO), random);
    ECPrivateKeyParameters secret = new ECPrivateKeyParameters(d, curve);
    try {
      VerificationKey key =
          VerificationKey.of(
              suite, new FixedPointCombMultiplier().multiply(curve.getG(), d).getEncoded(false));
      List<SigningDigest> digests = Digests.of(key);
      List<SignatureValue> signatures = new ArrayList<>();
      for (SigningDigest digest : digests) {
        byte[] bytes = digest.value().toByteArray();
        signatures.add(
            switch (suite) {
              case SM2_SM3 -> sm2(secret, random, bytes);
              case P256_SHA256 -> p256(secret, random, bytes);
            });
      }
      return new Samples(key, digests, signatures);
    } catch (MalformedException | CryptoException impossible) {
      throw new IllegalStateException("a drawn key signs", impossible);
    }
  }

  private static SignatureValue sm2(
      ECPrivateKeyParameters secret, SecureRandom random, byte[] digest)
      throws CryptoException, MalformedException {
    SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE, new PrehashedSm2());
    signer.init(true, new ParametersWithRandom(secret, random));
    signer.update(digest, 0, digest.length);
    return SignatureValue.fromRaw(SignatureSuite.SM2_SM3, signer.generateSignature());
  }

  private static SignatureValue p256(
      ECPrivateKeyParameters secret, SecureRandom random, byte[] digest) throws MalformedException {
    ECDSASigner signer = new ECDSASigner();
    signer.init(true, new ParametersWithRandom(secret, random));
    BigInteger[] rs = signer.generateSignature(digest);
    return SignatureValue.of(SignatureSuite.P256_SHA256, rs[0], rs[1]);
  }

  /** A contestant that is fast because it refuses is no contestant. */
  static boolean genuine(boolean answer) {
    if (!answer) {
      throw new IllegalStateException("a genuine signature was refused");
    }
    return true;
  }
}
