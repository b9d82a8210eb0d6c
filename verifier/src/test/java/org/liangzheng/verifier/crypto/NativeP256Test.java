package org.liangzheng.verifier.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.junit.jupiter.api.Test;

/** Native code says what Java says, and where there is none, Java says it. */
class NativeP256Test {
  private static final BigInteger N = Curves.P256.getN();

  /** Runs in processes of its own: what was loaded stays loaded. */
  static final class Probe {
    private Probe() {}

    public static void main(String[] arguments) throws Exception {
      NativeP256.Outcome outcome = NativeP256.load();
      P256PublicKey key = key(BigInteger.TEN);
      P256Signature signature = sign(BigInteger.TEN, P256Digest.of(new byte[] {1}));
      System.out.println(
          outcome.getClass().getSimpleName()
              + " "
              + NativeP256.provider().isPresent()
              + " "
              + key.verifies(P256Digest.of(new byte[] {1}), signature)
              + " "
              + key.verifies(P256Digest.of(new byte[] {2}), signature));
    }
  }

  @Test
  void saysWhatJavaSaysOfGenuineAndOfChangedSignatures() throws Exception {
    assumeThat(NativeP256.load()).isInstanceOf(NativeP256.Outcome.Native.class);
    Random random = new Random(20261122);
    int accepted = 0;
    for (int i = 0; i < 400; i++) {
      BigInteger d = new BigInteger(250, random).add(BigInteger.ONE);
      P256PublicKey key = key(d);
      byte[] message = new byte[i % 7];
      random.nextBytes(message);
      P256Digest digest = P256Digest.of(message);
      P256Signature genuine = sign(d, digest);
      P256Signature high = new P256Signature(genuine.r(), N.subtract(genuine.s()));
      List<P256Signature> candidates =
          List.of(
              genuine,
              high,
              new P256Signature(genuine.s(), genuine.r()),
              flip(genuine, random.nextInt(512)),
              new P256Signature(BigInteger.ONE, BigInteger.ONE),
              new P256Signature(N.subtract(BigInteger.ONE), N.subtract(BigInteger.ONE)));
      for (P256Signature candidate : candidates) {
        boolean java = key.verifiesInJava(digest, candidate);
        assertThat(key.verifies(digest, candidate)).isEqualTo(java);
        accepted += java ? 1 : 0;
      }
      assertThat(key.verifies(digest, genuine)).isTrue();
      assertThat(key.verifies(P256Digest.of(message, new byte[] {0}), genuine)).isFalse();
    }
    // The genuine ones, and their twins with n − s.
    assertThat(accepted).isEqualTo(800);
  }

  @Test
  void withoutTheLibraryJavaDoesItsWork() throws Exception {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("AmazonCorrettoCryptoProvider"))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(probe(classPath)).isEqualTo("Java false true false");
  }

  @Test
  void withoutNativeCodeForThePlatformJavaDoesItsWork() throws Exception {
    // Makes the provider look for its native code where this machine has none.
    assertThat(
            probe(
                System.getProperty("java.class.path"),
                "-Dcom.amazon.corretto.crypto.provider.useExternalLib=true"))
        .isEqualTo("Java false true false");
  }

  @Test
  void withItTheProcessSaysSo() throws Exception {
    assumeThat(NativeP256.load()).isInstanceOf(NativeP256.Outcome.Native.class);
    assertThat(probe(System.getProperty("java.class.path"))).isEqualTo("Native true true false");
  }

  private static String probe(String classPath, String... options) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath, Probe.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return out.strip();
  }

  private static P256Signature flip(P256Signature from, int bit) {
    BigInteger r = bit < 256 ? from.r().flipBit(bit) : from.r();
    BigInteger s = bit < 256 ? from.s() : from.s().flipBit(bit - 256);
    return Scalars.inRange(r, N) && Scalars.inRange(s, N)
        ? new P256Signature(r, s)
        : new P256Signature(BigInteger.TWO, BigInteger.TWO);
  }

  private static P256PublicKey key(BigInteger d) throws MalformedException {
    return P256PublicKey.of(
        new FixedPointCombMultiplier().multiply(Curves.P256.getG(), d).getEncoded(false));
  }

  private static P256Signature sign(BigInteger d, P256Digest digest) {
    ECDSASigner signer = new ECDSASigner();
    signer.init(true, new ECPrivateKeyParameters(d, Curves.P256));
    BigInteger[] rs = signer.generateSignature(digest.value().toByteArray());
    return new P256Signature(rs[0], rs[1]);
  }
}
