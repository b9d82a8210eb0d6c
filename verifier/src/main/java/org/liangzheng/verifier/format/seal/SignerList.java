package org.liangzheng.verifier.format.seal;

import java.util.List;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.ContentDigest;
import org.liangzheng.verifier.crypto.SignatureSuite;

/** SES_CertList: who may sign with a seal (GB/T 38540, certListType 1 or 2). */
public sealed interface SignerList {
  /** certListType 1: whole certificates, DER. */
  record Certificates(List<ByteString> certificates) implements SignerList {
    public Certificates {
      certificates = List.copyOf(certificates);
    }
  }

  /** certListType 2: digests of whole certificates. */
  record Digests(List<CertificateDigest> digests) implements SignerList {
    public Digests {
      digests = List.copyOf(digests);
    }
  }

  /**
   * One CertDigestObj.
   *
   * @param algorithm object identifier or name of the digest algorithm, as written
   */
  record CertificateDigest(String algorithm, ByteString value) {}

  /** certListType 2 for some certificates, by the digest algorithm of a suite. */
  static Digests digests(SignatureSuite suite, List<Certificate> signers) {
    return new Digests(
        signers.stream()
            .map(signer ->
                new CertificateDigest(suite.digestOid(), suite.digest(signer.der()).value()))
            .toList());
  }

  /** Whether it names nobody. */
  default boolean isEmpty() {
    return switch (this) {
      case Certificates list -> list.certificates().isEmpty();
      case Digests list -> list.digests().isEmpty();
    };
  }

  /** Whether the list names this very certificate (type 1 binary equal, type 2 digest equal). */
  default boolean names(Certificate signer) {
    return switch (this) {
      case Certificates list -> list.certificates().contains(signer.der());
      case Digests list -> list.digests().stream().anyMatch(d -> isDigestOf(d, signer));
    };
  }

  private static boolean isDigestOf(CertificateDigest listed, Certificate signer) {
    for (SignatureSuite suite : SignatureSuite.values()) {
      ContentDigest digest = suite.digest(signer.der().toByteArray());
      boolean algorithm =
          listed.algorithm().equals(suite.digestOid())
              || listed
                  .algorithm()
                  .equalsIgnoreCase(suite == SignatureSuite.SM2_SM3 ? "SM3" : "SHA-256");
      if (algorithm && digest.value().equals(listed.value())) {
        return true;
      }
    }
    return false;
  }
}
