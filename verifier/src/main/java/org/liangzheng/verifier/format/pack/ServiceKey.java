package org.liangzheng.verifier.format.pack;

import java.util.regex.Pattern;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.VerificationKey;

/**
 * A key of the service that the trust list itself names.
 *
 * @param purpose capital letters, digits and underscores; a reader does not use keys of purposes it
 *     does not know
 */
public record ServiceKey(String purpose, VerificationKey key, Period period) {
  /** Signs evidence packs and status lists. */
  public static final String PACK = "PACK";

  /** Signs batches of usage receipts. */
  public static final String RECEIPT = "RECEIPT";

  /** Signs checkpoints of the audit log. */
  public static final String LOG = "LOG";

  /** Signs timestamps (RFC 3161); the certificate travels in the token. */
  public static final String TIMESTAMP = "TIMESTAMP";

  /** Certifies presentation keys, and nothing else. */
  public static final String PRESENTATION_CA = "PRESENTATION_CA";

  private static final Pattern PURPOSE = Pattern.compile("[A-Z][A-Z0-9_]{0,31}");

  public ServiceKey {
    if (!PURPOSE.matcher(purpose).matches()) {
      throw new IllegalArgumentException("not the name of a purpose");
    }
  }

  /** The key's name in packs. */
  public Sha256Digest id() {
    return idOf(key);
  }

  /** SHA-256 of the DER SubjectPublicKeyInfo. */
  public static Sha256Digest idOf(VerificationKey key) {
    return Sha256Digest.of(key.toSpki().toByteArray());
  }
}
