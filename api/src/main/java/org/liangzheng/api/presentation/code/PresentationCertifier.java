package org.liangzheng.api.presentation.code;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.custody.KeyRef;
import org.liangzheng.api.custody.SignatureAct;
import org.liangzheng.api.custody.SignatureOrder;
import org.liangzheng.signer.DigestSigner;
import org.liangzheng.signer.certificate.CertificateSubject;
import org.liangzheng.signer.certificate.Certifier;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.RevocationList;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.springframework.stereotype.Component;

/** Certifies presentation keys by the key that is set for it, and signs what revokes them. */
@Component
class PresentationCertifier {
  private static final Duration LIST_LIFE = Duration.ofDays(7);
  private static final String ACTOR = "presentation-keys";

  private final KeyRows rows;
  private final Custody custody;
  private final PresentationSettings settings;
  private final SecureRandom random;

  PresentationCertifier(
      KeyRows rows, Custody custody, PresentationSettings settings, SecureRandom random) {
    this.rows = rows;
    this.custody = custody;
    this.settings = settings;
    this.random = random;
  }

  /** The key that certifies, with its certificate. */
  record Active(KeyRef key, Certificate certificate) {}

  /** The one in use; empty if there is none, and then there are no offline codes. */
  Optional<Active> active() {
    Optional<KeyRef> key = key();
    return key.flatMap(custody::certificate)
        .map(certificate -> new Active(key.orElseThrow(), certificate));
  }

  private Optional<KeyRef> key() {
    return settings.ca().isBlank() ? rows.certifier() : Optional.of(new KeyRef(settings.ca()));
  }

  /** A certificate of a presentation key; it caps the life of codes at the setting's. */
  Certificate certify(Active by, VerificationKey key, Instant from, Instant until) {
    return certifier(by, SignatureAct.ISSUE_CERTIFICATE)
        .issuePresentation(
            new CertificateSubject("亮证码签发 Presentation", "亮证 Liangzheng", Optional.empty()),
            key,
            from,
            until,
            settings.offlineLife());
  }

  private Certifier certifier(Active by, SignatureAct act) {
    return Certifier.of(signer(by.key(), act), by.certificate(), random);
  }

  /** A new list when a key was revoked that it does not have, or half its time is over. */
  void renewRevocations(Active by, Instant now) {
    List<KeyRows.Row> revoked =
        rows.valid(now).stream().filter(key -> key.revokedAt().isPresent()).toList();
    Optional<RevocationList> last = rows.revocations();
    boolean complete =
        revoked.stream()
            .allMatch(key ->
                last.flatMap(list -> list.find(key.certificate().serialNumber())).isPresent());
    boolean fresh =
        last.map(list -> list.thisUpdate().plus(LIST_LIFE.dividedBy(2)).isAfter(now)).orElse(true);
    if (complete && fresh) {
      return;
    }
    long number = now.toEpochMilli();
    rows.insert(
        number,
        certifier(by, SignatureAct.ISSUE_REVOCATION_LIST)
            .revocationList(
                number,
                now,
                now.plus(LIST_LIFE),
                revoked.stream()
                    .map(key ->
                        new Certifier.Revoked(
                            key.certificate().serialNumber(),
                            key.revokedAt().orElseThrow().truncatedTo(ChronoUnit.SECONDS),
                            true))
                    .toList()));
  }

  private DigestSigner signer(KeyRef key, SignatureAct act) {
    VerificationKey publicKey = custody.publicKey(key);
    return new DigestSigner() {
      @Override
      public VerificationKey publicKey() {
        return publicKey;
      }

      @Override
      public SignatureValue sign(SigningDigest digest) {
        return custody.sign(new SignatureOrder(key, act, ACTOR, "presentation-key", digest, null));
      }
    };
  }
}
