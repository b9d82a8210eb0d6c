package org.liangzheng.verifier.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.util.test.FixedSecureRandom;
import org.junit.jupiter.api.Test;

/** The example of GB/T 32918.5 and the SM3 examples of GB/T 32905. */
class Sm2VectorTest {
  private static final String D =
      "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8";
  private static final String P =
      "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
          + "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13";
  private static final String K =
      "59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21";
  private static final String R =
      "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3";
  private static final String S =
      "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA";
  private static final byte[] MESSAGE = "message digest".getBytes(StandardCharsets.US_ASCII);

  private final Sm2PublicKey key = key();

  @Test
  void zAndDigest() {
    assertThat(key.z(Sm2UserId.DEFAULT).toHex())
        .isEqualToIgnoringCase("B2E14C5C79C6DF5B85F4FE7ED8DB7A262B9DA7E07CCB0EA9F4747B8CCDA8A4F3");
    assertThat(key.digest(MESSAGE).value().toHex())
        .isEqualToIgnoringCase("F0B43E94BA45ACCAACE692ED534382EB17E6AB5A19CE7B31F4486FDFC0D28640");
  }

  @Test
  void theStandardsSignatureVerifies() throws MalformedException {
    assertThat(key.verifies(key.digest(MESSAGE), signature())).isTrue();
  }

  @Test
  void signingWithTheStandardsRandomGivesItsSignature() {
    SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE, new PrehashedSm2());
    signer.init(
        true,
        new ParametersWithRandom(
            new ECPrivateKeyParameters(new BigInteger(D, 16), Curves.SM2),
            new FixedSecureRandom(HexFormat.of().parseHex(K))));
    byte[] e = key.digest(MESSAGE).value().toByteArray();
    signer.update(e, 0, e.length);
    byte[] raw = new byte[64];
    try {
      raw = signer.generateSignature();
    } catch (org.bouncycastle.crypto.CryptoException impossible) {
      throw new AssertionError(impossible);
    }
    assertThat(HexFormat.of().formatHex(raw)).isEqualToIgnoringCase(R + S);
  }

  @Test
  void everyFlippedBitOfDigestOrSignatureFails() throws MalformedException {
    byte[] raw = signature().toRaw();
    for (int bit = 0; bit < raw.length * 8; bit++) {
      byte[] flipped = raw.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      boolean verifies;
      try {
        verifies =
            key.verifies(
                key.digest(MESSAGE), SignatureValue.fromRaw(SignatureSuite.SM2_SM3, flipped));
      } catch (MalformedException outOfRange) {
        verifies = false;
      }
      assertThat(verifies).as("bit %d", bit).isFalse();
    }
    for (int bit = 0; bit < MESSAGE.length * 8; bit++) {
      byte[] other = MESSAGE.clone();
      other[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(key.verifies(key.digest(other), signature())).isFalse();
    }
  }

  @Test
  void anotherUserIdFails() throws MalformedException {
    Sm2UserId alice =
        new Sm2UserId(ByteString.of("ALICE123@YAHOO.COM".getBytes(StandardCharsets.US_ASCII)));
    assertThat(key.verifies(Sm2Digest.of(key, alice, MESSAGE), signature())).isFalse();
  }

  @Test
  void valuesOutOfRangeCannotBeBuilt() {
    BigInteger n = Curves.SM2.getN();
    for (BigInteger bad :
        new BigInteger[] {BigInteger.ZERO, n, n.add(BigInteger.ONE), BigInteger.ONE.negate()}) {
      assertThatThrownBy(() -> SignatureValue.of(SignatureSuite.SM2_SM3, bad, BigInteger.ONE))
          .isInstanceOf(MalformedException.class);
      assertThatThrownBy(() -> SignatureValue.of(SignatureSuite.SM2_SM3, BigInteger.ONE, bad))
          .isInstanceOf(MalformedException.class);
      assertThatThrownBy(() -> new Sm2Signature(bad, BigInteger.ONE))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void pointsOffTheCurveCannotBeBuilt() {
    byte[] off = HexFormat.of().parseHex(P);
    off[64] ^= 1;
    assertThatThrownBy(() -> Sm2PublicKey.of(off)).isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> Sm2PublicKey.of(new byte[65])).isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> Sm2PublicKey.of(new byte[] {0}))
        .isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> P256PublicKey.of(HexFormat.of().parseHex(P)))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void sm3Vectors() {
    assertThat(sm3(""))
        .isEqualTo("1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b");
    assertThat(sm3("abc"))
        .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    assertThat(sm3("abcd".repeat(16)))
        .isEqualTo("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
  }

  @Test
  void spkiReadsBack() throws MalformedException {
    byte[] spki = key.toSpki().toByteArray();
    assertThat(VerificationKey.fromSpki(spki)).isEqualTo(key);
    assertThat(HexFormat.of().formatHex(spki)).contains("06082a811ccf5501822d");
  }

  private static String sm3(String text) {
    return Sm3Digest.of(text.getBytes(StandardCharsets.US_ASCII)).value().toHex();
  }

  private static SignatureValue signature() throws MalformedException {
    return SignatureValue.fromRaw(SignatureSuite.SM2_SM3, HexFormat.of().parseHex(R + S));
  }

  private static Sm2PublicKey key() {
    try {
      return Sm2PublicKey.of(HexFormat.of().parseHex(P));
    } catch (MalformedException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
