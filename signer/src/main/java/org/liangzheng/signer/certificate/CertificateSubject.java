package org.liangzheng.signer.certificate;

import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.liangzheng.verifier.format.licence.OrganizationId;

/**
 * Whom a certificate is for.
 *
 * @param commonName CN
 * @param organization O
 * @param organizationId USCC, written to extension 1.2.156.10260.4.1.4 (GM/T 0015), if it speaks
 *     for an authority
 */
public record CertificateSubject(
    String commonName, String organization, Optional<OrganizationId> organizationId) {
  X500Name name() {
    return new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.C, "CN")
        .addRDN(BCStyle.O, organization)
        .addRDN(BCStyle.CN, commonName)
        .build();
  }
}
