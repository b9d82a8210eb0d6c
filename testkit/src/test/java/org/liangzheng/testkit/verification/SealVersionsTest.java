package org.liangzheng.testkit.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.testkit.TestDocuments;
import org.liangzheng.testkit.TestKey;
import org.liangzheng.testkit.TestStamps;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.SealStatus;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.crypto.DerTag;
import org.liangzheng.verifier.crypto.DerWriter;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.seal.SealExtension;
import org.liangzheng.verifier.format.seal.SealFormat;
import org.liangzheng.verifier.format.seal.SealReader;
import org.liangzheng.verifier.report.CheckId;
import org.liangzheng.verifier.report.Finding;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.Verdict;

/** Seals and stamps of every version, put together by hand, right and wrong in one way each. */
class SealVersionsTest {
  private static TestWorld world;

  @BeforeAll
  static void makeWorld() {
    world = TestWorld.of(SignatureSuite.SM2_SM3);
  }

  private static TestStamps stamp() {
    return TestStamps.valid(world);
  }

  private static Report verify(TestStamps stamp) {
    return verify(stamp, world.evidence());
  }

  private static Report verify(TestStamps stamp, Evidence evidence) {
    return Verifier.verify(
        TestDocuments.unsigned().stamp(stamp).build(), evidence, Policy.FILE, TestWorld.NOW);
  }

  private static List<Reason> remarks(Report report) {
    return report.findings().stream()
        .filter(f -> f instanceof Finding.Passed)
        .flatMap(f -> f.code().stream())
        .filter(r -> r != Reason.NO_TIMESTAMP)
        .distinct()
        .toList();
  }

  private static void assertRemark(TestStamps stamp, Reason... expected) {
    Report report = verify(stamp);
    assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.VALID);
    assertThat(remarks(report)).containsExactlyInAnyOrder(expected);
  }

  private static void assertReason(TestStamps stamp, Reason reason) {
    Report report = verify(stamp);
    assertThat(report.reasons()).contains(reason);
    assertThat(report.verdict()).isEqualTo(reason.verdict());
  }

  // ---- versions ----

  @ParameterizedTest
  @EnumSource(SealFormat.class)
  void everyVersionIsReadByShapeAndValid(SealFormat format) {
    Report report = verify(stamp().format(format));
    assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.VALID);
    assertThat(report.signatures().getFirst().format()).isEqualTo(format.name());
    assertThat(report.signatures().getFirst().sealSignature()).contains("OK");
    assertThat(remarks(report))
        .containsExactlyElementsOf(
            format == SealFormat.SES_PLATFORM ? List.of(Reason.TIME_FORM_LOOSE) : List.of());
  }

  @ParameterizedTest
  @EnumSource(SealFormat.class)
  void theExactBytesOfASealAreKept(SealFormat format) throws Exception {
    byte[] seal = stamp().format(format).seal();
    assertThat(SealReader.readSeal(seal).der().toByteArray()).isEqualTo(seal);
    assertThat(SealReader.readSeal(seal).format()).isEqualTo(format);
  }

  /** What the maker signs differs between the versions; of the platform's nobody says which. */
  @ParameterizedTest
  @EnumSource(SealFormat.class)
  void aSealSignedTheWayOfAnotherVersionIsWrong(SealFormat format) {
    Report report = verify(stamp().format(format).sealSignedTheOtherWay());
    if (format == SealFormat.SES_PLATFORM) {
      assertThat(report.verdict()).isEqualTo(Verdict.VALID);
    } else {
      assertThat(report.reasons()).containsExactly(Reason.SEAL_VALUE_WRONG);
      assertThat(report.signatures().getFirst().sealSignature()).contains("WRONG");
    }
  }

  @Test
  void shapesOfTwoVersionsAreNotMixed() {
    byte[] first = stamp().format(SealFormat.SES_V1).seal();
    assertReason(stamp().seal(first), Reason.STAMP_NOT_UNDERSTOOD);
    byte[] fifth = stamp().format(SealFormat.SES_V5).seal();
    assertReason(stamp().format(SealFormat.SES_V1).seal(fifth), Reason.STAMP_NOT_UNDERSTOOD);
    // Four elements, times of version 4, another number.
    assertReason(stamp().headerVersion(3), Reason.STAMP_NOT_UNDERSTOOD);
  }

  @ParameterizedTest
  @EnumSource(SealFormat.class)
  void everyByteOfASealCounts(SealFormat format) {
    byte[] seal = stamp().format(format).seal();
    Evidence evidence = world.evidence();
    for (int i = 0; i < seal.length; i += 1 + i / 60) {
      int at = i;
      byte[] flipped = seal.clone();
      flipped[at] ^= 1;
      Report report = verify(stamp().format(format).seal(flipped), evidence);
      assertThat(report.verdict()).as("byte %d", at).isNotEqualTo(Verdict.VALID);
    }
  }

  // ---- lists of signers ----

  @Test
  void aListOfDigestsNamesTheSigner() {
    assertRemark(stamp().listingDigests());
    assertReason(
        stamp().listingDigests().listing(world.certificate(SampleRole.HOUSING_LICENCE_SEAL).der()),
        Reason.SIGNER_NOT_LISTED);
  }

  @Test
  void anEmptyListNamesNobody() {
    assertReason(stamp().listing(), Reason.SIGNER_NOT_LISTED);
  }

  // ---- tolerances ----

  @Test
  void rawSignatureValuesAreReadAndRemarked() {
    assertRemark(stamp().raw(), Reason.SIGNATURE_RAW);
    Report report = verify(stamp().raw());
    assertThat(report.signatures().getFirst().signatureEncoding()).contains("RAW");
  }

  @Test
  void extensionsAreReadInBothForms() {
    byte[] plain = TestStamps.extData("1.2.3", Optional.empty(), new byte[] {1});
    assertRemark(stamp().extension(plain));
    assertRemark(stamp().extension(plain).taggedExtensions(), Reason.EXTENSIONS_TAGGED);
    byte[] written = TestStamps.extData("1.2.3", Optional.of(false), new byte[] {1});
    assertRemark(stamp().extension(written), Reason.CRITICAL_FALSE_WRITTEN);
  }

  @Test
  void aCriticalExtensionThatIsNotUnderstoodIsUnknown() {
    byte[] critical = TestStamps.extData("1.2.3", Optional.of(true), new byte[] {1});
    assertReason(stamp().extension(critical), Reason.EXTENSION_NOT_UNDERSTOOD);
  }

  @Test
  void looseTimesAreReadAndRemarked() {
    assertRemark(stamp().timeInfo(DerWriter.utcTime(TestWorld.NOW)), Reason.TIME_FORM_LOOSE);
    assertRemark(stamp().timeInfo(generalized("20261102110405.763+0800")), Reason.TIME_FORM_LOOSE);
    assertReason(stamp().timeInfo(generalized("20261302110405Z")), Reason.STAMP_NOT_UNDERSTOOD);
    assertReason(stamp().timeInfo(generalized("yesterday")), Reason.STAMP_NOT_UNDERSTOOD);
  }

  @Test
  void version1HoldsTimeInSeveralForms() {
    assertRemark(first(text("2026-11-02 11:04:05")), Reason.TIME_AS_TEXT);
    assertRemark(first(text("20261102030405Z")), Reason.TIME_AS_TEXT);
    assertRemark(first(text("当时")), Reason.TIME_AS_TEXT, Reason.NO_CLAIMED_TIME);
    assertRemark(first(DerWriter.generalizedTime(TestWorld.NOW)), Reason.TIME_FORM_LOOSE);
    // A token inside what is signed tells a time; it proves none.
    byte[] token = TestStamps.token(world, new byte[] {1}, TestWorld.NOW);
    assertRemark(first(token));
    assertThat(verify(first(token), world.evidence()).findings())
        .anySatisfy(f -> assertThat(f.code()).contains(Reason.NO_TIMESTAMP));
    assertReason(first(text("2020-01-01 00:00:00")), Reason.SIGNED_OUTSIDE_CERTIFICATE);
  }

  private static TestStamps first(byte[] timeInfo) {
    return stamp().format(SealFormat.SES_V1).timeInfo(timeInfo);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] generalized(String text) {
    return DerWriter.element(DerTag.GENERALIZED_TIME, text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void octetStringsForBitStringsAndOddVersionsAreRemarked() {
    assertRemark(stamp().format(SealFormat.SES_V1).octetsForBits(), Reason.OCTETS_FOR_BITS);
    assertRemark(stamp().format(SealFormat.SES_V1).headerVersion(11), Reason.HEADER_VERSION_ODD);
  }

  @Test
  void lengthsThatAreNotMinimalAreRefused() {
    byte[] seal = stamp().seal();
    // 30 82 hh ll → 30 83 00 hh ll
    byte[] padded = new byte[seal.length + 1];
    padded[0] = seal[0];
    padded[1] = (byte) 0x83;
    System.arraycopy(seal, 2, padded, 3, seal.length - 2);
    assertReason(stamp().seal(padded), Reason.STAMP_NOT_UNDERSTOOD);
    assertReason(stamp().seal(Arrays.copyOf(seal, seal.length - 1)), Reason.STAMP_NOT_UNDERSTOOD);
  }

  // ---- status ----

  private static TestStamps indexed() {
    return stamp()
        .extension(
            TestStamps.extData(
                SealExtension.STATUS_INDEX, Optional.empty(), DerWriter.integer(77)));
  }

  private static Report verify(TestStamps stamp, SealStatus status) {
    return verify(
        stamp,
        world.evidence().withSealStatus(index -> index == 77 ? status : new SealStatus.InForce()));
  }

  @Test
  void aSealWithAStatusIndexNeedsItsStatus() {
    assertReason(indexed(), Reason.SEAL_STATUS_NOT_KNOWN);
    assertThat(verify(indexed(), new SealStatus.InForce()).verdict()).isEqualTo(Verdict.VALID);
    assertThat(
            verify(indexed(), new SealStatus.NotInForce(TestWorld.NOW.minusSeconds(1))).reasons())
        .containsExactly(Reason.SEAL_NOT_IN_FORCE);
    SealStatus later = new SealStatus.NotInForce(TestWorld.NOW.plusSeconds(10));
    assertThat(verify(indexed(), later).reasons())
        .containsExactly(Reason.SIGNED_BEFORE_REVOCATION_NOT_PROVEN);
    assertThat(verify(indexed().timestamped(TestWorld.NOW), later).verdict())
        .isEqualTo(Verdict.VALID);
  }

  @Test
  void aStatusIndexThatIsNoNumberIsRefused() {
    assertReason(
        stamp()
            .extension(
                TestStamps.extData(SealExtension.STATUS_INDEX, Optional.empty(), new byte[] {5})),
        Reason.STAMP_NOT_UNDERSTOOD);
  }

  // ---- dates of the seal ----

  @Test
  void theSealHoldsAtTheTimeOfSigning() {
    assertReason(
        stamp().sealFrom(TestWorld.NOW.plusSeconds(60), TestWorld.NOW.plusSeconds(120)),
        Reason.SEAL_NOT_VALID_AT_SIGNING);
    // Ended between signing and now: only a proven time would show that it was used in time.
    TestStamps ended =
        stamp()
            .signedAt(TestWorld.NOW.minusSeconds(40))
            .sealFrom(TestWorld.NOW.minusSeconds(60), TestWorld.NOW.minusSeconds(30));
    assertReason(ended, Reason.SIGNING_TIME_NOT_PROVEN);
    TestStamps proven =
        stamp()
            .signedAt(TestWorld.NOW.minusSeconds(40))
            .sealFrom(TestWorld.NOW.minusSeconds(60), TestWorld.NOW.minusSeconds(30))
            .timestamped(TestWorld.NOW.minusSeconds(40));
    assertThat(verify(proven).verdict()).isEqualTo(Verdict.VALID);
  }

  // ---- who made and who signed ----

  @Test
  void aTimestampAuthorityMakesNoSealsAndStampsNothing() {
    TestKey key = world.key(SampleRole.TIMESTAMP);
    assertReason(
        stamp().madeBy(world.certificate(SampleRole.TIMESTAMP), key), Reason.KEY_USAGE_WRONG);
    assertReason(
        stamp().signedBy(world.certificate(SampleRole.TIMESTAMP), key), Reason.KEY_USAGE_WRONG);
  }

  @Test
  void anotherKeyThanTheCertificatesIsWrong() {
    TestKey stranger = TestKey.random(SignatureSuite.SM2_SM3, world.random());
    assertReason(
        stamp().signedBy(world.certificate(SampleDepartment.MARKET.sealKey()), stranger),
        Reason.STAMP_VALUE_WRONG);
    assertReason(
        stamp().madeBy(world.certificate(SampleRole.SEAL_MAKER), stranger),
        Reason.SEAL_VALUE_WRONG);
  }

  @Test
  void findingsComeInTheOrderOfTheSteps() {
    Report report = verify(stamp());
    List<CheckId> own =
        report.findings().stream()
            .filter(f -> f.subject().equals("s1"))
            .map(Finding::check)
            .distinct()
            .toList();
    assertThat(own)
        .isSorted()
        .contains(CheckId.STAMP_FORMAT, CheckId.SEAL_STATUS, CheckId.SIGNATURE_REACH)
        .hasSameSizeAs(EnumSet.range(CheckId.STAMP_FORMAT, CheckId.SIGNATURE_REACH));
  }
}
