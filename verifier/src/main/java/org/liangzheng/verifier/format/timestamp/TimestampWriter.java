package org.liangzheng.verifier.format.timestamp;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.DerTag;
import org.liangzheng.verifier.crypto.DerWriter;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;

/** Writes timestamp tokens in strict DER. */
public final class TimestampWriter {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private TimestampWriter() {}

  /** DER of TSTInfo. Time is written to the millisecond, accuracy to the microsecond. */
  public static byte[] info(TimestampInfo info) {
    return DerWriter.sequence(
        DerWriter.integer(1),
        DerWriter.oid(info.policy()),
        info.imprint().encode(),
        DerWriter.integer(info.serial()),
        time(info),
        info.accuracy().map(TimestampWriter::accuracy).orElseGet(() -> new byte[0]),
        // DEFAULT FALSE is left out (X.690 §11.5).
        info.ordering() ? DerWriter.element(DerTag.BOOLEAN, new byte[] {(byte) 0xff}) : new byte[0],
        info.nonce().map(DerWriter::integer).orElseGet(() -> new byte[0]));
  }

  /**
   * DER of the signed attributes, tagged SET: what the authority's key signs.
   *
   * @param infoDer the bytes of TSTInfo
   * @param authority the certificate of the key
   */
  public static byte[] signedAttributes(byte[] infoDer, Certificate authority) {
    SignatureSuite suite = authority.publicKey().suite();
    byte[] digest = DerWriter.octets(suite.digest(authority.der().toByteArray()).value());
    // hashAlgorithm is DEFAULT SHA-256 and then left out.
    byte[] certificateId =
        suite.digestOid().equals(TimestampReader.SHA_256)
            ? DerWriter.sequence(digest)
            : DerWriter.sequence(algorithm(suite.digestOid()), digest);
    return setOf(
        List.of(
            attribute(TimestampReader.CONTENT_TYPE, DerWriter.oid(TimestampReader.TST_INFO)),
            attribute(
                TimestampReader.MESSAGE_DIGEST, DerWriter.octets(suite.digest(infoDer).value())),
            attribute(
                TimestampReader.SIGNING_CERTIFICATE_V2,
                DerWriter.sequence(DerWriter.sequence(certificateId)))));
  }

  /**
   * DER of the token, its authority's certificate inside.
   *
   * @param signedAttributes as {@link #signedAttributes} made them
   */
  public static byte[] token(
      byte[] infoDer, byte[] signedAttributes, Certificate authority, SignatureValue signature) {
    SignatureSuite suite = authority.publicKey().suite();
    byte[] implicitAttributes = signedAttributes.clone();
    implicitAttributes[0] = (byte) DerTag.context(0);
    byte[] signer =
        DerWriter.sequence(
            DerWriter.integer(1),
            DerWriter.sequence(
                authority.issuer().toByteArray(), DerWriter.integer(authority.serialNumber())),
            algorithm(suite.digestOid()),
            implicitAttributes,
            algorithm(suite.signatureOid()),
            DerWriter.element(DerTag.OCTET_STRING, signature.toDer()));
    byte[] signedData =
        DerWriter.sequence(
            DerWriter.integer(3),
            DerWriter.element(DerTag.SET, algorithm(suite.digestOid())),
            DerWriter.sequence(
                DerWriter.oid(TimestampReader.TST_INFO),
                DerWriter.explicit(0, DerWriter.element(DerTag.OCTET_STRING, infoDer))),
            DerWriter.element(DerTag.context(0), authority.der().toByteArray()),
            DerWriter.element(DerTag.SET, signer));
    return DerWriter.sequence(
        DerWriter.oid(TimestampReader.SIGNED_DATA), DerWriter.explicit(0, signedData));
  }

  static byte[] algorithm(String oid) {
    return DerWriter.sequence(DerWriter.oid(oid));
  }

  private static byte[] attribute(String type, byte[] value) {
    return DerWriter.sequence(DerWriter.oid(type), DerWriter.element(DerTag.SET, value));
  }

  /** SET OF in the order of DER: ascending encodings. */
  private static byte[] setOf(List<byte[]> elements) {
    return DerWriter.element(
        DerTag.SET, elements.stream().sorted(Arrays::compareUnsigned).toArray(byte[][]::new));
  }

  private static byte[] time(TimestampInfo info) {
    long millis = Math.floorMod(info.time().toEpochMilli(), 1_000L);
    String fraction =
        millis == 0 ? "" : ("." + String.format(Locale.ROOT, "%03d", millis)).replaceAll("0+$", "");
    return DerWriter.element(
        DerTag.GENERALIZED_TIME,
        (SECONDS.format(info.time()) + fraction + "Z").getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] accuracy(Duration accuracy) {
    int millis = accuracy.getNano() / 1_000_000;
    int micros = accuracy.getNano() / 1_000 % 1_000;
    return DerWriter.sequence(
        accuracy.getSeconds() == 0 ? new byte[0] : DerWriter.integer(accuracy.getSeconds()),
        thousandth(0x80, millis),
        thousandth(0x81, micros));
  }

  private static byte[] thousandth(int tag, int value) {
    if (value == 0) {
      return new byte[0];
    }
    byte[] integer = DerWriter.integer(BigInteger.valueOf(value));
    integer[0] = (byte) tag;
    return integer;
  }
}
