package org.liangzheng.api.sample;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.authority.Authority;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.custody.KeyRef;
import org.liangzheng.api.custody.SignatureAct;
import org.liangzheng.api.custody.SignatureOrder;
import org.liangzheng.api.seal.office.SealCertifier;
import org.liangzheng.api.seal.office.SealMaker;
import org.liangzheng.signer.certificate.CertificateProfile;
import org.liangzheng.signer.certificate.CertificateSubject;
import org.liangzheng.signer.certificate.Certifier;
import org.liangzheng.signer.sample.SampleKeys;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.crypto.VerificationKey;

/**
 * The sample city's seal maker and certification authority. In a real city both are outside of the
 * service.
 */
final class SampleSealMaker implements SealMaker, SealCertifier {
  private static final int YEARS = 3;

  private final Custody custody;
  private final SampleCity city;
  private final SecureRandom random;

  SampleSealMaker(Custody custody, SampleCity city, SecureRandom random) {
    this.custody = custody;
    this.city = city;
    this.random = random;
  }

  private CustodyKeys keys() {
    return new CustodyKeys(custody, city.suite());
  }

  @Override
  public Certificate certificate() {
    return certificate(SampleRole.SEAL_MAKER);
  }

  private Certificate certificate(SampleRole role) {
    return custody.certificate(keys().reference(role)).orElseThrow();
  }

  @Override
  public SignatureValue sign(SigningDigest digest, String actor, UUID seal, UUID intent) {
    KeyRef key = keys().reference(SampleRole.SEAL_MAKER);
    return custody.sign(
        new SignatureOrder(key, SignatureAct.MAKE_SEAL, actor, "seal:" + seal, digest, intent));
  }

  @Override
  public Certificate certify(VerificationKey key, String name, Authority authority, Instant now) {
    return Certifier.of(
            keys().key(SampleRole.ISSUING_CA, SampleKeys.Act.ISSUE_CERTIFICATE),
            certificate(SampleRole.ISSUING_CA),
            random)
        .issue(
            new CertificateSubject(name, authority.name(), Optional.of(authority.id())),
            key,
            CertificateProfile.SIGNER,
            now,
            now.atOffset(ZoneOffset.UTC).plusYears(YEARS).toInstant());
  }
}
