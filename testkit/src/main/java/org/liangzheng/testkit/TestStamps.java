package org.liangzheng.testkit;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.signer.timestamp.PreparedTimestamp;
import org.liangzheng.signer.timestamp.TimestampAuthority;
import org.liangzheng.signer.timestamp.TimestampRefusedException;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.DerTag;
import org.liangzheng.verifier.crypto.DerWriter;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.format.seal.SealFormat;
import org.liangzheng.verifier.format.signeddata.SignedMessageWriter;

/**
 * Stamps of every version put together element by element, so that each can be wrong in one way and
 * right in every other. Does not use the writer that ships.
 */
public final class TestStamps {

  private final TestWorld world;
  private SampleDepartment department = SampleDepartment.MARKET;
  private SealFormat format = SealFormat.SES_V4;
  private Optional<Certificate> signer = Optional.empty();
  private Optional<TestKey> signerKey = Optional.empty();
  private Optional<Certificate> maker = Optional.empty();
  private Optional<TestKey> makerKey = Optional.empty();
  private Optional<List<ByteString>> listed = Optional.empty();
  private boolean listDigests;
  private int headerVersion = -1;
  private boolean sealOverCertificateToo;
  private boolean otherSealForm;
  private boolean raw;
  private boolean tagged;
  private boolean octetsForBits;
  private byte[] extension = {};
  private Instant created = TestWorld.NOW.minusSeconds(60);
  private Instant validFrom = TestWorld.NOW.minusSeconds(60);
  private Instant validUntil = Instant.parse("2029-11-01T00:00:00Z");
  private Instant signedAt = TestWorld.NOW;
  private Optional<byte[]> timeInfo = Optional.empty();
  private Optional<Instant> stampedAt = Optional.empty();
  private UnaryOperator<byte[]> token = UnaryOperator.identity();
  private boolean tokenOfOtherBytes;
  private UnaryOperator<byte[]> seal = UnaryOperator.identity();
  private Optional<byte[]> sealWhole = Optional.empty();

  private TestStamps(TestWorld world) {
    this.world = world;
  }

  /** Starts from a version 4 stamp of the market regulator that is right in every respect. */
  public static TestStamps valid(TestWorld world) {
    return new TestStamps(world);
  }

  public TestStamps of(SampleDepartment other) {
    this.department = other;
    return this;
  }

  public TestStamps format(SealFormat other) {
    this.format = other;
    this.sealOverCertificateToo = other == SealFormat.SES_V1;
    return this;
  }

  /** Signs the seal over the other input than its version has: with or without the certificate. */
  public TestStamps sealSignedTheOtherWay() {
    this.otherSealForm = true;
    return this;
  }

  public TestStamps signedBy(Certificate certificate, TestKey key) {
    this.signer = Optional.of(certificate);
    this.signerKey = Optional.of(key);
    return this;
  }

  public TestStamps madeBy(Certificate certificate, TestKey key) {
    this.maker = Optional.of(certificate);
    this.makerKey = Optional.of(key);
    return this;
  }

  /** Another list of signers, whole certificates. */
  public TestStamps listing(ByteString... certificates) {
    this.listed = Optional.of(List.of(certificates));
    return this;
  }

  /** certListType 2: digests by SM3. */
  public TestStamps listingDigests() {
    this.listDigests = true;
    return this;
  }

  public TestStamps headerVersion(int version) {
    this.headerVersion = version;
    return this;
  }

  /** Signature values as 64 bytes r‖s. */
  public TestStamps raw() {
    this.raw = true;
    return this;
  }

  /** extDatas of the seal under an explicit [0]. */
  public TestStamps taggedExtensions() {
    this.tagged = true;
    return this;
  }

  public TestStamps octetsForBits() {
    this.octetsForBits = true;
    return this;
  }

  /** One extension of the seal: DER of ExtData. */
  public TestStamps extension(byte[] extData) {
    this.extension = extData;
    return this;
  }

  public TestStamps sealFrom(Instant from, Instant until) {
    this.validFrom = from;
    this.validUntil = until;
    return this;
  }

  public TestStamps sealCreated(Instant at) {
    this.created = at;
    return this;
  }

  public TestStamps signedAt(Instant time) {
    this.signedAt = time;
    return this;
  }

  /** The element that says when: DER of timeInfo itself, or for version 1 of what is in it. */
  public TestStamps timeInfo(byte[] content) {
    this.timeInfo = Optional.of(content);
    return this;
  }

  /** Adds a timestamp of the world's authority. */
  public TestStamps timestamped(Instant at) {
    this.stampedAt = Optional.of(at);
    return this;
  }

  /** Changes the token's bytes. */
  public TestStamps token(UnaryOperator<byte[]> change) {
    this.token = change;
    return this;
  }

  public TestStamps tokenOfOtherBytes() {
    this.tokenOfOtherBytes = true;
    return this;
  }

  /** Changes the finished seal's bytes before it is stamped. */
  public TestStamps seal(UnaryOperator<byte[]> change) {
    this.seal = change;
    return this;
  }

  /** Stamps with this seal. */
  public TestStamps seal(byte[] whole) {
    this.sealWhole = Optional.of(whole);
    return this;
  }

  private Certificate signer() {
    return signer.orElseGet(() -> world.certificate(department.sealKey()));
  }

  private TestKey signerKey() {
    return signerKey.orElseGet(() -> world.key(department.sealKey()));
  }

  private Certificate maker() {
    return maker.orElseGet(() -> world.certificate(SampleRole.SEAL_MAKER));
  }

  private boolean first() {
    return format == SealFormat.SES_V1;
  }

  private byte[] time(Instant at) {
    return first() || format == SealFormat.SES_PLATFORM
        ? DerWriter.utcTime(at)
        : DerWriter.generalizedTime(at);
  }

  /** DER of SESeal; the same bytes each time. */
  public byte[] seal() {
    byte[] whole = sealWhole.orElseGet(this::makeSeal);
    sealWhole = Optional.of(whole);
    return whole;
  }

  private byte[] makeSeal() {
    int version =
        headerVersion >= 0
            ? headerVersion
            : switch (format) {
              case SES_V1 -> 1;
              case SES_V4, SES_PLATFORM -> 4;
              case SES_V5 -> 5;
            };
    byte[] header =
        DerWriter.sequence(
            DerWriter.ia5("ES"), DerWriter.integer(version), DerWriter.ia5("LZTEST"));
    List<ByteString> certificates = listed.orElseGet(() -> List.of(signer().der()));
    byte[] list =
        DerWriter.sequence(
            certificates.stream()
                .map(c ->
                    listDigests
                        ? DerWriter.sequence(
                            DerWriter.printable(SignatureSuite.SM2_SM3.digestOid()),
                            DerWriter.octets(SignatureSuite.SM2_SM3.digest(c).value()))
                        : DerWriter.octets(c))
                .toArray(byte[][]::new));
    byte[] property =
        DerWriter.sequence(
            DerWriter.integer(1),
            DerWriter.utf8("测试印章"),
            first() ? new byte[0] : DerWriter.integer(listDigests ? 2 : 1),
            list,
            time(created),
            time(validFrom),
            time(validUntil));
    byte[] picture =
        DerWriter.sequence(
            DerWriter.ia5("PNG"),
            DerWriter.octets(ByteString.of(new byte[] {1, 2, 3})),
            DerWriter.integer(40),
            DerWriter.integer(40));
    byte[] extensions = extension.length == 0 ? extension : DerWriter.sequence(extension);
    byte[] info =
        DerWriter.sequence(
            header,
            DerWriter.ia5("99010000000001"),
            property,
            picture,
            tagged ? DerWriter.explicit(0, extensions) : extensions);
    SignatureSuite suite = maker().publicKey().suite();
    byte[] certificate = DerWriter.octets(maker().der());
    byte[] algorithm = DerWriter.oid(suite.signatureOid());
    byte[] signed =
        sealOverCertificateToo != otherSealForm
            ? DerWriter.sequence(info, certificate, algorithm)
            : info;
    SignatureValue value =
        makerKey
            .orElseGet(() -> world.key(SampleRole.SEAL_MAKER))
            .sign(maker().publicKey().digest(signed));
    byte[] bits = DerWriter.bitString(raw ? value.toRaw() : value.toDer());
    byte[] whole =
        first()
            ? DerWriter.sequence(info, DerWriter.sequence(certificate, algorithm, bits))
            : DerWriter.sequence(info, certificate, algorithm, bits);
    return seal.apply(whole);
  }

  private byte[] bits(byte[] content) {
    return octetsForBits ? DerWriter.octets(ByteString.of(content)) : DerWriter.bitString(content);
  }

  /**
   * DER of SES_Signature.
   *
   * @param description bytes of Signature.xml
   * @param path where it stands
   */
  public byte[] stamp(ByteString description, String path) {
    SignatureSuite suite = signer().publicKey().suite();
    byte[] hash = suite.digest(description).value().toByteArray();
    byte[] certificate = DerWriter.octets(signer().der());
    byte[] algorithm = DerWriter.oid(suite.signatureOid());
    boolean oldStamp = first() || format == SealFormat.SES_PLATFORM;
    byte[] tbs =
        oldStamp
            ? DerWriter.sequence(
                DerWriter.integer(1),
                seal(),
                bits(timeInfo.orElseGet(() -> DerWriter.utcTime(signedAt))),
                bits(hash),
                DerWriter.ia5(path),
                certificate,
                algorithm)
            : DerWriter.sequence(
                DerWriter.integer(4),
                seal(),
                timeInfo.orElseGet(() -> DerWriter.generalizedTime(signedAt)),
                DerWriter.bitString(hash),
                DerWriter.ia5(path));
    SignatureValue value = signerKey().sign(signer().publicKey().digest(tbs));
    byte[] octets = raw ? value.toRaw() : value.toDer();
    return oldStamp
        ? DerWriter.sequence(tbs, DerWriter.bitString(octets))
        : DerWriter.sequence(
            tbs,
            certificate,
            algorithm,
            DerWriter.bitString(octets),
            token(octets)
                .map(t -> DerWriter.explicit(0, DerWriter.bitString(t)))
                .orElse(new byte[0]));
  }

  /** DER of a GB/T 35275 signed message over the description. */
  public byte[] message(ByteString description) {
    SignatureSuite suite = signer().publicKey().suite();
    byte[] attributes = SignedMessageWriter.attributes(suite.digest(description), signedAt);
    SignatureValue value = signerKey().sign(signer().publicKey().digest(attributes));
    return SignedMessageWriter.message(
        attributes, signer(), value, token(value.toDer()).map(ByteString::of));
  }

  /** A signed message whose content is the digest of the description, without attributes. */
  public byte[] messageWithDigestInside(ByteString description) {
    SignatureSuite suite = signer().publicKey().suite();
    ByteString content = suite.digest(description).value();
    SignatureValue value = signerKey().sign(signer().publicKey().digest(content.toByteArray()));
    byte[] digestAlgorithm = DerWriter.sequence(DerWriter.oid(suite.digestOid()));
    byte[] info =
        DerWriter.sequence(
            DerWriter.integer(1),
            DerWriter.sequence(
                signer().issuer().toByteArray(), DerWriter.integer(signer().serialNumber())),
            digestAlgorithm,
            DerWriter.sequence(DerWriter.oid(suite.signatureOid())),
            DerWriter.octets(ByteString.of(raw ? value.toRaw() : value.toDer())));
    return DerWriter.sequence(
        DerWriter.oid("1.2.156.10197.6.1.4.2.2"),
        DerWriter.explicit(
            0,
            DerWriter.sequence(
                DerWriter.integer(1),
                DerWriter.element(DerTag.SET, digestAlgorithm),
                DerWriter.sequence(
                    DerWriter.oid("1.2.156.10197.6.1.4.2.1"),
                    DerWriter.explicit(0, DerWriter.octets(content))),
                DerWriter.explicit(0, signer().der().toByteArray()),
                DerWriter.element(DerTag.SET, info))));
  }

  private Optional<byte[]> token(byte[] signature) {
    return stampedAt.map(at ->
        token.apply(
            token(
                world,
                tokenOfOtherBytes ? "else".getBytes(StandardCharsets.US_ASCII) : signature,
                at)));
  }

  /** A timestamp token of the world's authority. */
  public static byte[] token(TestWorld world, byte[] content, Instant at) {
    SecureRandom random = world.random();
    Certificate authority = world.certificate(SampleRole.TIMESTAMP);
    try {
      PreparedTimestamp prepared =
          new TimestampAuthority(authority, "1.2.3.4", Duration.ofSeconds(1))
              .prepare(authority.publicKey().suite().digest(content), at, random);
      return prepared
          .finish(world.key(SampleRole.TIMESTAMP).sign(prepared.digest()))
          .der()
          .toByteArray();
    } catch (TimestampRefusedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** DER of ExtData. */
  public static byte[] extData(String oid, Optional<Boolean> critical, byte[] value) {
    List<byte[]> parts = new ArrayList<>();
    parts.add(DerWriter.oid(oid));
    critical.ifPresent(
        c -> parts.add(DerWriter.element(DerTag.BOOLEAN, new byte[] {(byte) (c ? 0xff : 0)})));
    parts.add(DerWriter.octets(ByteString.of(value)));
    return DerWriter.sequence(parts.toArray(byte[][]::new));
  }
}
