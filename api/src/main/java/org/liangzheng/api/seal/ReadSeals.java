package org.liangzheng.api.seal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.seal.Seal;
import org.liangzheng.verifier.format.seal.SealReader;
import org.springframework.stereotype.Component;

/**
 * Seals and certificates as they were read from their bytes, which say the same each time. A key
 * that stays the same object also keeps what its checks have computed. Whether a seal may be used
 * now is not kept here.
 */
@Component
class ReadSeals {
  /** Of DER; what is read from it takes a few times as much. */
  private static final long MOST_BYTES = 4 << 20;

  private final Cache<ByteString, Seal> seals = cache();
  private final Cache<ByteString, Certificate> certificates = cache();

  private static <T> Cache<ByteString, T> cache() {
    return Caffeine.newBuilder()
        .maximumWeight(MOST_BYTES)
        .weigher((ByteString bytes, T _) -> bytes.size())
        .build();
  }

  /**
   * A stored seal.
   *
   * @param der of SESeal
   * @throws IllegalStateException if it does not read back
   */
  Seal seal(byte[] der) {
    ByteString bytes = ByteString.of(der);
    Seal seal = seals.getIfPresent(bytes);
    if (seal == null) {
      try {
        seal = SealReader.readSeal(der);
      } catch (MalformedException damaged) {
        throw new IllegalStateException("a stored seal does not read back", damaged);
      }
      seals.put(bytes, seal);
    }
    return seal;
  }

  /**
   * A stored certificate.
   *
   * @throws IllegalStateException if it does not read back
   */
  Certificate certificate(byte[] der) {
    ByteString bytes = ByteString.of(der);
    Certificate certificate = certificates.getIfPresent(bytes);
    if (certificate == null) {
      try {
        certificate = Certificate.of(der);
      } catch (MalformedException damaged) {
        throw new IllegalStateException("a stored certificate does not read back", damaged);
      }
      certificates.put(bytes, certificate);
    }
    return certificate;
  }
}
