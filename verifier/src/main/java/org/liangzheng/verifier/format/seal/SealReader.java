package org.liangzheng.verifier.format.seal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.DerReader;
import org.liangzheng.verifier.crypto.DerTag;
import org.liangzheng.verifier.crypto.MalformedException;

/** Reads seals and stamps of version 4 (GB/T 38540-2020) from strict DER. */
public final class SealReader {
  /** A larger seal or stamp is refused. */
  public static final int MAX_BYTES = 4 * 1024 * 1024;

  private static final int MAX_LIST = 1_000;

  private SealReader() {}

  /**
   * Reads an SESeal.
   *
   * @throws MalformedException if it is not a version 4 seal
   */
  public static Seal readSeal(byte[] der) throws MalformedException {
    requireSize(der);
    DerReader outer = DerReader.of(der);
    Seal seal = seal(outer);
    outer.requireEnd();
    return seal;
  }

  /**
   * Reads an SES_Signature.
   *
   * @throws MalformedException if it is not a version 4 stamp
   */
  public static SealSignature readSignature(byte[] der) throws MalformedException {
    requireSize(der);
    DerReader outer = DerReader.of(der).readOnly(DerTag.SEQUENCE);
    DerReader.Element toSign = outer.next(DerTag.SEQUENCE);
    Certificate signer = Certificate.of(outer.readOctets().toByteArray());
    String signatureOid = outer.readOid();
    ByteString signature = outer.readBitStringOctets();
    Optional<ByteString> timestamp = Optional.empty();
    if (outer.peekTag() == DerTag.context(0)) {
      DerReader explicit = outer.open(DerTag.context(0));
      timestamp = Optional.of(explicit.readBitStringOctets());
      explicit.requireEnd();
    }
    outer.requireEnd();

    DerReader tbs = toSign.open();
    int version = tbs.readSmallInteger();
    Seal seal = seal(tbs);
    Instant time = tbs.readTime();
    ByteString dataHash = tbs.readBitStringOctets();
    String propertyInfo = tbs.readIa5();
    List<SealExtension> extensions = List.of();
    if (tbs.peekTag() == DerTag.context(0)) {
      DerReader explicit = tbs.open(DerTag.context(0));
      extensions = extensions(explicit.open(DerTag.SEQUENCE));
      explicit.requireEnd();
    }
    tbs.requireEnd();
    return new SealSignature(
        version,
        toSign.encoded(),
        seal,
        time,
        dataHash,
        propertyInfo,
        extensions,
        signer,
        signatureOid,
        signature,
        timestamp);
  }

  private static Seal seal(DerReader from) throws MalformedException {
    DerReader.Element whole = from.next(DerTag.SEQUENCE);
    DerReader outer = whole.open();
    DerReader.Element info = outer.next(DerTag.SEQUENCE);
    Certificate maker = Certificate.of(outer.readOctets().toByteArray());
    String signatureOid = outer.readOid();
    ByteString signature = outer.readBitStringOctets();
    outer.requireEnd();
    return new Seal(
        whole.encoded(), info.encoded(), info(info.open()), maker, signatureOid, signature);
  }

  private static SealInfo info(DerReader info) throws MalformedException {
    DerReader header = info.open(DerTag.SEQUENCE);
    if (!header.readIa5().equals("ES")) {
      throw new MalformedException("a seal's header does not say ES");
    }
    int version = header.readSmallInteger();
    if (version != 4) {
      throw new MalformedException("seals of version " + version + " are not read");
    }
    String vendor = header.readIa5();
    header.requireEnd();
    String esId = info.readIa5();

    DerReader property = info.open(DerTag.SEQUENCE);
    int type = property.readSmallInteger();
    String name = property.readUtf8();
    int listType = property.readSmallInteger();
    SignerList signers = signers(listType, property.open(DerTag.SEQUENCE));
    Instant created = property.readTime();
    Instant from = property.readTime();
    Instant until = property.readTime();
    property.requireEnd();

    DerReader picture = info.open(DerTag.SEQUENCE);
    SealPicture image =
        new SealPicture(
            picture.readIa5(),
            picture.readOctets(),
            picture.readSmallInteger(),
            picture.readSmallInteger());
    picture.requireEnd();

    // Real seals write the extensions without the tag that stamps have; both are met.
    List<SealExtension> extensions = List.of();
    if (info.peekTag() == DerTag.context(0)) {
      DerReader explicit = info.open(DerTag.context(0));
      extensions = extensions(explicit.open(DerTag.SEQUENCE));
      explicit.requireEnd();
    } else if (info.hasMore()) {
      extensions = extensions(info.open(DerTag.SEQUENCE));
    }
    info.requireEnd();
    return new SealInfo(
        version, vendor, esId, type, name, signers, created, from, until, image, extensions);
  }

  private static SignerList signers(int listType, DerReader list) throws MalformedException {
    return switch (listType) {
      case 1 -> {
        List<ByteString> certificates = new ArrayList<>();
        while (list.hasMore()) {
          certificates.add(list.readOctets());
          requireCount(certificates.size());
        }
        yield new SignerList.Certificates(certificates);
      }
      case 2 -> {
        List<SignerList.CertificateDigest> digests = new ArrayList<>();
        while (list.hasMore()) {
          DerReader entry = list.open(DerTag.SEQUENCE);
          digests.add(new SignerList.CertificateDigest(entry.readPrintable(), entry.readOctets()));
          entry.requireEnd();
          requireCount(digests.size());
        }
        yield new SignerList.Digests(digests);
      }
      default -> throw new MalformedException("certListType is neither 1 nor 2");
    };
  }

  private static List<SealExtension> extensions(DerReader list) throws MalformedException {
    List<SealExtension> extensions = new ArrayList<>();
    while (list.hasMore()) {
      DerReader entry = list.open(DerTag.SEQUENCE);
      String oid = entry.readOid();
      boolean critical = entry.peekTag() == DerTag.BOOLEAN && entry.readBoolean();
      extensions.add(new SealExtension(oid, critical, entry.readOctets()));
      entry.requireEnd();
      requireCount(extensions.size());
    }
    return extensions;
  }

  private static void requireSize(byte[] der) throws MalformedException {
    if (der.length > MAX_BYTES) {
      throw new MalformedException("a seal or stamp is larger than 4 MiB");
    }
  }

  private static void requireCount(int count) throws MalformedException {
    if (count > MAX_LIST) {
      throw new MalformedException("a list in a seal is longer than 1000");
    }
  }
}
