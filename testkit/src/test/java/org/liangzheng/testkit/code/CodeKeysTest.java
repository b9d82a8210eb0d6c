package org.liangzheng.testkit.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.liangzheng.signer.certificate.CertificateProfile;
import org.liangzheng.signer.certificate.CertificateSubject;
import org.liangzheng.signer.certificate.Certifier;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.testkit.TestCodes;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.verifier.check.CodePolicy;
import org.liangzheng.verifier.check.CodeVerifier;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.RevocationList;
import org.liangzheng.verifier.format.cbor.CborWriter;
import org.liangzheng.verifier.format.code.CodeFault;
import org.liangzheng.verifier.format.code.SceneKey;
import org.liangzheng.verifier.format.pack.PackPresentation;

/** Keys, their certificates and revocation; scenes and their keys; evidence. */
class CodeKeysTest extends CodeSamples {
  private static CodeFault faultWith(Evidence evidence) throws Exception {
    return fault(
        CodeVerifier.verify(codes(P256).code(), evidence, CodePolicy.OFFLINE, MADE.plusSeconds(1)));
  }

  private static Evidence listing(Certificate... certificates) {
    PackPresentation right = codes(P256).presentation();
    return world(P256)
        .evidence()
        .withPresentation(
            new PackPresentation(right.instance(), List.of(certificates), right.sceneKeys()));
  }

  @Test
  void withoutEvidenceNothingIsChecked() throws Exception {
    assertThat(faultWith(Evidence.none())).isEqualTo(CodeFault.CODE_NO_EVIDENCE);
    assertThat(faultWith(world(P256).evidence())).isEqualTo(CodeFault.CODE_NO_EVIDENCE);
    assertThat(faultWith(listing())).isEqualTo(CodeFault.CODE_KEY_NOT_LISTED);
  }

  @Test
  void aKeyThatItsCaDidNotCertifyIsNotEntitled() throws Exception {
    TestCodes own = TestCodes.seeded(P256, "own", MADE);
    Evidence evidence = world(P256).evidence().withPresentation(own.presentation());
    assertThat(fault(CodeVerifier.verify(own.code(), evidence, CodePolicy.OFFLINE, MADE)))
        .isEqualTo(CodeFault.CODE_KEY_NOT_ENTITLED);
  }

  /** A certificate by the presentation CA for the codes' key, and a code that names it. */
  private static CodeFault certified(CertificateProfile profile, Instant from, Instant until) {
    Certificate certificate =
        ca().issue(
                new CertificateSubject("亮证码", "亮城市示例", Optional.empty()),
                codes(P256).key().publicKey(),
                profile,
                from,
                until);
    String code =
        new Forge()
            .header(4, CborWriter.bytes(certificate.fingerprint().value().slice(0, 8)))
            .build();
    return fault(CodeVerifier.verify(code, listing(certificate), CodePolicy.OFFLINE, MADE));
  }

  @Test
  void theCertificateCapsTheLife() {
    Duration day = Duration.ofDays(1);
    Certificate brief =
        ca().issuePresentation(
                new CertificateSubject("亮证码", "亮城市示例", Optional.empty()),
                codes(P256).key().publicKey(),
                MADE.minus(day),
                MADE.plus(day),
                Duration.ofMinutes(1));
    byte[] name = CborWriter.bytes(brief.fingerprint().value().slice(0, 8));
    Forge longer = new Forge().header(4, name);
    assertThat(fault(CodeVerifier.verify(longer.build(), listing(brief), CodePolicy.OFFLINE, MADE)))
        .isEqualTo(CodeFault.CODE_LIVES_TOO_LONG);
    Forge within =
        new Forge().header(4, name).payload(4, CborWriter.integer(MADE.getEpochSecond() + 60));
    assertThat(fault(CodeVerifier.verify(within.build(), listing(brief), CodePolicy.OFFLINE, MADE)))
        .isEqualTo(CodeFault.CODE_FIELDS_UNREADABLE);
  }

  private static Certifier ca() {
    return Certifier.root(
        world(P256).key(SampleRole.PRESENTATION_CA),
        new CertificateSubject("亮证码签发机构", "亮城市示例", Optional.empty()),
        world(P256).random());
  }

  @Test
  void theCertificateHasToBeForCodesAndInForce() {
    Duration day = Duration.ofDays(1);
    assertThat(certified(CertificateProfile.PRESENTATION, MADE.minus(day), MADE.plus(day)))
        .isEqualTo(CodeFault.CODE_FIELDS_UNREADABLE);
    assertThat(certified(CertificateProfile.SIGNER, MADE.minus(day), MADE.plus(day)))
        .isEqualTo(CodeFault.CODE_KEY_NOT_ENTITLED);
    assertThat(certified(CertificateProfile.PRESENTATION, MADE.minus(day), MADE.minusSeconds(1)))
        .isEqualTo(CodeFault.CODE_KEY_NOT_VALID);
    assertThat(certified(CertificateProfile.PRESENTATION, MADE.plusSeconds(1), MADE.plus(day)))
        .isEqualTo(CodeFault.CODE_KEY_NOT_VALID);
    assertThat(codes(P256).certificate().maySignContent()).isFalse();
  }

  @Test
  void aRevokedKeyCountsForNothing() throws Exception {
    TestWorld world = world(P256);
    RevocationList list =
        ca().revocationList(
                1,
                MADE,
                MADE.plus(Duration.ofDays(1)),
                List.of(
                    new Certifier.Revoked(codes(P256).certificate().serialNumber(), MADE, false)));
    List<RevocationList> lists = new ArrayList<>(world.world().revocations());
    lists.add(list);
    Evidence evidence =
        new Evidence(Optional.of(world.world().trust()), lists, world.evidence().register())
            .withPresentation(codes(P256).presentation());
    assertThat(faultWith(evidence)).isEqualTo(CodeFault.CODE_KEY_REVOKED);
  }

  @Test
  void sceneAndItsKeyHaveToFit() throws Exception {
    String code = codes(P256).code();
    CodePolicy traffic = CodePolicy.OFFLINE.forScenes(Set.of("traffic"));
    assertThat(fault(CodeVerifier.verify(code, evidence(P256), traffic, MADE)))
        .isEqualTo(CodeFault.CODE_SCENE_OTHER);
    SceneKey right = codes(P256).sceneKey();
    for (SceneKey other :
        List.of(
            new SceneKey("traffic", right.from(), right.until(), right.key()),
            new SceneKey(right.scene(), MADE.plusSeconds(1), right.until(), right.key()),
            new SceneKey(right.scene(), right.from(), MADE, right.key()),
            new SceneKey(
                right.scene(), right.from(), right.until(), ByteString.wrap(new byte[32])))) {
      Evidence evidence =
          world(P256)
              .evidence()
              .withPresentation(
                  new PackPresentation(
                      TestCodes.INSTANCE, List.of(codes(P256).certificate()), List.of(other)));
      assertThat(faultWith(evidence)).isEqualTo(CodeFault.CODE_SCENE_KEY_MISSING);
    }
    assertThat(right.toString()).doesNotContain(right.key().toHex());
  }
}
