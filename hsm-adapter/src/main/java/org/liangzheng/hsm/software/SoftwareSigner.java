package org.liangzheng.hsm.software;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.NativeP256;
import org.liangzheng.verifier.crypto.P256Digest;
import org.liangzheng.verifier.crypto.P256Signature;
import org.liangzheng.verifier.crypto.PrehashedSm2;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.crypto.Sm2Digest;

/**
 * One key ready to sign, used by one thread at a time: making it anew each time costs two to five
 * times.
 */
interface SoftwareSigner {
  SignatureValue sign(SigningDigest digest);

  /** How a session turns a key into a signer; tests put faults here. */
  @FunctionalInterface
  interface Maker {
    SoftwareSigner make(StoredKey.Signing key, SecureRandom random);
  }

  static SoftwareSigner of(StoredKey.Signing key, SecureRandom random) {
    return switch (key.publicKey().suite()) {
      case SM2_SM3 -> sm2(key, random);
      case P256_SHA256 -> p256(key);
    };
  }

  private static SoftwareSigner sm2(StoredKey.Signing key, SecureRandom random) {
    SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE, new PrehashedSm2());
    signer.init(true, new ParametersWithRandom(key.privateKey(), random));
    return digest -> {
      if (!(digest instanceof Sm2Digest e)) {
        throw new IllegalArgumentException("an SM2 key signs SM2 digests");
      }
      byte[] bytes = e.value().toByteArray();
      signer.update(bytes, 0, bytes.length);
      try {
        return SignatureValue.fromRaw(SignatureSuite.SM2_SM3, signer.generateSignature());
      } catch (CryptoException | MalformedException impossible) {
        throw new IllegalStateException("SM2 signs every digest", impossible);
      }
    };
  }

  /** P-256 by native code where there is some, four times as fast; else in Java. */
  private static SoftwareSigner p256(StoredKey.Signing key) {
    NativeP256.load();
    return NativeP256.provider()
        .map(provider -> NativeP256Signer.of(provider, key))
        .orElseGet(() -> p256InJava(key));
  }

  /**
   * P-256 with the deterministic nonce of RFC 6979: a restored snapshot of a virtual machine
   * repeats its random numbers, and one repeated nonce over two digests gives the key away. The
   * attack that determinism invites, a fault in the computation, is met by the self-check. SM2's
   * signer has no such choice and draws its nonce.
   */
  static SoftwareSigner p256InJava(StoredKey.Signing key) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, key.privateKey());
    return digest -> {
      BigInteger[] rs = signer.generateSignature(requireP256(digest).value().toByteArray());
      return new P256Signature(rs[0], rs[1]);
    };
  }

  static P256Digest requireP256(SigningDigest digest) {
    if (digest instanceof P256Digest hash) {
      return hash;
    }
    throw new IllegalArgumentException("a P-256 key signs P-256 digests");
  }
}
