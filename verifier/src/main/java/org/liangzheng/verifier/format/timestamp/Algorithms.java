package org.liangzheng.verifier.format.timestamp;

import java.util.Optional;
import org.liangzheng.verifier.crypto.SignatureSuite;

/** Which algorithms, as timestamp tokens name them, are of the suites. */
final class Algorithms {
  /** SM2 as a digital signature; writers of GB/T 35275 messages put it where X.509 has …501. */
  private static final String SM2_SIGN = "1.2.156.10197.1.301.1";

  /** id-ecPublicKey and id-ecdsa-with-SHA256 both occur as signature algorithm of P-256 signers. */
  private static final String EC_PUBLIC_KEY = "1.2.840.10045.2.1";

  private Algorithms() {}

  static Optional<SignatureSuite> ofDigest(String oid) {
    for (SignatureSuite suite : SignatureSuite.values()) {
      if (suite.digestOid().equals(oid)) {
        return Optional.of(suite);
      }
    }
    return Optional.empty();
  }

  static boolean fits(SignatureSuite suite, String signatureOid) {
    return suite.signatureOid().equals(signatureOid)
        || signatureOid.equals(
            switch (suite) {
              case SM2_SM3 -> SM2_SIGN;
              case P256_SHA256 -> EC_PUBLIC_KEY;
            });
  }
}
