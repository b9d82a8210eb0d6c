package org.liangzheng.verifier.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingTest {
  /** RFC 6979 A.2.5: P-256, SHA-256, message "sample". */
  @Test
  void p256Vector() throws MalformedException {
    VerificationKey key =
        VerificationKey.of(
            SignatureSuite.P256_SHA256,
            HexFormat.of()
                .parseHex(
                    "0460FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"
                        + "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299"));
    SignatureValue signature =
        SignatureValue.fromRaw(
            SignatureSuite.P256_SHA256,
            HexFormat.of()
                .parseHex(
                    "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
                        + "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"));
    byte[] sample = {'s', 'a', 'm', 'p', 'l', 'e'};
    assertThat(key.verifies(key.digest(sample), signature)).isTrue();
    assertThat(key.verifies(key.digest(new byte[] {'x'}), signature)).isFalse();
    assertThat(VerificationKey.fromSpki(key.toSpki().toByteArray())).isEqualTo(key);
  }

  @ParameterizedTest
  @EnumSource(SignatureSuite.class)
  void signaturesReadBackInBothForms(SignatureSuite suite) throws Exception {
    for (BigInteger r :
        new BigInteger[] {BigInteger.ONE, BigInteger.TWO.pow(255), BigInteger.valueOf(128)}) {
      SignatureValue value = SignatureValue.of(suite, r, BigInteger.valueOf(255));
      assertThat(SignatureValue.fromRaw(suite, value.toRaw())).isEqualTo(value);
      assertThat(SignatureValue.fromDer(suite, value.toDer())).isEqualTo(value);
      // BouncyCastle writes the same DER.
      assertThat(value.toDer())
          .isEqualTo(
              new DERSequence(
                      new ASN1Integer[] {
                        new ASN1Integer(r), new ASN1Integer(BigInteger.valueOf(255))
                      })
                  .getEncoded("DER"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3006020101020101ff", // bytes follow
        "300702020001020101", // padded integer
        "3080020101020101", // indefinite length
        "308106020101020101", // length not minimal
        "3009020101020101020101", // a third integer
        "3006020100020101", // zero
        "30060201ff020101", // negative
        "3106020101020101", // a set
        "3007020101020101", // longer than its bytes
        "",
        "30"
      })
  void looseDerIsRefused(String hex) {
    assertThatThrownBy(
            () -> SignatureValue.fromDer(SignatureSuite.SM2_SM3, HexFormat.of().parseHex(hex)))
        .isInstanceOf(MalformedException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.2.156.10197.1.501", "2.999.3", "2.5.29.15", "0.9.2342", "1.2.840.113549.1.7.1"})
  void objectIdentifiersAgreeWithBouncyCastle(String dotted) throws Exception {
    byte[] ours = DerWriter.oid(dotted);
    assertThat(ours).isEqualTo(new ASN1ObjectIdentifier(dotted).getEncoded("DER"));
    assertThat(DerReader.of(ours).readOid()).isEqualTo(dotted);
  }

  @Test
  void times() throws MalformedException {
    assertThat(
            DerReader.of(DerWriter.generalizedTime(Instant.parse("2026-11-22T03:04:05Z")))
                .readTime())
        .isEqualTo(Instant.parse("2026-11-22T03:04:05Z"));
    assertThat(time(DerTag.UTC_TIME, "491231235959Z")).isEqualTo("2049-12-31T23:59:59Z");
    assertThat(time(DerTag.UTC_TIME, "500101000000Z")).isEqualTo("1950-01-01T00:00:00Z");
    for (String bad :
        new String[] {"20261122030405", "20261122030405.1Z", "20261322030405Z", "2026112203Z"}) {
      assertThatThrownBy(() -> time(DerTag.GENERALIZED_TIME, bad))
          .isInstanceOf(MalformedException.class);
    }
  }

  @Test
  void longElementsKeepTheirReceivedBytes() throws MalformedException {
    byte[] content = new byte[70_000];
    byte[] element = DerWriter.element(DerTag.OCTET_STRING, content);
    byte[] outer = DerWriter.sequence(element, DerWriter.integer(7));
    DerReader reader = DerReader.of(outer).readOnly(DerTag.SEQUENCE);
    assertThat(reader.next(DerTag.OCTET_STRING).encoded().toByteArray()).isEqualTo(element);
    assertThat(reader.readSmallInteger()).isEqualTo(7);
    reader.requireEnd();
  }

  private static Instant time(int tag, String text) throws MalformedException {
    return DerReader.of(DerWriter.element(tag, text.getBytes(StandardCharsets.US_ASCII)))
        .readTime();
  }
}
