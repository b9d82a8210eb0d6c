package org.liangzheng.verifier.format.timestamp;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.liangzheng.verifier.crypto.AlgorithmId;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.DerReader;
import org.liangzheng.verifier.crypto.DerTag;
import org.liangzheng.verifier.crypto.MalformedException;

/**
 * Reads timestamp tokens from strict DER. One signer, named by issuer and serial number, with a
 * signing-certificate-v2 attribute: the older attribute by SHA-1 is not taken for a binding.
 */
public final class TimestampReader {
  /** A larger token is refused. */
  public static final int MAX_BYTES = 256 * 1024;

  static final String SIGNED_DATA = "1.2.840.113549.1.7.2";

  /**
   * signedData of GB/T 35275, which some authorities with SM2 keys write around the same content.
   */
  static final String SIGNED_DATA_GM = "1.2.156.10197.6.1.4.2.2";

  static final String TST_INFO = "1.2.840.113549.1.9.16.1.4";
  static final String CONTENT_TYPE = "1.2.840.113549.1.9.3";
  static final String MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
  static final String SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47";
  static final String SHA_256 = "2.16.840.1.101.3.4.2.1";

  private static final int MAX_CERTIFICATES = 16;
  private static final int MAX_ATTRIBUTES = 32;
  private static final Pattern TIME = Pattern.compile("([0-9]{14})(?:\\.([0-9]{0,8}[1-9]))?Z");

  private TimestampReader() {}

  /**
   * Reads a token.
   *
   * @throws MalformedException if it is not a strict DER timestamp token of this form
   */
  public static TimestampToken read(ByteString der) throws MalformedException {
    if (der.size() > MAX_BYTES) {
      throw new MalformedException("a timestamp token is larger than 256 KiB");
    }
    DerReader content = DerReader.of(der).readOnly(DerTag.SEQUENCE);
    String type = content.readOid();
    if (!type.equals(SIGNED_DATA) && !type.equals(SIGNED_DATA_GM)) {
      throw new MalformedException("a timestamp token is signed data");
    }
    DerReader signedData = content.readOnly(DerTag.context(0)).readOnly(DerTag.SEQUENCE);
    int version = signedData.readSmallInteger();
    if (version != 1 && version != 3) {
      throw new MalformedException("a timestamp token is signed data of version 3, or 1 by SM2");
    }
    DerReader digests = signedData.open(DerTag.SET);
    String announced = AlgorithmId.read(digests);
    digests.requireEnd();
    ByteString infoDer = encapsulated(signedData.open(DerTag.SEQUENCE));
    List<ByteString> certificates = List.of();
    if (signedData.peekTag() == DerTag.context(0)) {
      certificates = certificates(signedData.open(DerTag.context(0)));
    }
    if (signedData.peekTag() == DerTag.context(1)) {
      signedData.next(DerTag.context(1));
    }
    DerReader signer = signedData.readOnly(DerTag.SET).readOnly(DerTag.SEQUENCE);
    TimestampToken token = signer(der, infoDer, certificates, signer);
    if (!token.digestAlgorithm().equals(announced)) {
      throw new MalformedException("the signer's digest algorithm was not announced");
    }
    return token;
  }

  private static ByteString encapsulated(DerReader content) throws MalformedException {
    if (!content.readOid().equals(TST_INFO)) {
      throw new MalformedException("the signed content is not a TSTInfo");
    }
    DerReader explicit = content.readOnly(DerTag.context(0));
    ByteString infoDer = explicit.readOctets();
    explicit.requireEnd();
    return infoDer;
  }

  private static List<ByteString> certificates(DerReader set) throws MalformedException {
    List<ByteString> certificates = new ArrayList<>();
    while (set.hasMore()) {
      certificates.add(set.next(DerTag.SEQUENCE).encoded());
      if (certificates.size() > MAX_CERTIFICATES) {
        throw new MalformedException("a token carries more than 16 certificates");
      }
    }
    return certificates;
  }

  private static TimestampToken signer(
      ByteString der, ByteString infoDer, List<ByteString> certificates, DerReader signer)
      throws MalformedException {
    if (signer.readSmallInteger() != 1) {
      throw new MalformedException("a signer is named by issuer and serial number");
    }
    DerReader name = signer.open(DerTag.SEQUENCE);
    ByteString issuer = name.next(DerTag.SEQUENCE).encoded();
    BigInteger serialNumber = name.readInteger();
    name.requireEnd();
    String digestAlgorithm = AlgorithmId.read(signer);
    ByteString implicit = signer.next(DerTag.context(0)).encoded();
    String signatureAlgorithm = AlgorithmId.read(signer);
    ByteString signature = signer.readOctets();
    if (signer.peekTag() == DerTag.context(1)) {
      signer.next(DerTag.context(1));
    }
    signer.requireEnd();

    byte[] attributes = implicit.toByteArray();
    attributes[0] = DerTag.SET;
    Map<String, DerReader.Element> byType = attributes(attributes);
    if (!value(byType, CONTENT_TYPE).readOid().equals(TST_INFO)) {
      throw new MalformedException("the content type attribute names another content");
    }
    return new TimestampToken(
        der,
        info(infoDer),
        infoDer,
        digestAlgorithm,
        issuer,
        serialNumber,
        ByteString.of(attributes),
        value(byType, MESSAGE_DIGEST).readOctets(),
        certificateId(value(byType, SIGNING_CERTIFICATE_V2)),
        signatureAlgorithm,
        signature,
        certificates);
  }

  /** The values of each attribute; the set has to stand in DER order (X.690 §11.6). */
  private static Map<String, DerReader.Element> attributes(byte[] set) throws MalformedException {
    DerReader list = DerReader.of(set).readOnly(DerTag.SET);
    Map<String, DerReader.Element> byType = new HashMap<>();
    byte[] before = {};
    while (list.hasMore()) {
      DerReader.Element attribute = list.next(DerTag.SEQUENCE);
      byte[] encoded = attribute.encoded().toByteArray();
      if (Arrays.compareUnsigned(before, encoded) >= 0) {
        throw new MalformedException("the signed attributes are not in the order of DER");
      }
      before = encoded;
      DerReader parts = attribute.open();
      String type = parts.readOid();
      DerReader.Element values = parts.next(DerTag.SET);
      parts.requireEnd();
      if (byType.put(type, values) != null || byType.size() > MAX_ATTRIBUTES) {
        throw new MalformedException("an attribute stands twice, or there are more than 32");
      }
    }
    return byType;
  }

  /** A reader over the only value of an attribute. */
  private static DerReader value(Map<String, DerReader.Element> attributes, String type)
      throws MalformedException {
    DerReader.Element values = attributes.get(type);
    if (values == null) {
      throw new MalformedException("a required signed attribute is missing");
    }
    DerReader list = values.open();
    list.next();
    list.requireEnd();
    return values.open();
  }

  private static TimestampToken.CertificateId certificateId(DerReader value)
      throws MalformedException {
    DerReader signingCertificate = value.open(DerTag.SEQUENCE);
    // The first entry is the signer's (RFC 5035 §3); the others only limit the path.
    DerReader first = signingCertificate.open(DerTag.SEQUENCE).open(DerTag.SEQUENCE);
    String algorithm = first.peekTag() == DerTag.SEQUENCE ? AlgorithmId.read(first) : SHA_256;
    return new TimestampToken.CertificateId(algorithm, first.readOctets());
  }

  private static TimestampInfo info(ByteString der) throws MalformedException {
    DerReader info = DerReader.of(der).readOnly(DerTag.SEQUENCE);
    if (info.readSmallInteger() != 1) {
      throw new MalformedException("a TSTInfo has version 1");
    }
    String policy = info.readOid();
    MessageImprint imprint = MessageImprint.read(info);
    BigInteger serial = info.readInteger();
    if (serial.bitLength() > TimestampInfo.MAX_SERIAL_BITS) {
      throw new MalformedException("a token's serial number has more than 160 bits");
    }
    Instant time = time(info.next(DerTag.GENERALIZED_TIME).content());
    Optional<Duration> accuracy = Optional.empty();
    if (info.peekTag() == DerTag.SEQUENCE) {
      accuracy = Optional.of(accuracy(info.open(DerTag.SEQUENCE)));
    }
    boolean ordering = info.peekTag() == DerTag.BOOLEAN && info.readBoolean();
    Optional<BigInteger> nonce = Optional.empty();
    if (info.peekTag() == DerTag.INTEGER) {
      nonce = Optional.of(nonce(info));
    }
    if (info.peekTag() == DerTag.context(0)) {
      info.next(); // The authority's name: the certificate says it better.
    }
    if (info.peekTag() == DerTag.context(1)) {
      rejectCritical(info.open(DerTag.context(1)));
    }
    info.requireEnd();
    return new TimestampInfo(policy, imprint, serial, time, accuracy, ordering, nonce);
  }

  static BigInteger nonce(DerReader from) throws MalformedException {
    BigInteger nonce = from.readInteger();
    if (nonce.bitLength() > TimestampInfo.MAX_NONCE_BITS) {
      throw new MalformedException("a nonce has more than 512 bits");
    }
    return nonce;
  }

  /** Extensions ::= SEQUENCE OF { oid, BOOLEAN DEFAULT FALSE, OCTET STRING }, tag implicit. */
  static void rejectCritical(DerReader extensions) throws MalformedException {
    while (extensions.hasMore()) {
      DerReader extension = extensions.open(DerTag.SEQUENCE);
      extension.readOid();
      if (extension.peekTag() == DerTag.BOOLEAN && extension.readBoolean()) {
        throw new MalformedException("a critical extension is not understood");
      }
      extension.readOctets();
      extension.requireEnd();
    }
  }

  /**
   * Accuracy ::= SEQUENCE { seconds OPTIONAL, millis [0] (1..999) OPTIONAL, micros [1] OPTIONAL }.
   */
  private static Duration accuracy(DerReader parts) throws MalformedException {
    Duration accuracy = Duration.ZERO;
    if (parts.peekTag() == DerTag.INTEGER) {
      accuracy = accuracy.plusSeconds(parts.readSmallInteger());
    }
    if (parts.peekTag() == 0x80) {
      accuracy = accuracy.plusMillis(thousandth(parts.next()));
    }
    if (parts.peekTag() == 0x81) {
      accuracy = accuracy.plusNanos(thousandth(parts.next()) * 1_000L);
    }
    parts.requireEnd();
    return accuracy;
  }

  private static int thousandth(DerReader.Element implicit) throws MalformedException {
    byte[] encoded = implicit.encoded().toByteArray();
    encoded[0] = DerTag.INTEGER;
    int value = DerReader.of(encoded).readSmallInteger();
    if (value < 1 || value > 999) {
      throw new MalformedException("millis and micros go from 1 to 999");
    }
    return value;
  }

  /** GeneralizedTime of RFC 3161: UTC, fraction of a second without trailing zeros. */
  private static Instant time(ByteString content) throws MalformedException {
    String text = new String(content.toByteArray(), StandardCharsets.ISO_8859_1);
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      throw new MalformedException("a token's time is not in the form of DER");
    }
    String fraction = matcher.group(2);
    int nanos = fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
    try {
      return LocalDateTime.of(
              Integer.parseInt(text, 0, 4, 10),
              Integer.parseInt(text, 4, 6, 10),
              Integer.parseInt(text, 6, 8, 10),
              Integer.parseInt(text, 8, 10, 10),
              Integer.parseInt(text, 10, 12, 10),
              Integer.parseInt(text, 12, 14, 10),
              nanos)
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException noSuchTime) {
      throw new MalformedException("a token's time does not exist", noSuchTime);
    }
  }
}
