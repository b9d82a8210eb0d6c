package org.liangzheng.signer.certificate;

import java.util.Optional;
import java.util.OptionalInt;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** What a certificate may be used for. */
public enum CertificateProfile {
  /** A root: signs certifiers. */
  ROOT(KeyUsage.keyCertSign | KeyUsage.cRLSign, OptionalInt.of(1)),
  /** Signs end certificates. */
  ISSUING_CA(KeyUsage.keyCertSign | KeyUsage.cRLSign, OptionalInt.of(0)),
  /** Signs content: seals, stamps, packs. */
  SIGNER(KeyUsage.digitalSignature | KeyUsage.nonRepudiation, OptionalInt.empty()),
  /** Signs timestamps and nothing else (RFC 3161 §2.3). */
  TIMESTAMP_AUTHORITY(KeyUsage.digitalSignature | KeyUsage.nonRepudiation, OptionalInt.empty());

  private final int keyUsage;
  private final OptionalInt pathLength;

  CertificateProfile(int keyUsage, OptionalInt pathLength) {
    this.keyUsage = keyUsage;
    this.pathLength = pathLength;
  }

  /** extendedKeyUsage, always critical here. */
  Optional<ExtendedKeyUsage> extendedKeyUsage() {
    return this == TIMESTAMP_AUTHORITY
        ? Optional.of(new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping))
        : Optional.empty();
  }

  KeyUsage keyUsage() {
    return new KeyUsage(keyUsage);
  }

  /** How many certifiers may stand below; empty for those that certify nobody. */
  OptionalInt pathLength() {
    return pathLength;
  }
}
