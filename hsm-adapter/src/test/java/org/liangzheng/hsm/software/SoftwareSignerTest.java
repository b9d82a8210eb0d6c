package org.liangzheng.hsm.software;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.util.test.FixedSecureRandom;
import org.junit.jupiter.api.Test;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Curves;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.NativeP256;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;

/** The published examples, so that no mistake made twice can pass. */
class SoftwareSignerTest {
  private static StoredKey.Signing key(SignatureSuite suite, BigInteger d)
      throws MalformedException {
    return StoredKey.Signing.of(
        "00",
        new KeyReference("soft", "vector"),
        KeyPurpose.OFFICE_SEAL,
        suite,
        d,
        Optional.empty());
  }

  private static StoredKey.Signing key(SignatureSuite suite, String hex) throws MalformedException {
    return key(suite, new BigInteger(hex, 16));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void signsTheExampleOfGbt32918() throws Exception {
    StoredKey.Signing key =
        key(
            SignatureSuite.SM2_SM3,
            "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8");
    byte[] k =
        ByteString.ofHex("59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21")
            .toByteArray();
    SoftwareSigner signer = SoftwareSigner.of(key, new FixedSecureRandom(k));
    SignatureValue signature = signer.sign(key.publicKey().digest(ascii("message digest")));
    assertThat(ByteString.of(signature.toRaw()))
        .isEqualTo(
            ByteString.ofHex(
                "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
                    + "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA"));
  }

  @Test
  void signsTheExampleOfRfc6979() throws Exception {
    StoredKey.Signing key =
        key(
            SignatureSuite.P256_SHA256,
            "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721");
    SoftwareSigner signer = SoftwareSigner.p256InJava(key);
    SignatureValue signature = signer.sign(key.publicKey().digest(ascii("sample")));
    assertThat(ByteString.of(signature.toRaw()))
        .isEqualTo(
            ByteString.ofHex(
                "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
                    + "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"));
  }

  @Test
  void nativeCodeSignsWhatJavaAccepts() throws Exception {
    assumeThat(NativeP256.load()).isInstanceOf(NativeP256.Outcome.Native.class);
    BigInteger max = Curves.P256.getN().subtract(BigInteger.ONE);
    for (BigInteger d : new BigInteger[] {BigInteger.ONE, BigInteger.TEN, max}) {
      StoredKey.Signing key = key(SignatureSuite.P256_SHA256, d);
      SoftwareSigner signer = SoftwareSigner.of(key, new SecureRandom());
      assertThat(signer).isInstanceOf(NativeP256Signer.class);
      ECDSASigner java = new ECDSASigner();
      java.init(
          false,
          new ECPublicKeyParameters(
              Curves.P256.getCurve().decodePoint(key.publicKey().point().toByteArray()),
              Curves.P256));
      for (int i = 0; i < 50; i++) {
        SigningDigest digest = key.publicKey().digest(new byte[] {(byte) i});
        SignatureValue value = signer.sign(digest);
        byte[] hash = digest.value().toByteArray();
        assertThat(java.verifySignature(hash, value.r(), value.s())).isTrue();
        hash[31] ^= 1;
        assertThat(java.verifySignature(hash, value.r(), value.s())).isFalse();
        // Drawn anew each time: one nonce twice over two digests would give the key away.
        assertThat(signer.sign(digest).r()).isNotEqualTo(value.r());
      }
    }
  }

  @Test
  void signersRefuseTheOtherSuite() throws Exception {
    StoredKey.Signing p256 = key(SignatureSuite.P256_SHA256, BigInteger.TEN);
    StoredKey.Signing sm2 = key(SignatureSuite.SM2_SM3, BigInteger.TEN);
    SigningDigest digest = sm2.publicKey().digest(ascii("message digest"));
    assertThatThrownBy(() -> SoftwareSigner.of(p256, new SecureRandom()).sign(digest))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SoftwareSigner.p256InJava(p256).sign(digest))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void oneSignerSignsManyDigests() throws Exception {
    StoredKey.Signing key = key(SignatureSuite.SM2_SM3, BigInteger.TEN);
    SoftwareSigner signer = SoftwareSigner.of(key, new SecureRandom());
    for (int i = 0; i < 50; i++) {
      var digest = key.publicKey().digest(new byte[] {(byte) i});
      assertThat(key.publicKey().verifies(digest, signer.sign(digest))).isTrue();
    }
  }

  @Test
  void privateNumbersOutOfRangeAreRefused() throws Exception {
    BigInteger sm2 = Curves.SM2.getN();
    BigInteger p256 = Curves.P256.getN();
    for (BigInteger d : new BigInteger[] {BigInteger.ZERO, sm2.subtract(BigInteger.ONE), sm2}) {
      assertThatThrownBy(() -> key(SignatureSuite.SM2_SM3, d))
          .isInstanceOf(MalformedException.class);
    }
    assertThatThrownBy(() -> key(SignatureSuite.P256_SHA256, p256))
        .isInstanceOf(MalformedException.class);
    assertThat(key(SignatureSuite.SM2_SM3, sm2.subtract(BigInteger.TWO))).isNotNull();
    assertThat(key(SignatureSuite.P256_SHA256, p256.subtract(BigInteger.ONE))).isNotNull();
  }
}
