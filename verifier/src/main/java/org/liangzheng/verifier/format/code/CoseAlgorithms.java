package org.liangzheng.verifier.format.code;

import java.util.Optional;
import org.liangzheng.verifier.crypto.SignatureSuite;

/**
 * Numbers of signature algorithms in COSE. ES256 is −7 (RFC 9053). SM2 has no registered number: it
 * stands in the range of private use, below −65536, and is a setting.
 *
 * @param sm2 number of SM2 with SM3
 */
public record CoseAlgorithms(long sm2) {
  /** −65601 for SM2. */
  public static final CoseAlgorithms DEFAULT = new CoseAlgorithms(-65_601);

  private static final long ES256 = -7;

  public CoseAlgorithms {
    if (sm2 >= -65_536) {
      throw new IllegalArgumentException("numbers for private use are below −65536");
    }
  }

  public long number(SignatureSuite suite) {
    return switch (suite) {
      case SM2_SM3 -> sm2;
      case P256_SHA256 -> ES256;
    };
  }

  Optional<SignatureSuite> suite(long number) {
    for (SignatureSuite suite : SignatureSuite.values()) {
      if (number(suite) == number) {
        return Optional.of(suite);
      }
    }
    return Optional.empty();
  }
}
