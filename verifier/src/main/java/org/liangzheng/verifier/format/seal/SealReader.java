package org.liangzheng.verifier.format.seal;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.CertificateReader;
import org.liangzheng.verifier.crypto.DerReader;
import org.liangzheng.verifier.crypto.DerTag;
import org.liangzheng.verifier.crypto.MalformedException;

/**
 * Reads seals and stamps of GM/T 0031-2014 (version 1), GB/T 38540-2020 (4), GM/T 0031-2025 (5) and
 * the government platform's variant, told apart by shape, from strict DER. What is read are views
 * of the received bytes.
 */
public final class SealReader {
  /** A larger seal or stamp is refused. */
  public static final int MAX_BYTES = 4 * 1024 * 1024;

  private final CertificateReader certificates;

  private SealReader(CertificateReader certificates) {
    this.certificates = certificates;
  }

  /**
   * Reads an SESeal.
   *
   * @throws MalformedException if it is a seal of no version
   */
  public static Seal readSeal(byte[] der) throws MalformedException {
    return readSeal(ByteString.of(der));
  }

  /**
   * Reads an SESeal.
   *
   * @throws MalformedException if it is a seal of no version
   */
  public static Seal readSeal(ByteString der) throws MalformedException {
    requireSize(der);
    DerReader outer = DerReader.of(der);
    Seal seal = new SealReader(Certificate::of).seal(outer.next(DerTag.SEQUENCE));
    outer.requireEnd();
    return seal;
  }

  /**
   * Reads an SES_Signature.
   *
   * @throws MalformedException if it is a stamp of no version
   */
  public static SealSignature readSignature(byte[] der) throws MalformedException {
    return readSignature(ByteString.of(der));
  }

  /**
   * Reads an SES_Signature.
   *
   * @throws MalformedException if it is a stamp of no version
   */
  public static SealSignature readSignature(ByteString der) throws MalformedException {
    return readSignature(der, Certificate::of);
  }

  /**
   * Reads an SES_Signature.
   *
   * @param certificates reads the certificates in it
   * @throws MalformedException if it is a stamp of no version
   */
  public static SealSignature readSignature(ByteString der, CertificateReader certificates)
      throws MalformedException {
    requireSize(der);
    SealReader reader = new SealReader(certificates);
    DerReader outer = DerReader.of(der).readOnly(DerTag.SEQUENCE);
    DerReader.Element toSign = outer.next(DerTag.SEQUENCE);
    // Version 4 has the certificate here, version 1 the signature value.
    return outer.peekTag() == DerTag.BIT_STRING
        ? reader.first(toSign, outer)
        : reader.fourth(toSign, outer);
  }

  /** GM/T 0031-2014, and the platform's variant around a seal of the newer shape. */
  private SealSignature first(DerReader.Element toSign, DerReader outer) throws MalformedException {
    ByteString signature = outer.readBitStringOctets();
    outer.requireEnd();
    Set<SealTolerance> tolerances = EnumSet.noneOf(SealTolerance.class);
    DerReader tbs = toSign.open();
    int version = tbs.readSmallInteger();
    Seal seal = seal(tbs.next(DerTag.SEQUENCE));
    Optional<Instant> time = SealTimes.readInfo(bits(tbs, tolerances), tolerances);
    ByteString dataHash = bits(tbs, tolerances);
    String propertyInfo = tbs.readIa5();
    Certificate signer = certificates.read(tbs.readOctets());
    String signatureOid = tbs.readOid();
    tbs.requireEnd();
    SealFormat format =
        switch (seal.format()) {
          case SES_V1 -> SealFormat.SES_V1;
          case SES_V4, SES_PLATFORM -> SealFormat.SES_PLATFORM;
          case SES_V5 -> throw new MalformedException("a version 1 stamp with a version 5 seal");
        };
    return new SealSignature(
        format,
        version,
        toSign.encoded(),
        seal,
        time,
        dataHash,
        propertyInfo,
        List.of(),
        signer,
        signatureOid,
        signature,
        Optional.empty(),
        tolerances);
  }

  /** GB/T 38540-2020 and GM/T 0031-2025. */
  private SealSignature fourth(DerReader.Element toSign, DerReader outer)
      throws MalformedException {
    Certificate signer = certificates.read(outer.readOctets());
    String signatureOid = outer.readOid();
    ByteString signature = outer.readBitStringOctets();
    Optional<ByteString> timestamp = timestamp(outer);
    outer.requireEnd();

    Set<SealTolerance> tolerances = EnumSet.noneOf(SealTolerance.class);
    DerReader tbs = toSign.open();
    int version = tbs.readSmallInteger();
    Seal seal = seal(tbs.next(DerTag.SEQUENCE));
    Instant time = SealTimes.read(tbs, DerTag.GENERALIZED_TIME, tolerances);
    ByteString dataHash = tbs.readBitStringOctets();
    String propertyInfo = tbs.readIa5();
    List<SealExtension> extensions = List.of();
    if (tbs.peekTag() == DerTag.context(0)) {
      DerReader explicit = tbs.open(DerTag.context(0));
      extensions = new SealInfoReader(tolerances).extensions(explicit.open(DerTag.SEQUENCE));
      explicit.requireEnd();
    }
    tbs.requireEnd();
    SealFormat format =
        switch (seal.format()) {
          case SES_V4, SES_PLATFORM -> SealFormat.SES_V4;
          case SES_V5 -> SealFormat.SES_V5;
          case SES_V1 -> throw new MalformedException("a version 4 stamp with a version 1 seal");
        };
    return new SealSignature(
        format,
        version,
        toSign.encoded(),
        seal,
        Optional.of(time),
        dataHash,
        propertyInfo,
        extensions,
        signer,
        signatureOid,
        signature,
        timestamp,
        tolerances);
  }

  private Seal seal(DerReader.Element whole) throws MalformedException {
    Set<SealTolerance> tolerances = EnumSet.noneOf(SealTolerance.class);
    DerReader outer = whole.open();
    DerReader.Element info = outer.next(DerTag.SEQUENCE);
    SealInfoReader.Read read = new SealInfoReader(tolerances).read(info.open());
    boolean first = outer.peekTag() == DerTag.SEQUENCE;
    DerReader signed = first ? outer.readOnly(DerTag.SEQUENCE) : outer;
    if (first == read.listTyped()) {
      throw new MalformedException("a seal mixes the shapes of two versions");
    }
    Certificate maker = certificates.read(signed.readOctets());
    String signatureOid = signed.readOid();
    ByteString signature = signed.readBitStringOctets();
    SealFormat format = first ? SealFormat.SES_V1 : formatOf(read);
    Optional<ByteString> timestamp =
        format == SealFormat.SES_V5 ? timestamp(signed) : Optional.empty();
    signed.requireEnd();
    switch (format) {
      case SES_V1 -> {
        if (read.info().version() != 1) {
          tolerances.add(SealTolerance.HEADER_VERSION_ODD);
        }
      }
      case SES_V4, SES_V5 -> {}
      case SES_PLATFORM -> tolerances.add(SealTolerance.TIME_FORM_LOOSE);
    }
    return new Seal(
        format,
        whole.encoded(),
        info.encoded(),
        read.info(),
        maker,
        signatureOid,
        signature,
        timestamp,
        tolerances);
  }

  private static SealFormat formatOf(SealInfoReader.Read read) throws MalformedException {
    return switch (read.info().version()) {
      case 5 -> SealFormat.SES_V5;
      case 4 -> read.allUtc() ? SealFormat.SES_PLATFORM : SealFormat.SES_V4;
      default -> {
        if (!read.allUtc()) {
          throw new MalformedException("a seal of four elements has version 4 or 5");
        }
        yield SealFormat.SES_PLATFORM;
      }
    };
  }

  private static Optional<ByteString> timestamp(DerReader from) throws MalformedException {
    if (from.peekTag() != DerTag.context(0)) {
      return Optional.empty();
    }
    DerReader explicit = from.open(DerTag.context(0));
    ByteString token = explicit.readBitStringOctets();
    explicit.requireEnd();
    return Optional.of(token);
  }

  private static ByteString bits(DerReader from, Set<SealTolerance> tolerances)
      throws MalformedException {
    if (from.peekTag() == DerTag.OCTET_STRING) {
      tolerances.add(SealTolerance.OCTETS_FOR_BITS);
      return from.readOctets();
    }
    return from.readBitStringOctets();
  }

  private static void requireSize(ByteString der) throws MalformedException {
    if (der.size() > MAX_BYTES) {
      throw new MalformedException("a seal or stamp is larger than 4 MiB");
    }
  }
}
