package org.liangzheng.verifier.format.seal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;

/**
 * SES_Signature version 4 (GB/T 38540-2020): one stamp.
 *
 * @param toSignDer exact bytes of TBS_Sign, which is what the signer signed
 * @param claimedTime timeInfo: the signer's own clock; proves nothing
 * @param dataHash digest of the protected description (for OFD: of Signature.xml), as written
 * @param propertyInfo where the description stands: absolute path in the package
 * @param signer the signer's certificate
 * @param signatureOid signature algorithm as written
 * @param signature signature value as written, DER or raw
 * @param timestamp RFC 3161 token over the signature value, DER
 */
public record SealSignature(
    int version,
    ByteString toSignDer,
    Seal seal,
    Instant claimedTime,
    ByteString dataHash,
    String propertyInfo,
    List<SealExtension> extensions,
    Certificate signer,
    String signatureOid,
    ByteString signature,
    Optional<ByteString> timestamp) {
  public SealSignature {
    extensions = List.copyOf(extensions);
  }
}
