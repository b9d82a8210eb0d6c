package org.liangzheng.verifier.format.signeddata;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.verifier.crypto.AlgorithmId;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.CertificateReader;
import org.liangzheng.verifier.crypto.DerReader;
import org.liangzheng.verifier.crypto.DerTag;
import org.liangzheng.verifier.crypto.DerWriter;
import org.liangzheng.verifier.crypto.MalformedException;

/** Reads GB/T 35275 signedData with one signer from strict DER. */
public final class SignedMessageReader {
  /** A larger message is refused. */
  public static final int MAX_BYTES = 4 * 1024 * 1024;

  static final String CONTENT_TYPE = "1.2.840.113549.1.9.3";
  static final String MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
  static final String SIGNING_TIME = "1.2.840.113549.1.9.5";
  static final String TIMESTAMP_TOKEN = "1.2.840.113549.1.9.16.2.14";

  private static final int MAX_LIST = 16;

  private SignedMessageReader() {}

  /**
   * Reads a message.
   *
   * @throws MalformedException if it is not a strict DER message with one signer whose certificate
   *     it carries
   */
  public static SignedMessage read(ByteString der) throws MalformedException {
    return read(der, Certificate::of);
  }

  /**
   * Reads a message.
   *
   * @param certificateReader reads the certificates in it
   * @throws MalformedException as {@link #read(ByteString)}
   */
  public static SignedMessage read(ByteString der, CertificateReader certificateReader)
      throws MalformedException {
    if (der.size() > MAX_BYTES) {
      throw new MalformedException("a signed message is larger than 4 MiB");
    }
    DerReader outer = DerReader.of(der).readOnly(DerTag.SEQUENCE);
    if (!outer.readOid().equals(SignedMessage.SIGNED_DATA)) {
      throw new MalformedException("not signedData of GB/T 35275");
    }
    DerReader data = outer.readOnly(DerTag.context(0)).readOnly(DerTag.SEQUENCE);
    requireVersion(data.readSmallInteger());
    String digestOid = digestAlgorithm(data.open(DerTag.SET));
    DerReader encapsulated = data.open(DerTag.SEQUENCE);
    String contentType = contentType(encapsulated.readOid());
    Optional<ByteString> content = Optional.empty();
    if (encapsulated.hasMore()) {
      DerReader explicit = encapsulated.readOnly(DerTag.context(0));
      content = Optional.of(explicit.readOctets());
      explicit.requireEnd();
    }
    List<Certificate> certificates = certificates(data.open(DerTag.context(0)), certificateReader);
    if (data.peekTag() == DerTag.context(1)) {
      // Revocation lists come with the evidence, never with the file.
      data.next();
    }
    DerReader signer = data.readOnly(DerTag.SET).readOnly(DerTag.SEQUENCE);

    requireVersion(signer.readSmallInteger());
    DerReader name = signer.open(DerTag.SEQUENCE);
    ByteString issuer = name.next(DerTag.SEQUENCE).encoded();
    var serial = name.readInteger();
    name.requireEnd();
    if (!AlgorithmId.read(signer).equals(digestOid)) {
      throw new MalformedException("message and signer name two digest algorithms");
    }
    Optional<SignedAttributes> attributes = Optional.empty();
    if (signer.peekTag() == DerTag.context(0)) {
      attributes = Optional.of(attributes(signer.next()));
    }
    String signatureOid = AlgorithmId.read(signer);
    ByteString signature = signer.readOctets();
    Optional<ByteString> timestamp = Optional.empty();
    if (signer.hasMore()) {
      timestamp = timestamp(signer.next(DerTag.context(1)).open());
    }
    signer.requireEnd();

    Certificate certificate =
        certificates.stream()
            .filter(c -> c.serialNumber().equals(serial) && c.issuer().equals(issuer))
            .findFirst()
            .orElseThrow(() -> new MalformedException("the signer's certificate is missing"));
    return new SignedMessage(
        der,
        contentType,
        content,
        certificate,
        digestOid,
        attributes,
        signatureOid,
        signature,
        timestamp);
  }

  private static void requireVersion(int version) throws MalformedException {
    if (version != 1) {
      throw new MalformedException("versions of GB/T 35275 are 1");
    }
  }

  private static String contentType(String oid) throws MalformedException {
    if (!oid.equals(SignedMessage.DATA) && !oid.equals(SignedMessage.PKCS7_DATA)) {
      throw new MalformedException("the content is not data");
    }
    return oid;
  }

  private static String digestAlgorithm(DerReader set) throws MalformedException {
    String oid = AlgorithmId.read(set);
    set.requireEnd();
    return oid;
  }

  private static List<Certificate> certificates(DerReader set, CertificateReader reader)
      throws MalformedException {
    List<Certificate> certificates = new ArrayList<>();
    while (set.hasMore()) {
      certificates.add(reader.read(set.next(DerTag.SEQUENCE).encoded()));
      requireCount(certificates.size());
    }
    return certificates;
  }

  private static SignedAttributes attributes(DerReader.Element implicit) throws MalformedException {
    Map<String, DerReader> values = values(implicit.open());
    DerReader type = require(values, CONTENT_TYPE);
    DerReader digest = require(values, MESSAGE_DIGEST);
    Optional<Instant> time = Optional.empty();
    if (values.containsKey(SIGNING_TIME)) {
      time = Optional.of(require(values, SIGNING_TIME).readTime());
    }
    // The signature covers the attributes under the tag SET, not under the [0] they are sent with.
    byte[] set = DerWriter.element(DerTag.SET, implicit.content().toByteArray());
    return new SignedAttributes(
        ByteString.wrap(set), contentType(type.readOid()), digest.readOctets(), time);
  }

  private static Optional<ByteString> timestamp(DerReader unsigned) throws MalformedException {
    Map<String, DerReader> values = values(unsigned);
    return values.containsKey(TIMESTAMP_TOKEN)
        ? Optional.of(require(values, TIMESTAMP_TOKEN).next(DerTag.SEQUENCE).encoded())
        : Optional.empty();
  }

  /** Attributes by type; each type once, with one value. */
  private static Map<String, DerReader> values(DerReader attributes) throws MalformedException {
    Map<String, DerReader> values = new HashMap<>();
    while (attributes.hasMore()) {
      DerReader attribute = attributes.open(DerTag.SEQUENCE);
      String type = attribute.readOid();
      DerReader set = attribute.readOnly(DerTag.SET);
      ByteString only = set.next().encoded();
      set.requireEnd();
      if (values.put(type, DerReader.of(only)) != null) {
        throw new MalformedException("an attribute stands twice");
      }
      requireCount(values.size());
    }
    return values;
  }

  private static DerReader require(Map<String, DerReader> values, String type)
      throws MalformedException {
    DerReader value = values.get(type);
    if (value == null) {
      throw new MalformedException("a signed attribute is missing");
    }
    return value;
  }

  private static void requireCount(int count) throws MalformedException {
    if (count > MAX_LIST) {
      throw new MalformedException("a list in a signed message is longer than 16");
    }
  }
}
