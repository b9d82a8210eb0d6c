package org.liangzheng.testkit.conformance;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.liangzheng.testkit.conformance.KitWorld.Party;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.ContentDigest;
import org.liangzheng.verifier.crypto.DerTag;
import org.liangzheng.verifier.crypto.DerWriter;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.crypto.Sm2Digest;
import org.liangzheng.verifier.crypto.Sm2PublicKey;
import org.liangzheng.verifier.crypto.Sm2UserId;
import org.liangzheng.verifier.format.seal.SealExtension;
import org.liangzheng.verifier.format.signeddata.SignedMessageWriter;
import org.liangzheng.verifier.format.timestamp.MessageImprint;
import org.liangzheng.verifier.format.timestamp.TimestampInfo;
import org.liangzheng.verifier.format.timestamp.TimestampWriter;

/**
 * What stands in SignedValue.dat; starts valid, each case changes the one thing it is about.
 * Nothing here refuses to make what a verifier has to refuse.
 */
final class KitStamp {
  /** How the signature is wrapped. */
  enum Shape {
    V1,
    V4,
    V5,
    /** GB/T 35275, OFD type Sign. */
    SIGN,
    /** Nothing but the signature value. */
    BARE
  }

  private final Shape shape;
  private final byte[] seal;
  private final Party signer;
  private Party signedBy;
  private Optional<byte[]> copy = Optional.empty();
  private Instant time = KitWorld.SIGNED;
  private Instant timeShown = KitWorld.SIGNED;
  private Sm2UserId userId = Sm2UserId.DEFAULT;
  private UnaryOperator<byte[]> described = UnaryOperator.identity();
  private UnaryOperator<String> named = UnaryOperator.identity();
  private UnaryOperator<byte[]> value = UnaryOperator.identity();
  private UnaryOperator<byte[]> whole = UnaryOperator.identity();
  private UnaryOperator<byte[]> token = UnaryOperator.identity();
  private UnaryOperator<byte[]> stamped = UnaryOperator.identity();
  private String signatureOid;
  private Optional<byte[]> extensions = Optional.empty();
  private Optional<Party> timestamp = Optional.empty();
  private Optional<Certificate> attributesOf = Optional.empty();
  private Optional<String> imprint = Optional.empty();
  private Instant stampedAt = KitWorld.SIGNED.plusSeconds(2);

  private KitStamp(Shape shape, Party signer, byte[] seal) {
    this.shape = shape;
    this.signer = signer;
    this.signedBy = signer;
    this.seal = seal;
    this.signatureOid = signer.key().publicKey().suite().signatureOid();
  }

  /** A valid stamp by a signer with a seal of the same version of its own. */
  static KitStamp of(Shape shape, KitWorld world, Party signer) {
    KitSeal.Shape sealShape =
        switch (shape) {
          case V1 -> KitSeal.Shape.V1;
          case V4, SIGN, BARE -> KitSeal.Shape.V4;
          case V5 -> KitSeal.Shape.V5;
        };
    return with(shape, signer, KitSeal.of(sealShape, world, signer.certificate()));
  }

  static KitStamp of(KitWorld world, Party signer) {
    return of(Shape.V4, world, signer);
  }

  static KitStamp with(Shape shape, Party signer, KitSeal seal) {
    return new KitStamp(shape, signer, seal.der());
  }

  static KitStamp with(Party signer, KitSeal seal) {
    return with(Shape.V4, signer, seal);
  }

  boolean isSeal() {
    return shape != Shape.SIGN && shape != Shape.BARE;
  }

  /** What is put beside the stamp as the seal's copy. */
  byte[] seal() {
    return copy.orElse(seal).clone();
  }

  boolean hasOwnCopy() {
    return copy.isPresent();
  }

  /** Puts something else beside the stamp. */
  KitStamp copy(KitSeal other) {
    this.copy = Optional.of(other.der());
    return this;
  }

  SignatureSuite suite() {
    return signer.key().publicKey().suite();
  }

  /** Carries the signer's certificate but another key's signature. */
  KitStamp forgedBy(Party other) {
    this.signedBy = other;
    return this;
  }

  KitStamp at(Instant instant) {
    this.time = instant;
    this.timeShown = instant;
    return this;
  }

  /** Shows another time than was signed. */
  KitStamp showing(Instant instant) {
    this.timeShown = instant;
    return this;
  }

  KitStamp userId(String id) {
    this.userId = new Sm2UserId(ByteString.of(id.getBytes(StandardCharsets.US_ASCII)));
    return this;
  }

  /** Changes the description's bytes before they are digested. */
  KitStamp about(UnaryOperator<byte[]> change) {
    this.described = change;
    return this;
  }

  KitStamp naming(String path) {
    this.named = _ -> path;
    return this;
  }

  /** Replaces the signature value's bytes. */
  KitStamp value(UnaryOperator<byte[]> change) {
    this.value = change;
    return this;
  }

  /** Replaces r and s. */
  KitStamp scalars(UnaryOperator<BigInteger> r, UnaryOperator<BigInteger> s) {
    return value(der -> {
      try {
        SignatureValue right = SignatureValue.fromDer(suite(), der);
        return DerWriter.sequence(
            DerWriter.integer(r.apply(right.r())), DerWriter.integer(s.apply(right.s())));
      } catch (MalformedException impossible) {
        throw new IllegalStateException(impossible);
      }
    });
  }

  /** Changes the finished DER. */
  KitStamp whole(UnaryOperator<byte[]> change) {
    this.whole = change;
    return this;
  }

  KitStamp algorithm(String oid) {
    this.signatureOid = oid;
    return this;
  }

  /** An extension inside what is signed. */
  KitStamp extended(SealExtension extension) {
    this.extensions =
        Optional.of(
            DerWriter.explicit(
                0,
                DerWriter.sequence(
                    DerWriter.sequence(
                        DerWriter.oid(extension.oid()),
                        DerWriter.element(DerTag.BOOLEAN, new byte[] {(byte) 0xff}),
                        DerWriter.octets(extension.value())))));
    return this;
  }

  KitStamp timestampedBy(Party authority) {
    this.timestamp = Optional.of(authority);
    return this;
  }

  KitStamp timestampedAt(Instant instant) {
    this.stampedAt = instant;
    return this;
  }

  /** Changes what the timestamp is over. */
  KitStamp timestampOver(UnaryOperator<byte[]> change) {
    this.stamped = change;
    return this;
  }

  /** Signs attributes that name another certificate than the token carries. */
  KitStamp timestampAttributesOf(Party other) {
    this.attributesOf = Optional.of(other.certificate());
    return this;
  }

  /** Names another digest algorithm than was used. */
  KitStamp timestampImprint(String oid) {
    this.imprint = Optional.of(oid);
    return this;
  }

  /** Changes the finished token. */
  KitStamp token(UnaryOperator<byte[]> change) {
    this.token = change;
    return this;
  }

  /**
   * The bytes of SignedValue.dat.
   *
   * @param description bytes of Signature.xml
   * @param path where it stands
   */
  byte[] make(byte[] description, String path) {
    byte[] about = described.apply(description);
    return whole.apply(
        switch (shape) {
          case V1 -> first(about, path);
          case V4 -> fourth(4, about, path);
          case V5 -> fourth(5, about, path);
          case SIGN -> message(about);
          case BARE -> signed(about);
        });
  }

  private byte[] signed(byte[] bytes) {
    return value.apply(signedBy.key().sign(digest(bytes)).toDer());
  }

  private SigningDigest digest(byte[] bytes) {
    return signer.certificate().publicKey() instanceof Sm2PublicKey sm2
        ? Sm2Digest.of(sm2, userId, bytes)
        : signer.certificate().publicKey().digest(bytes);
  }

  private byte[] fourth(int version, byte[] about, String path) {
    byte[] signature = signed(toSign(version, about, path, time));
    byte[] stamp =
        timestamp
            .map(authority ->
                DerWriter.explicit(0, DerWriter.bitString(timestamp(authority, signature))))
            .orElseGet(() -> new byte[0]);
    return DerWriter.sequence(
        toSign(version, about, path, timeShown),
        DerWriter.octets(signer.certificate().der()),
        DerWriter.oid(signatureOid),
        DerWriter.bitString(signature),
        stamp);
  }

  private byte[] toSign(int version, byte[] about, String path, Instant at) {
    return DerWriter.sequence(
        DerWriter.integer(version),
        seal,
        DerWriter.generalizedTime(at),
        DerWriter.bitString(suite().digest(about).value().toByteArray()),
        DerWriter.ia5(named.apply(path)),
        extensions.orElseGet(() -> new byte[0]));
  }

  /** GM/T 0031-2014: certificate and algorithm inside what is signed. */
  private byte[] first(byte[] about, String path) {
    byte[] signature = signed(firstToSign(about, path, time));
    return DerWriter.sequence(firstToSign(about, path, timeShown), DerWriter.bitString(signature));
  }

  private byte[] firstToSign(byte[] about, String path, Instant at) {
    return DerWriter.sequence(
        DerWriter.integer(1),
        seal,
        DerWriter.bitString(DerWriter.utcTime(at)),
        DerWriter.bitString(suite().digest(about).value().toByteArray()),
        DerWriter.ia5(named.apply(path)),
        DerWriter.octets(signer.certificate().der()),
        DerWriter.oid(signatureOid));
  }

  private byte[] message(byte[] about) {
    byte[] attributes = SignedMessageWriter.attributes(suite().digest(about), time);
    SignatureValue signature = signedBy.key().sign(digest(attributes));
    byte[] shown = SignedMessageWriter.attributes(suite().digest(about), timeShown);
    return SignedMessageWriter.message(
        shown,
        signer.certificate(),
        signature,
        timestamp.map(authority -> ByteString.of(timestamp(authority, signature.toDer()))));
  }

  private byte[] timestamp(Party authority, byte[] signature) {
    Certificate certificate = authority.certificate();
    byte[] info =
        TimestampWriter.info(
            new TimestampInfo(
                "1.2.156.99999.1",
                imprint(certificate.publicKey().suite().digest(stamped.apply(signature))),
                BigInteger.valueOf(4_711),
                stampedAt,
                Optional.of(Duration.ofSeconds(1)),
                false,
                Optional.empty()));
    byte[] attributes = TimestampWriter.signedAttributes(info, attributesOf.orElse(certificate));
    return token.apply(
        TimestampWriter.token(
            info,
            attributes,
            certificate,
            authority.key().sign(certificate.publicKey().digest(attributes))));
  }

  private MessageImprint imprint(ContentDigest digest) {
    MessageImprint right = MessageImprint.of(digest);
    return new MessageImprint(imprint.orElse(right.algorithm()), right.digest());
  }
}
