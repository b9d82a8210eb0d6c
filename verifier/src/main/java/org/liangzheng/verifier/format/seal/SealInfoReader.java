package org.liangzheng.verifier.format.seal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.DerReader;
import org.liangzheng.verifier.crypto.DerTag;
import org.liangzheng.verifier.crypto.MalformedException;

/** Reads SES_SealInfo and what stands in it. */
final class SealInfoReader {
  private static final int MAX_LIST = 1_000;

  private final Set<SealTolerance> tolerances;

  SealInfoReader(Set<SealTolerance> tolerances) {
    this.tolerances = tolerances;
  }

  /**
   * @param info SES_SealInfo and its property, whose shape tells the version
   * @param listTyped whether the property has a certListType (all versions but the first)
   * @param allUtc whether all times of the property are UTCTime
   */
  record Read(SealInfo info, boolean listTyped, boolean allUtc) {}

  Read read(DerReader info) throws MalformedException {
    DerReader header = info.open(DerTag.SEQUENCE);
    if (!header.readIa5().equals("ES")) {
      throw new MalformedException("a seal's header does not say ES");
    }
    int version = header.readSmallInteger();
    String vendor = header.readIa5();
    header.requireEnd();
    String esId = info.readIa5();

    DerReader property = info.open(DerTag.SEQUENCE);
    int type = property.readSmallInteger();
    String name = property.readUtf8();
    boolean listTyped = property.peekTag() == DerTag.INTEGER;
    int listType = listTyped ? property.readSmallInteger() : 1;
    SignerList signers = signers(listType, property.open(DerTag.SEQUENCE));
    int standard = listTyped ? DerTag.GENERALIZED_TIME : DerTag.UTC_TIME;
    boolean allUtc = property.peekTag() == DerTag.UTC_TIME;
    Instant created = SealTimes.read(property, standard, tolerances);
    allUtc &= property.peekTag() == DerTag.UTC_TIME;
    Instant from = SealTimes.read(property, standard, tolerances);
    allUtc &= property.peekTag() == DerTag.UTC_TIME;
    Instant until = SealTimes.read(property, standard, tolerances);
    property.requireEnd();

    DerReader picture = info.open(DerTag.SEQUENCE);
    SealPicture image =
        new SealPicture(
            picture.readIa5(),
            picture.readOctets(),
            picture.readSmallInteger(),
            picture.readSmallInteger());
    picture.requireEnd();

    List<SealExtension> extensions = List.of();
    if (info.peekTag() == DerTag.context(0)) {
      tolerances.add(SealTolerance.EXTENSIONS_TAGGED);
      DerReader explicit = info.open(DerTag.context(0));
      extensions = extensions(explicit.open(DerTag.SEQUENCE));
      explicit.requireEnd();
    } else if (info.hasMore()) {
      extensions = extensions(info.open(DerTag.SEQUENCE));
    }
    info.requireEnd();
    SealInfo read =
        new SealInfo(
            version, vendor, esId, type, name, signers, created, from, until, image, extensions);
    return new Read(read, listTyped, allUtc);
  }

  List<SealExtension> extensions(DerReader list) throws MalformedException {
    List<SealExtension> extensions = new ArrayList<>();
    Set<String> known = new HashSet<>();
    while (list.hasMore()) {
      DerReader entry = list.open(DerTag.SEQUENCE);
      String oid = entry.readOid();
      boolean critical = false;
      if (entry.peekTag() == DerTag.BOOLEAN) {
        critical = entry.readBoolean();
        if (!critical) {
          tolerances.add(SealTolerance.CRITICAL_FALSE_WRITTEN);
        }
      }
      SealExtension extension = new SealExtension(oid, critical, entry.readOctets());
      entry.requireEnd();
      if (oid.equals(SealExtension.STATUS_INDEX)) {
        SealExtension.readStatusIndex(extension.value());
      }
      if (!known.add(oid)) {
        throw new MalformedException("an extension stands twice");
      }
      extensions.add(extension);
      requireCount(extensions.size());
    }
    return extensions;
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

  private static void requireCount(int count) throws MalformedException {
    if (count > MAX_LIST) {
      throw new MalformedException("a list in a seal is longer than 1000");
    }
  }
}
