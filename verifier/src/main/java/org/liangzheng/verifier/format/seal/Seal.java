package org.liangzheng.verifier.format.seal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.DerWriter;

/**
 * SESeal of any version.
 *
 * @param der the exact bytes
 * @param infoDer exact bytes of SES_SealInfo
 * @param maker the seal maker's certificate
 * @param signatureOid signature algorithm as written
 * @param signature signature value as written, DER or raw
 * @param timestamp RFC 3161 token over the signature value, DER; version 5 only
 * @param tolerances departures from the standard's encoding
 */
public record Seal(
    SealFormat format,
    ByteString der,
    ByteString infoDer,
    SealInfo info,
    Certificate maker,
    String signatureOid,
    ByteString signature,
    Optional<ByteString> timestamp,
    Set<SealTolerance> tolerances) {
  public Seal {
    tolerances = Set.copyOf(tolerances);
  }

  /**
   * What the maker may have signed. Versions 4 and 5: SES_SealInfo. Version 1: the SEQUENCE of
   * SES_SealInfo, certificate and algorithm. Of the platform's variant nobody says which; either
   * counts.
   */
  public List<ByteString> signedForms() {
    return switch (format) {
      case SES_V4, SES_V5 -> List.of(infoDer);
      case SES_V1 -> List.of(withCertificate());
      case SES_PLATFORM -> List.of(infoDer, withCertificate());
    };
  }

  /** Strict DER has one spelling, so these are the received bytes under a new head. */
  private ByteString withCertificate() {
    return ByteString.wrap(
        DerWriter.sequence(
            infoDer.toByteArray(), DerWriter.octets(maker.der()), DerWriter.oid(signatureOid)));
  }
}
