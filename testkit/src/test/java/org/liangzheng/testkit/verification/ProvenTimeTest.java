package org.liangzheng.testkit.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.liangzheng.signer.certificate.Certifier;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.testkit.TestDocuments;
import org.liangzheng.testkit.TestStamps;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.RegisterAnswer;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.crypto.RevocationList;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.pack.Period;
import org.liangzheng.verifier.format.pack.ServiceKey;
import org.liangzheng.verifier.format.pack.TrustList;
import org.liangzheng.verifier.format.seal.SealFormat;
import org.liangzheng.verifier.report.CheckId;
import org.liangzheng.verifier.report.Finding;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.Verdict;

/**
 * Only a trusted timestamp proves when something was signed; the signer's word may only convict.
 */
class ProvenTimeTest {
  private static final Instant NOW = TestWorld.NOW;
  private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");

  private static TestWorld world;

  @BeforeAll
  static void makeWorld() {
    world = TestWorld.of(SignatureSuite.SM2_SM3);
  }

  private static TestStamps stamp() {
    return TestStamps.valid(world);
  }

  private static TestStamps stamped() {
    return stamp().timestamped(NOW);
  }

  private static Report verify(TestStamps stamp, Evidence evidence, Instant instant) {
    return Verifier.verify(
        TestDocuments.unsigned().stamp(stamp).build(), evidence, Policy.FILE, instant);
  }

  private static void assertReason(TestStamps stamp, Evidence evidence, Reason reason) {
    Report report = verify(stamp, evidence, NOW);
    assertThat(report.reasons()).contains(reason);
    assertThat(report.verdict()).isEqualTo(reason.verdict());
  }

  private static void assertValid(TestStamps stamp, Evidence evidence, Instant instant) {
    Report report = verify(stamp, evidence, instant);
    assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.VALID);
  }

  private static Certifier certifier(SampleRole role) {
    return Certifier.of(world.key(role), world.certificate(role), world.random());
  }

  /** Revocation lists that say something of one certificate, good until {@code until}. */
  private static List<RevocationList> lists(
      Instant made, Instant until, List<Certifier.Revoked> revoked) {
    return List.of(
        certifier(SampleRole.ROOT).revocationList(9, made, until, List.of()),
        certifier(SampleRole.ISSUING_CA).revocationList(9, made, until, revoked));
  }

  private static Evidence revoked(SampleRole role, Instant at, boolean compromised) {
    return evidence(
        world.world().trust(),
        lists(
            NOW,
            NOW.plus(Duration.ofDays(1)),
            List.of(
                new Certifier.Revoked(world.certificate(role).serialNumber(), at, compromised))));
  }

  private static Evidence evidence(TrustList trust, List<RevocationList> lists) {
    return world.evidence(trust, lists, _ -> new RegisterAnswer.NotFound());
  }

  // ---- revocation at the proven time ----

  @Test
  void aProvenTimeBeforeTheRevocationAcquits() {
    Instant at = NOW.plusSeconds(30);
    assertReason(
        stamp(),
        revoked(SampleRole.MARKET_LICENCE_SEAL, at, false),
        Reason.SIGNED_BEFORE_REVOCATION_NOT_PROVEN);
    assertValid(stamped(), revoked(SampleRole.MARKET_LICENCE_SEAL, at, false), NOW);
  }

  @Test
  void aCompromisedKeyIsInvalidUnlessTheTimeIsProven() {
    Instant at = NOW.plusSeconds(30);
    assertReason(
        stamp(), revoked(SampleRole.MARKET_LICENCE_SEAL, at, true), Reason.KEY_COMPROMISED);
    assertValid(stamped(), revoked(SampleRole.MARKET_LICENCE_SEAL, at, true), NOW);
    Instant before = NOW.minusSeconds(30);
    assertReason(
        stamped(), revoked(SampleRole.MARKET_LICENCE_SEAL, before, true), Reason.KEY_COMPROMISED);
  }

  @Test
  void afterTheRevocationNoTimestampHelps() {
    Instant before = NOW.minusSeconds(30);
    assertReason(
        stamped(),
        revoked(SampleRole.MARKET_LICENCE_SEAL, before, false),
        Reason.SIGNED_AFTER_REVOCATION);
    // Claimed before, stamped with a time after: the claim is not proven.
    assertReason(
        stamp().signedAt(NOW.minusSeconds(60)).sealCreated(NOW.minusSeconds(60)).timestamped(NOW),
        revoked(SampleRole.MARKET_LICENCE_SEAL, before, false),
        Reason.SIGNED_BEFORE_REVOCATION_NOT_PROVEN);
  }

  @Test
  void theMakerIsJudgedByTheTimeTheSealWasMade() {
    assertReason(
        stamp(), revoked(SampleRole.SEAL_MAKER, NOW.minusSeconds(90), false), Reason.MAKER_REVOKED);
    assertReason(
        stamp(),
        revoked(SampleRole.SEAL_MAKER, NOW.plusSeconds(30), false),
        Reason.SIGNED_BEFORE_REVOCATION_NOT_PROVEN);
    // The stamp's timestamp proves that the seal in it was there.
    assertValid(stamped(), revoked(SampleRole.SEAL_MAKER, NOW.plusSeconds(30), false), NOW);
  }

  // ---- certificates that have ended ----

  @Test
  void longAfterTheCertificateHasEndedAProvenTimeStillCounts() {
    Evidence later =
        evidence(world.world().trust(), lists(LATER, LATER.plusSeconds(3600), List.of()));
    TestStamps lasting =
        stamped().sealFrom(NOW.minusSeconds(60), Instant.parse("2031-01-01T00:00:00Z"));
    assertValid(lasting, later, LATER);
    TestStamps claimed =
        stamp().sealFrom(NOW.minusSeconds(60), Instant.parse("2031-01-01T00:00:00Z"));
    Report report = verify(claimed, later, LATER);
    assertThat(report.reasons()).contains(Reason.SIGNING_TIME_NOT_PROVEN);
    assertThat(report.verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void anEntitlementThatHasEndedNeedsAProvenTime() {
    TrustList trust = world.world().trust();
    Period ended = new Period(NOW.minusSeconds(3600), Optional.of(NOW.plusSeconds(60)));
    TrustList shorter =
        new TrustList(
            trust.version(),
            trust.certifiers(),
            trust.sealMakers(),
            trust.authorities().stream()
                .map(a -> new TrustList.Authority(a.id(), a.name(), ended))
                .toList(),
            trust.keys());
    Evidence evidence = evidence(shorter, world.world().revocations());
    Instant after = NOW.plusSeconds(120);
    assertThat(verify(stamp(), evidence, after).reasons())
        .containsExactly(Reason.SIGNING_TIME_NOT_PROVEN);
    assertValid(stamped(), evidence, after);
    assertValid(stamp(), evidence, NOW);
  }

  @Test
  void oneEvidenceAnswersForEveryInstant() {
    Evidence evidence = revoked(SampleRole.MARKET_LICENCE_SEAL, NOW.plusSeconds(30), false);
    byte[] file = TestDocuments.unsigned().stamp(stamped()).build();
    for (int i = 0; i < 3; i++) {
      assertThat(Verifier.verify(file, evidence, Policy.FILE, NOW).verdict())
          .isEqualTo(Verdict.VALID);
      assertThat(
              Verifier.verify(file, evidence, Policy.FILE, NOW.plus(Duration.ofDays(2))).reasons())
          .contains(Reason.REVOCATION_NOT_KNOWN);
      assertThat(Verifier.verify(file, evidence, Policy.FILE, NOW.minusSeconds(3600)).reasons())
          .contains(Reason.SIGNED_AFTER_INSTANT);
    }
  }

  // ---- the token itself ----

  @Test
  void aTokenIsAboutThisSignatureValue() {
    assertReason(stamped().tokenOfOtherBytes(), world.evidence(), Reason.TIMESTAMP_IMPRINT_DIFFERS);
  }

  @Test
  void aTokenOlderThanTheClaimConvictsTheClaim() {
    assertReason(
        stamp().timestamped(NOW.minusSeconds(600)),
        world.evidence(),
        Reason.TIMESTAMP_BEFORE_CLAIM);
  }

  @Test
  void aTokenThatIsNoneIsMalformed() {
    assertReason(
        stamped().token(_ -> new byte[] {0x30, 0}), world.evidence(), Reason.TIMESTAMP_MALFORMED);
  }

  @Test
  void anAuthorityThatIsNotListedProvesNothing() {
    TrustList trust = world.world().trust();
    TrustList without =
        new TrustList(
            trust.version(),
            trust.certifiers(),
            trust.sealMakers(),
            trust.authorities(),
            trust.keys().stream().filter(k -> k.purpose().equals(ServiceKey.PACK)).toList());
    assertReason(
        stamped(),
        evidence(without, world.world().revocations()),
        Reason.TIMESTAMP_AUTHORITY_NOT_LISTED);
    TestWorld other = TestWorld.of(SignatureSuite.SM2_SM3);
    byte[] foreign = TestStamps.token(other, new byte[1], NOW);
    assertThat(verify(stamped().token(_ -> foreign), world.evidence(), NOW).verdict())
        .isEqualTo(Verdict.INVALID);
  }

  @Test
  void aRevokedAuthorityProvesNothingAfterwardsAndACompromisedOneNever() {
    assertReason(
        stamped(),
        revoked(SampleRole.TIMESTAMP, NOW.minusSeconds(30), false),
        Reason.TIMESTAMP_AUTHORITY_REVOKED);
    assertValid(stamped(), revoked(SampleRole.TIMESTAMP, NOW.plusSeconds(30), false), NOW);
    assertReason(
        stamped(),
        revoked(SampleRole.TIMESTAMP, NOW.plusSeconds(30), true),
        Reason.TIMESTAMP_AUTHORITY_REVOKED);
  }

  @Test
  void withoutATimestampTheReportSaysSo() {
    Report report = verify(stamp(), world.evidence(), NOW);
    assertThat(report.findings())
        .contains(new Finding.Passed(CheckId.TIMESTAMP, "s1", Optional.of(Reason.NO_TIMESTAMP)));
    assertThat(verify(stamped(), world.evidence(), NOW).findings())
        .contains(new Finding.Passed(CheckId.TIMESTAMP, "s1"));
  }

  @Test
  void everyByteOfATokenCounts() {
    byte[] token = TestStamps.token(world, new byte[1], NOW);
    int length = token.length;
    for (int i = 0; i < length; i += 1 + i / 60) {
      int at = i;
      TestStamps flipped =
          stamped()
              .token(bytes -> {
                byte[] changed = bytes.clone();
                changed[Math.min(at, changed.length - 1)] ^= 1;
                return changed;
              });
      assertThat(verify(flipped, world.evidence(), NOW).verdict())
          .as("byte %d", at)
          .isNotEqualTo(Verdict.VALID);
    }
  }

  @Test
  void version5StampsCarryTimestampsToo() {
    assertValid(stamped().format(SealFormat.SES_V5), world.evidence(), NOW);
  }
}
