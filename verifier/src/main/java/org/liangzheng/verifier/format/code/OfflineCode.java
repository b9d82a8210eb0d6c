package org.liangzheng.verifier.format.code;

import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.SignatureSuite;

/**
 * A code that is checked without the service.
 *
 * @param suite as the header says; to be held against the key, never to choose by
 * @param key first 8 bytes of SHA-256 of the presentation key's certificate
 * @param toSign the COSE Sig_structure over the received bytes
 * @param signature 64 bytes r‖s, not checked yet
 */
public record OfflineCode(
    SignatureSuite suite,
    ByteString key,
    OfflineClaims claims,
    EncryptedFields fields,
    ByteString toSign,
    ByteString signature)
    implements PresentationCode {
  @Override
  public InstanceId instance() {
    return claims.instance();
  }
}
