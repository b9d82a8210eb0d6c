package org.liangzheng.bench.hsm;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.List;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.liangzheng.verifier.crypto.Curves;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** P-256 in software: the port, and each provider alone with a signer that is kept. */
public class SoftwareP256Sign {

  /** A software vault that verifies nothing. */
  @State(Scope.Benchmark)
  public static class Unchecked {
    private final SoftwareFixture vault = new SoftwareFixture(SignatureSuite.P256_SHA256, 0.0);
    private final PortSigning signing = new PortSigning(vault.key());

    @TearDown
    public void close() {
      vault.close();
    }
  }

  /** A software vault that verifies every signature. */
  @State(Scope.Benchmark)
  public static class Checked {
    private final SoftwareFixture vault = new SoftwareFixture(SignatureSuite.P256_SHA256, 1.0);
    private final PortSigning signing = new PortSigning(vault.key());

    @TearDown
    public void close() {
      vault.close();
    }
  }

  @Benchmark
  public Object port(Unchecked unchecked, Turn turn) {
    return unchecked.signing.sign(turn);
  }

  @Benchmark
  public Object portChecked(Checked checked, Turn turn) {
    return checked.signing.sign(turn);
  }

  /** A provider's own signature object, over digests made beforehand. */
  public abstract static class Bare {
    private final Signature signature;
    private final List<byte[]> digests;

    Bare(Provider provider) {
      signature = Providers.signing(provider);
      digests = Digests.bytes(Samples.of(SignatureSuite.P256_SHA256, new SecureRandom()).key());
    }

    byte[] sign(Turn turn) throws GeneralSecurityException {
      signature.update(digests.get(turn.next()));
      return signature.sign();
    }
  }

  /** Amazon Corretto Crypto Provider. */
  @State(Scope.Thread)
  public static class Corretto extends Bare {
    public Corretto() {
      super(Providers.CORRETTO);
    }
  }

  /** The JDK's own. */
  @State(Scope.Thread)
  public static class SunEc extends Bare {
    public SunEc() {
      super(Providers.SUN_EC);
    }
  }

  /** BouncyCastle's signer on the custom curve. */
  @State(Scope.Thread)
  public static class BouncyCastle {
    private final ECDSASigner signer = new ECDSASigner();
    private final List<byte[]> digests =
        Digests.bytes(Samples.of(SignatureSuite.P256_SHA256, new SecureRandom()).key());

    public BouncyCastle() {
      SecureRandom random = new SecureRandom();
      ECKeyPairGenerator generator = new ECKeyPairGenerator();
      generator.init(new ECKeyGenerationParameters(Curves.P256, random));
      signer.init(true, new ParametersWithRandom(generator.generateKeyPair().getPrivate(), random));
    }
  }

  @Benchmark
  public byte[] corretto(Corretto bare, Turn turn) throws GeneralSecurityException {
    return bare.sign(turn);
  }

  @Benchmark
  public byte[] sunEc(SunEc bare, Turn turn) throws GeneralSecurityException {
    return bare.sign(turn);
  }

  @Benchmark
  public BigInteger[] bouncyCastle(BouncyCastle bare, Turn turn) {
    return bare.signer.generateSignature(bare.digests.get(turn.next()));
  }
}
