package org.liangzheng.bench.hsm;

import java.security.SecureRandom;
import java.util.List;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.liangzheng.verifier.crypto.Curves;
import org.liangzheng.verifier.crypto.PrehashedSm2;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Checking SM2 signatures: the verifier's key, and BouncyCastle alone with a signer that is kept.
 */
public class SoftwareSm2Verify {

  /** Genuine signatures of one key. */
  @State(Scope.Thread)
  public static class Signed {
    private final VerificationKey key;
    private final List<SigningDigest> digests;
    private final List<SignatureValue> signatures;
    private final List<byte[]> bytes;
    private final List<byte[]> raw;
    private final SM2Signer bare = new SM2Signer(PlainDSAEncoding.INSTANCE, new PrehashedSm2());

    /** Makes them. */
    public Signed() {
      Samples samples = Samples.of(SignatureSuite.SM2_SM3, new SecureRandom());
      key = samples.key();
      digests = samples.digests();
      signatures = samples.signatures();
      bytes = Digests.bytes(key);
      raw = signatures.stream().map(SignatureValue::toRaw).toList();
      bare.init(
          false,
          new ECPublicKeyParameters(
              Curves.SM2.getCurve().decodePoint(key.point().toByteArray()), Curves.SM2));
    }
  }

  @Benchmark
  public boolean key(Signed signed, Turn turn) {
    int i = turn.next();
    return Samples.genuine(signed.key.verifies(signed.digests.get(i), signed.signatures.get(i)));
  }

  @Benchmark
  public boolean bouncyCastle(Signed signed, Turn turn) {
    int i = turn.next();
    byte[] digest = signed.bytes.get(i);
    signed.bare.update(digest, 0, digest.length);
    return Samples.genuine(signed.bare.verifySignature(signed.raw.get(i)));
  }
}
