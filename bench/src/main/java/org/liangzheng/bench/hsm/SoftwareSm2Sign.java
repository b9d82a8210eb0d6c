package org.liangzheng.bench.hsm;

import java.security.SecureRandom;
import java.util.List;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.liangzheng.verifier.crypto.Curves;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.PrehashedSm2;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.Sm2PublicKey;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** SM2 in software: the port, and BouncyCastle alone with a signer that is kept. */
public class SoftwareSm2Sign {

  /** A software vault that verifies nothing. */
  @State(Scope.Benchmark)
  public static class Unchecked {
    private final SoftwareFixture vault = new SoftwareFixture(SignatureSuite.SM2_SM3, 0.0);
    private final PortSigning signing = new PortSigning(vault.key());

    @TearDown
    public void close() {
      vault.close();
    }
  }

  /** A software vault that verifies every signature. */
  @State(Scope.Benchmark)
  public static class Checked {
    private final SoftwareFixture vault = new SoftwareFixture(SignatureSuite.SM2_SM3, 1.0);
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

  /** BouncyCastle's signer on the custom curve, made once; it too is given the digest. */
  @State(Scope.Thread)
  public static class Bare {
    private final SM2Signer signer;
    private final List<byte[]> digests;

    /** Makes a key. */
    public Bare() {
      SecureRandom random = new SecureRandom();
      ECKeyPairGenerator generator = new ECKeyPairGenerator();
      generator.init(new ECKeyGenerationParameters(Curves.SM2, random));
      AsymmetricCipherKeyPair pair = generator.generateKeyPair();
      signer = new SM2Signer(PlainDSAEncoding.INSTANCE, new PrehashedSm2());
      signer.init(true, new ParametersWithRandom(pair.getPrivate(), random));
      digests = Digests.bytes(publicKey((ECPublicKeyParameters) pair.getPublic()));
    }

    private static Sm2PublicKey publicKey(ECPublicKeyParameters key) {
      try {
        return Sm2PublicKey.of(key.getQ().getEncoded(false));
      } catch (MalformedException impossible) {
        throw new IllegalStateException("a made key is a point of its curve", impossible);
      }
    }
  }

  @Benchmark
  public byte[] bouncyCastle(Bare bare, Turn turn) throws CryptoException {
    byte[] digest = bare.digests.get(turn.next());
    bare.signer.update(digest, 0, digest.length);
    return bare.signer.generateSignature();
  }
}
