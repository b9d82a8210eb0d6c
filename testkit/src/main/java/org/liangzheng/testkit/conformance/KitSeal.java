package org.liangzheng.testkit.conformance;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.liangzheng.testkit.conformance.KitWorld.Party;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.DerTag;
import org.liangzheng.verifier.crypto.DerWriter;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.format.seal.SealExtension;
import org.liangzheng.verifier.format.seal.SealInfo;
import org.liangzheng.verifier.format.seal.SealPicture;
import org.liangzheng.verifier.format.seal.SealWriter;
import org.liangzheng.verifier.format.seal.SignerList;

/** A seal; starts valid, each case changes the one thing it is about. */
final class KitSeal {
  private static final String PICTURE =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 40\"><circle cx=\"20\" cy=\"20\""
          + " r=\"19\" fill=\"none\" stroke=\"#C8102E\"/><path fill=\"#C8102E\" d=\"M20 13l2 5h5l-4"
          + " 3 2 5-5-3-5 3 2-5-4-3h5z\"/></svg>";

  /** Version of the standard that the seal follows. */
  enum Shape {
    V1,
    V4,
    V5
  }

  private final Shape shape;
  private Party maker;
  private Party signedBy;
  private SignerList signers;
  private Instant from = KitWorld.START;
  private Instant until = KitWorld.START.plus(Duration.ofDays(1_000));
  private List<SealExtension> extensions = List.of();

  private KitSeal(Shape shape, KitWorld world, SignerList signers) {
    this.shape = shape;
    this.maker = world.maker;
    this.signedBy = world.maker;
    this.signers = signers;
  }

  /** A valid seal of version 4 for one signer. */
  static KitSeal of(KitWorld world, Certificate signer) {
    return of(Shape.V4, world, signer);
  }

  static KitSeal of(Shape shape, KitWorld world, Certificate signer) {
    return new KitSeal(shape, world, new SignerList.Certificates(List.of(signer.der())));
  }

  KitSeal madeBy(Party other) {
    this.maker = other;
    this.signedBy = other;
    return this;
  }

  /** Names its maker but is signed by another key. */
  KitSeal forgedBy(Party other) {
    this.signedBy = other;
    return this;
  }

  KitSeal listing(SignerList list) {
    this.signers = list;
    return this;
  }

  KitSeal valid(Instant first, Instant last) {
    this.from = first;
    this.until = last;
    return this;
  }

  KitSeal extended(SealExtension extension) {
    this.extensions = List.of(extension);
    return this;
  }

  byte[] der() {
    SealInfo info =
        new SealInfo(
            switch (shape) {
              case V1 -> 1;
              case V4 -> 4;
              case V5 -> 5;
            },
            "LIANGZHENG",
            "99010000000001",
            1,
            "亮城市示例证照专用章",
            signers,
            KitWorld.MADE,
            from,
            until,
            new SealPicture("svg", ByteString.of(PICTURE.getBytes(StandardCharsets.UTF_8)), 40, 40),
            extensions);
    return switch (shape) {
      case V4, V5 -> {
        byte[] infoDer = SealWriter.info(info);
        yield SealWriter.seal(infoDer, maker.certificate(), sign(infoDer));
      }
      case V1 -> {
        byte[] certificate = DerWriter.octets(maker.certificate().der());
        byte[] oid = DerWriter.oid(maker.key().publicKey().suite().signatureOid());
        byte[] infoDer = first(info);
        yield DerWriter.sequence(
            infoDer,
            DerWriter.sequence(
                certificate,
                oid,
                DerWriter.bitString(sign(DerWriter.sequence(infoDer, certificate, oid)).toDer())));
      }
    };
  }

  private SignatureValue sign(byte[] bytes) {
    // The digest is the named maker's: only the key is another one.
    return signedBy.key().sign(maker.certificate().publicKey().digest(bytes));
  }

  /** SES_SealInfo of GM/T 0031-2014: no certListType, UTCTime. */
  private static byte[] first(SealInfo info) {
    SignerList.Certificates list = (SignerList.Certificates) info.signers();
    return DerWriter.sequence(
        DerWriter.sequence(DerWriter.ia5("ES"), DerWriter.integer(1), DerWriter.ia5(info.vendor())),
        DerWriter.ia5(info.esId()),
        DerWriter.sequence(
            DerWriter.integer(info.type()),
            DerWriter.utf8(info.name()),
            DerWriter.element(
                DerTag.SEQUENCE,
                list.certificates().stream().map(DerWriter::octets).toArray(byte[][]::new)),
            DerWriter.utcTime(info.createdAt()),
            DerWriter.utcTime(info.validFrom()),
            DerWriter.utcTime(info.validUntil())),
        DerWriter.sequence(
            DerWriter.ia5(info.picture().type()),
            DerWriter.octets(info.picture().data()),
            DerWriter.integer(info.picture().widthMm()),
            DerWriter.integer(info.picture().heightMm())));
  }

  /** An extension that nobody knows and that must not be passed over. */
  static SealExtension unknownCritical() {
    return new SealExtension("2.25.1", true, ByteString.of(DerWriter.utf8("must be understood")));
  }

  static SignerList byDigest(Certificate certificate) {
    return new SignerList.Digests(
        List.of(
            new SignerList.CertificateDigest(
                certificate.publicKey().suite().digestOid(),
                certificate.publicKey().suite().digest(certificate.der().toByteArray()).value())));
  }
}
