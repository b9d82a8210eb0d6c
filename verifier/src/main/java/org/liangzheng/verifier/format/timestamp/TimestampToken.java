package org.liangzheng.verifier.format.timestamp;

import java.math.BigInteger;
import java.util.List;
import org.liangzheng.verifier.crypto.ByteString;

/**
 * TimeStampToken: CMS SignedData (RFC 5652) of one signer around a TSTInfo.
 *
 * @param der the exact bytes of the whole token
 * @param info what it says
 * @param infoDer exact bytes of TSTInfo: what the attributes digest
 * @param digestAlgorithm the signer's digest algorithm, dotted, as written
 * @param issuer DER of the issuer name by which the token names its signer's certificate
 * @param serialNumber serial number by which the token names its signer's certificate
 * @param signedAttributesDer exact bytes of the signed attributes, tagged SET: what is signed
 * @param messageDigest the attribute's value: digest of {@code infoDer}
 * @param certificateId the signing-certificate-v2 attribute's first entry
 * @param signatureAlgorithm dotted, as written
 * @param signature signature value as written
 * @param certificates whole certificates that travel in the token, DER, unchecked: at best hints
 */
public record TimestampToken(
    ByteString der,
    TimestampInfo info,
    ByteString infoDer,
    String digestAlgorithm,
    ByteString issuer,
    BigInteger serialNumber,
    ByteString signedAttributesDer,
    ByteString messageDigest,
    CertificateId certificateId,
    String signatureAlgorithm,
    ByteString signature,
    List<ByteString> certificates) {
  public TimestampToken {
    certificates = List.copyOf(certificates);
  }

  /**
   * ESSCertIDv2 (RFC 5816): the digest of the signer's whole certificate.
   *
   * @param algorithm object identifier of the digest algorithm, dotted
   */
  public record CertificateId(String algorithm, ByteString digest) {}
}
