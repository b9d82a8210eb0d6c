package org.liangzheng.verifier.format.seal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;

/**
 * SES_Signature of any version: one stamp.
 *
 * @param toSignDer exact bytes of TBS_Sign, which is what the signer signed
 * @param claimedTime timeInfo: the signer's own clock; proves nothing. Empty if version 1 holds
 *     something else there
 * @param dataHash digest of the protected description (for OFD: of Signature.xml), as written
 * @param propertyInfo where the description stands: absolute path in the package
 * @param signer the signer's certificate
 * @param signatureOid signature algorithm as written
 * @param signature signature value as written, DER or raw
 * @param timestamp RFC 3161 token over the signature value, DER
 * @param tolerances departures from the standard's encoding, the seal's not among them
 */
public record SealSignature(
    SealFormat format,
    int version,
    ByteString toSignDer,
    Seal seal,
    Optional<Instant> claimedTime,
    ByteString dataHash,
    String propertyInfo,
    List<SealExtension> extensions,
    Certificate signer,
    String signatureOid,
    ByteString signature,
    Optional<ByteString> timestamp,
    Set<SealTolerance> tolerances) {
  public SealSignature {
    extensions = List.copyOf(extensions);
    tolerances = Set.copyOf(tolerances);
  }

  /** Whether there is a critical extension that this reader does not know. */
  public boolean hasUnknownCriticalExtension() {
    return extensions.stream().anyMatch(e -> e.critical() && !e.isKnown());
  }
}
