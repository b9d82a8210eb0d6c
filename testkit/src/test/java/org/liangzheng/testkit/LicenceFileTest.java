package org.liangzheng.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.liangzheng.testkit.LicenceFiles.VALID_FILE;
import static org.liangzheng.testkit.LicenceFiles.WORLD;
import static org.liangzheng.testkit.LicenceFiles.assertReason;
import static org.liangzheng.testkit.LicenceFiles.edit;
import static org.liangzheng.testkit.LicenceFiles.forge;
import static org.liangzheng.testkit.LicenceFiles.issuing;
import static org.liangzheng.testkit.LicenceFiles.replace;
import static org.liangzheng.testkit.LicenceFiles.verify;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liangzheng.signer.certificate.CertificateProfile;
import org.liangzheng.signer.certificate.CertificateSubject;
import org.liangzheng.signer.certificate.Certifier;
import org.liangzheng.signer.layout.BuiltInLayout;
import org.liangzheng.signer.licence.PreparedLicence;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.RegisterAnswer;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.RevocationList;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.pack.Period;
import org.liangzheng.verifier.format.pack.TrustList;
import org.liangzheng.verifier.format.seal.Seal;
import org.liangzheng.verifier.report.Finding;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.Verdict;

/** A licence file from signer to verifier, and one tampered sample per check. */
class LicenceFileTest {
  @ParameterizedTest
  @EnumSource(SignatureSuite.class)
  void aFreshLicenceIsValid(SignatureSuite suite) {
    TestWorld fresh = TestWorld.of(suite);
    byte[] file = TestLicences.valid(fresh).build();
    Report report = Verifier.verify(file, fresh.evidence(), Policy.FILE, TestWorld.NOW);
    assertThat(report.findings()).allMatch(f -> f instanceof Finding.Passed);
    assertThat(report.verdict()).isEqualTo(Verdict.VALID);
    assertThat(report.licence()).contains(TestLicences.valid(fresh).facts());
    assertThat(report.uncovered()).isEmpty();
    assertThat(report.signatures())
        .singleElement()
        .satisfies(s -> {
          assertThat(s.signatureValue()).isEqualTo("OK");
          assertThat(s.sealSignature()).contains("OK");
          assertThat(s.dataHashMatches()).contains(true);
          assertThat(s.references()).isEqualTo(12);
        });
  }

  @Test
  void theSameContentGivesTheSameDigest() throws Exception {
    Seal seal = WORLD.world().licenceSeals().get(SampleDepartment.MARKET);
    Certificate signer = WORLD.certificate(SampleRole.MARKET_LICENCE_SEAL);
    var content = TestLicences.valid(WORLD).content();
    var first =
        PreparedLicence.of(
            TestFonts.template(BuiltInLayout.BUSINESS_LICENCE),
            content,
            seal,
            signer,
            TestWorld.NOW);
    var second =
        PreparedLicence.of(
            TestFonts.template(BuiltInLayout.BUSINESS_LICENCE),
            content,
            seal,
            signer,
            TestWorld.NOW);
    assertThat(first.digest()).isEqualTo(second.digest());
  }

  @Test
  void withoutEvidenceItIsUnknownAndSaysWhatWasChecked() {
    Report report = Verifier.verify(VALID_FILE, Evidence.none(), Policy.FILE, TestWorld.NOW);
    assertThat(report.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(report.reasons()).first().isEqualTo(Reason.NO_TRUST_LIST);
    assertThat(report.signatures().getFirst().signatureValue()).isEqualTo("OK");
  }

  @Test
  void anotherWorldsTrustListDoesNotKnowTheIssuer() {
    TestWorld other = TestWorld.of(SignatureSuite.P256_SHA256);
    // The names of the two worlds are the same, the keys are not: the chain fails.
    assertReason(VALID_FILE, other.evidence(), Reason.CHAIN_BROKEN);
    TrustList renamed = renamedTrust(other);
    assertReason(
        VALID_FILE,
        WORLD.evidence(renamed, WORLD.world().revocations(), _ -> new RegisterAnswer.NotFound()),
        Reason.ISSUER_NOT_IN_TRUST_LIST);
  }

  @Test
  void signingOutsideTheCertificateIsInvalid() throws Exception {
    byte[] file =
        forge(
            WORLD.world().licenceSeals().get(SampleDepartment.MARKET),
            WORLD.certificate(SampleRole.MARKET_LICENCE_SEAL),
            WORLD.key(SampleRole.MARKET_LICENCE_SEAL),
            Instant.parse("2020-01-01T00:00:00Z"));
    assertReason(file, WORLD.evidence(), Reason.SIGNED_OUTSIDE_CERTIFICATE);
    assertThat(verify(file, WORLD.evidence()).reasons()).contains(Reason.SEAL_NOT_VALID_AT_SIGNING);
  }

  @Test
  void anExpiredCertificateNeedsAProvenTime() {
    Instant later = Instant.parse("2030-01-01T00:00:00Z");
    Report report = Verifier.verify(VALID_FILE, WORLD.evidence(), Policy.FILE, later);
    assertThat(report.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(report.reasons()).contains(Reason.SIGNING_TIME_NOT_PROVEN);
  }

  @Test
  void aFutureSigningTimeIsUnknown() {
    Report report =
        Verifier.verify(
            VALID_FILE, WORLD.evidence(), Policy.FILE, TestWorld.NOW.minusSeconds(3600));
    assertThat(report.reasons()).contains(Reason.SIGNED_AFTER_INSTANT);
  }

  @Test
  void revocationDecidesByReasonAndTime() {
    Instant before = TestWorld.NOW.minusSeconds(30);
    Instant after = TestWorld.NOW.plusSeconds(30);
    assertReason(VALID_FILE, revoked(before, false), Reason.SIGNED_AFTER_REVOCATION);
    assertReason(VALID_FILE, revoked(after, false), Reason.SIGNED_BEFORE_REVOCATION_NOT_PROVEN);
    assertReason(VALID_FILE, revoked(after, true), Reason.KEY_COMPROMISED);
  }

  @Test
  void noRevocationListOrAnOldOneIsUnknown() {
    assertReason(
        VALID_FILE,
        WORLD.evidence(WORLD.world().trust(), List.of(), _ -> new RegisterAnswer.NotFound()),
        Reason.REVOCATION_NOT_KNOWN);
    Report late =
        Verifier.verify(
            VALID_FILE, WORLD.evidence(), Policy.FILE, TestWorld.NOW.plusSeconds(8 * 24 * 3600));
    assertThat(late.reasons()).contains(Reason.REVOCATION_NOT_KNOWN);
  }

  @Test
  void aRevocationListSignedByAnotherDoesNotCount() {
    TestWorld other = TestWorld.of(SignatureSuite.SM2_SM3);
    assertReason(
        VALID_FILE,
        WORLD.evidence(
            WORLD.world().trust(), other.world().revocations(), _ -> new RegisterAnswer.NotFound()),
        Reason.REVOCATION_NOT_KNOWN);
  }

  @Test
  void theLastLegalDayCountsWhole() {
    byte[] file = TestLicences.valid(WORLD).until(LocalDate.of(2026, 11, 2)).build();
    // 2 November ends at 16:00 UTC in China.
    Report last =
        Verifier.verify(file, WORLD.evidence(), Policy.FILE, Instant.parse("2026-11-02T15:59:59Z"));
    assertThat(last.verdict()).isEqualTo(Verdict.VALID);
    Report over =
        Verifier.verify(file, WORLD.evidence(), Policy.FILE, Instant.parse("2026-11-02T16:00:00Z"));
    assertThat(over.verdict()).isEqualTo(Verdict.NOT_IN_FORCE);
    assertThat(over.reasons()).containsExactly(Reason.LICENCE_EXPIRED);
  }

  @Test
  void beforeItsFirstDayItIsNotInForce() {
    byte[] file = TestLicences.valid(WORLD).from(LocalDate.of(2026, 12, 1)).build();
    assertReason(file, WORLD.evidence(), Reason.LICENCE_NOT_YET_VALID);
  }

  @Test
  void underIssuedTheRegisterDecides() {
    var facts = TestLicences.valid(WORLD).facts();
    Sha256Digest digest = Sha256Digest.of(VALID_FILE);
    assertIssued(new RegisterAnswer.NotAsked(), Verdict.UNKNOWN, Reason.REGISTER_NOT_ASKED);
    assertIssued(new RegisterAnswer.NotFound(), Verdict.UNKNOWN, Reason.NOT_IN_REGISTER);
    assertIssued(
        new RegisterAnswer.Found(
            facts.id(), facts.issuer(), Sha256Digest.of(new byte[1]), Optional.empty()),
        Verdict.INVALID,
        Reason.REGISTER_DIFFERS);
    assertIssued(
        new RegisterAnswer.Found(
            facts.id(), SampleDepartment.HOUSING.id(), digest, Optional.empty()),
        Verdict.INVALID,
        Reason.REGISTER_DIFFERS);
    assertIssued(
        new RegisterAnswer.Found(
            facts.id(), facts.issuer(), digest, Optional.of(Reason.LICENCE_REVOKED)),
        Verdict.NOT_IN_FORCE,
        Reason.LICENCE_REVOKED);
    Report good =
        Verifier.verify(
            VALID_FILE,
            WORLD.evidence(
                WORLD.world().trust(),
                WORLD.world().revocations(),
                _ ->
                    new RegisterAnswer.Found(facts.id(), facts.issuer(), digest, Optional.empty())),
            Policy.ISSUED,
            TestWorld.NOW);
    assertThat(good.verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void aWrongCheckCharacterInAReSealedFileIsInvalid() {
    // Only the holder of the key could seal such a file; the facts are judged all the same.
    byte[] file = edit("/OFD.xml", bytes -> replace(bytes, "LZQZJGDM", "LZQZJGDX"));
    assertThat(verify(file, WORLD.evidence()).reasons()).contains(Reason.LICENCE_FACTS_BROKEN);
  }

  @Test
  void instantsNoEvidenceSpeaksOfAreNotAskedAbout() {
    for (Instant far : List.of(Instant.MIN, Instant.MAX, Instant.parse("9999-01-01T00:00:00Z"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Verifier.verify(VALID_FILE, WORLD.evidence(), Policy.FILE, far));
    }
  }

  private static void assertIssued(RegisterAnswer answer, Verdict verdict, Reason reason) {
    Report report =
        Verifier.verify(
            VALID_FILE,
            WORLD.evidence(WORLD.world().trust(), WORLD.world().revocations(), _ -> answer),
            Policy.ISSUED,
            TestWorld.NOW);
    assertThat(report.verdict()).isEqualTo(verdict);
    assertThat(report.reasons()).containsExactly(reason);
  }

  private static Evidence revoked(Instant at, boolean compromised) {
    Certificate signer = WORLD.certificate(SampleRole.MARKET_LICENCE_SEAL);
    RevocationList list =
        issuing()
            .revocationList(
                2,
                TestWorld.NOW,
                TestWorld.NOW.plusSeconds(3600),
                List.of(new Certifier.Revoked(signer.serialNumber(), at, compromised)));
    return WORLD.evidence(
        WORLD.world().trust(),
        List.of(WORLD.world().revocations().getFirst(), list),
        _ -> new RegisterAnswer.NotFound());
  }

  private static TrustList renamedTrust(TestWorld other) {
    TestKey key = TestKey.random(SignatureSuite.SM2_SM3, WORLD.random());
    CertificateSubject subject = new CertificateSubject("other", "other", Optional.empty());
    Certificate root =
        Certifier.root(key, subject, WORLD.random())
            .issue(
                subject,
                key.publicKey(),
                CertificateProfile.ROOT,
                TestWorld.NOW.minusSeconds(60),
                TestWorld.NOW.plusSeconds(3600));
    return new TrustList(
        1,
        List.of(
            new TrustList.Certifier(
                root, new Period(TestWorld.NOW.minusSeconds(60), Optional.empty()))),
        other.world().trust().sealMakers(),
        other.world().trust().authorities(),
        List.of());
  }
}
