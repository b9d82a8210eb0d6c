package org.liangzheng.cli;

import java.util.Optional;
import org.liangzheng.hsm.RecordedAttempts;
import org.liangzheng.hsm.SigningAct;
import org.liangzheng.hsm.SigningAuthorisation;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.signer.DigestSigner;
import org.liangzheng.signer.certificate.CertificateRequest;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.crypto.VerificationKey;

/** Requests for certificates, signed by the keys they are for. */
record RequestMaker(Surroundings surroundings) {
  private static final String ACTOR = "lz-keys";

  /**
   * Makes a request under a subject, or under that of an earlier certificate.
   *
   * @throws CliProblem if there is neither, or the subject is no distinguished name
   */
  CertificateRequest request(
      SigningKey key, Optional<String> subject, Optional<Certificate> earlier) {
    DigestSigner signer = signer(key);
    if (subject.isPresent()) {
      try {
        return CertificateRequest.of(signer, subject.get());
      } catch (IllegalArgumentException malformed) {
        throw CliProblem.of(CliFault.SUBJECT_MALFORMED, subject.get());
      }
    }
    return CertificateRequest.renewing(
        signer, earlier.orElseThrow(() -> CliProblem.of(CliFault.SUBJECT_NEEDED, key.reference())));
  }

  private DigestSigner signer(SigningKey key) {
    return new DigestSigner() {
      @Override
      public VerificationKey publicKey() {
        return key.publicKey();
      }

      @Override
      public SignatureValue sign(SigningDigest digest) {
        return key.sign(
            digest,
            new SigningAuthorisation(
                ACTOR,
                key.reference(),
                SigningAct.REQUEST_CERTIFICATE,
                "request",
                digest.value(),
                surroundings.clock().instant().plus(SigningAuthorisation.MAX_LIFE)),
            new RecordedAttempts());
      }
    };
  }
}
