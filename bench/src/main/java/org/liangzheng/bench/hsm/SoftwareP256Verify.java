package org.liangzheng.bench.hsm;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.List;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.liangzheng.verifier.crypto.Curves;
import org.liangzheng.verifier.crypto.NativeP256;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Checking P-256 signatures: the verifier's key, and each provider alone, made ready once. */
public class SoftwareP256Verify {

  /** Genuine signatures of one key. */
  @State(Scope.Thread)
  public static class Signed {
    private final Samples samples = Samples.of(SignatureSuite.P256_SHA256, new SecureRandom());
    private final List<byte[]> bytes = Digests.bytes(samples.key());
    private final List<byte[]> der =
        samples.signatures().stream().map(SignatureValue::toDer).toList();

    Signature ready(Provider provider) {
      return Providers.checking(provider, samples.key());
    }

    boolean verify(Signature ready, Turn turn) throws GeneralSecurityException {
      int i = turn.next();
      ready.update(bytes.get(i));
      return Samples.genuine(ready.verify(der.get(i)));
    }
  }

  /** As the service does at its start. */
  @State(Scope.Benchmark)
  public static class Loaded {
    public Loaded() {
      NativeP256.load();
    }
  }

  /** Amazon Corretto Crypto Provider. */
  @State(Scope.Thread)
  public static class Corretto {
    private final Signed signed = new Signed();
    private final Signature ready;

    public Corretto() {
      ready = signed.ready(Providers.CORRETTO);
    }
  }

  /** The JDK's own. */
  @State(Scope.Thread)
  public static class SunEc {
    private final Signed signed = new Signed();
    private final Signature ready;

    public SunEc() {
      ready = signed.ready(Providers.SUN_EC);
    }
  }

  /** BouncyCastle on the custom curve. */
  @State(Scope.Thread)
  public static class BouncyCastle {
    private final Signed signed = new Signed();
    private final ECDSASigner signer = new ECDSASigner();

    public BouncyCastle() {
      signer.init(
          false,
          new ECPublicKeyParameters(
              Curves.P256.getCurve().decodePoint(signed.samples.key().point().toByteArray()),
              Curves.P256));
    }
  }

  @Benchmark
  public boolean key(Signed signed, Loaded loaded, Turn turn) {
    int i = turn.next();
    return Samples.genuine(
        signed
            .samples
            .key()
            .verifies(signed.samples.digests().get(i), signed.samples.signatures().get(i)));
  }

  @Benchmark
  public boolean corretto(Corretto bare, Turn turn) throws GeneralSecurityException {
    return bare.signed.verify(bare.ready, turn);
  }

  @Benchmark
  public boolean sunEc(SunEc bare, Turn turn) throws GeneralSecurityException {
    return bare.signed.verify(bare.ready, turn);
  }

  @Benchmark
  public boolean bouncyCastle(BouncyCastle bare, Turn turn) {
    int i = turn.next();
    SignatureValue value = bare.signed.samples.signatures().get(i);
    return Samples.genuine(
        bare.signer.verifySignature(bare.signed.bytes.get(i), value.r(), value.s()));
  }
}
