package org.liangzheng.verifier.format.code;

import java.time.Duration;
import java.util.Optional;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.DerReader;
import org.liangzheng.verifier.crypto.MalformedException;

/** What makes a certificate one of a presentation key. Identifiers are made from random UUIDs. */
public final class PresentationCertificate {
  /**
   * Extension, not critical: an INTEGER of 1 to 120, the most seconds that a code by this key may
   * live (exp − iat).
   */
  public static final String LIFE = "2.25.84271026608666520153522054186523167345";

  /** Extended key usage, critical: presentation codes and nothing else. */
  public static final String USAGE = "2.25.78403643184007450728814116090647729047";

  private PresentationCertificate() {}

  /** Its name in codes: first 8 bytes of SHA-256 of the DER. */
  public static ByteString name(Certificate certificate) {
    return certificate.fingerprint().value().slice(0, OfflineCodec.KEY_NAME);
  }

  /** How long a code may live; empty if the certificate is not for presentation codes. */
  public static Optional<Duration> life(Certificate certificate) {
    Optional<ByteString> extension = certificate.extension(LIFE);
    if (extension.isEmpty()
        || certificate.isAuthority()
        || certificate.hasUnknownCriticalExtension()) {
      return Optional.empty();
    }
    try {
      DerReader value = DerReader.of(extension.get());
      int seconds = value.readSmallInteger();
      value.requireEnd();
      return seconds < 1 || seconds > OfflineClaims.MAX_LIFE.toSeconds()
          ? Optional.empty()
          : Optional.of(Duration.ofSeconds(seconds));
    } catch (MalformedException notANumber) {
      return Optional.empty();
    }
  }
}
