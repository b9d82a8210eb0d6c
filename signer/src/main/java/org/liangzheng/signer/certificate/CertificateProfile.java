package org.liangzheng.signer.certificate;

import java.util.Optional;
import java.util.OptionalInt;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.liangzheng.verifier.format.code.OfflineClaims;
import org.liangzheng.verifier.format.code.PresentationCertificate;

/** What a certificate may be used for. */
public enum CertificateProfile {
  /** A root: signs certifiers. */
  ROOT(KeyUsage.keyCertSign | KeyUsage.cRLSign, OptionalInt.of(1)),
  /** Signs end certificates. */
  ISSUING_CA(KeyUsage.keyCertSign | KeyUsage.cRLSign, OptionalInt.of(0)),
  /** Signs content: seals, stamps, packs. */
  SIGNER(KeyUsage.digitalSignature | KeyUsage.nonRepudiation, OptionalInt.empty()),
  /** Signs timestamps and nothing else (RFC 3161 §2.3). */
  TIMESTAMP_AUTHORITY(KeyUsage.digitalSignature | KeyUsage.nonRepudiation, OptionalInt.empty()),
  /** Signs presentation codes that live at most 120 s, and nothing else. */
  PRESENTATION(KeyUsage.digitalSignature, OptionalInt.empty());

  private final int keyUsage;
  private final OptionalInt pathLength;

  CertificateProfile(int keyUsage, OptionalInt pathLength) {
    this.keyUsage = keyUsage;
    this.pathLength = pathLength;
  }

  /** extendedKeyUsage, always critical here. */
  Optional<ExtendedKeyUsage> extendedKeyUsage() {
    return switch (this) {
      case TIMESTAMP_AUTHORITY ->
          Optional.of(new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
      case PRESENTATION ->
          Optional.of(
              new ExtendedKeyUsage(
                  KeyPurposeId.getInstance(
                      new ASN1ObjectIdentifier(PresentationCertificate.USAGE))));
      default -> Optional.empty();
    };
  }

  /** Most seconds that a code may live; empty for those that sign none. */
  OptionalInt codeLife() {
    return this == PRESENTATION
        ? OptionalInt.of((int) OfflineClaims.MAX_LIFE.toSeconds())
        : OptionalInt.empty();
  }

  KeyUsage keyUsage() {
    return new KeyUsage(keyUsage);
  }

  /** How many certifiers may stand below; empty for those that certify nobody. */
  OptionalInt pathLength() {
    return pathLength;
  }
}
