package org.liangzheng.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.signer.certificate.CertificateProfile;
import org.liangzheng.signer.certificate.CertificateSubject;
import org.liangzheng.signer.certificate.Certifier;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.signer.seal.PreparedSeal;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.RegisterAnswer;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.RevocationList;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.ofd.OfdLimits;
import org.liangzheng.verifier.format.ofd.OfdPackage;
import org.liangzheng.verifier.format.ofd.ZipReader;
import org.liangzheng.verifier.format.ofd.ZipWriter;
import org.liangzheng.verifier.format.pack.Period;
import org.liangzheng.verifier.format.pack.TrustList;
import org.liangzheng.verifier.format.seal.Seal;
import org.liangzheng.verifier.format.seal.SealInfo;
import org.liangzheng.verifier.format.seal.SealWriter;
import org.liangzheng.verifier.format.seal.SignerList;
import org.liangzheng.verifier.report.Finding;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.Verdict;

/** A licence file from signer to verifier, and one tampered sample per check. */
class LicenceFileTest {
  private static TestWorld world;
  private static byte[] valid;

  @BeforeAll
  static void makeWorld() {
    world = TestWorld.of(SignatureSuite.SM2_SM3);
    valid = TestLicences.valid(world).build();
  }

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
    Seal seal = world.world().licenceSeals().get(SampleDepartment.MARKET);
    Certificate signer = world.certificate(SampleRole.MARKET_LICENCE_SEAL);
    var content = TestLicences.valid(world).content();
    var first =
        org.liangzheng.signer.licence.PreparedLicence.of(
            TestFonts.template(org.liangzheng.signer.layout.BuiltInLayout.BUSINESS_LICENCE),
            content,
            seal,
            signer,
            TestWorld.NOW);
    var second =
        org.liangzheng.signer.licence.PreparedLicence.of(
            TestFonts.template(org.liangzheng.signer.layout.BuiltInLayout.BUSINESS_LICENCE),
            content,
            seal,
            signer,
            TestWorld.NOW);
    assertThat(first.digest()).isEqualTo(second.digest());
  }

  @Test
  void withoutEvidenceItIsUnknownAndSaysWhatWasChecked() {
    Report report = Verifier.verify(valid, Evidence.none(), Policy.FILE, TestWorld.NOW);
    assertThat(report.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(report.reasons()).first().isEqualTo(Reason.NO_TRUST_LIST);
    assertThat(report.signatures().getFirst().signatureValue()).isEqualTo("OK");
  }

  @Test
  void anotherWorldsTrustListDoesNotKnowTheIssuer() {
    TestWorld other = TestWorld.of(SignatureSuite.P256_SHA256);
    // The names of the two worlds are the same, the keys are not: the chain fails.
    assertReason(valid, other.evidence(), Reason.CHAIN_BROKEN);
    TrustList renamed = renamedTrust(other);
    assertReason(
        valid,
        world.evidence(renamed, world.world().revocations(), _ -> new RegisterAnswer.NotFound()),
        Reason.ISSUER_NOT_IN_TRUST_LIST);
  }

  // ---- content ----

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/OFD.xml",
        "/Doc_0/Document.xml",
        "/Doc_0/PublicRes.xml",
        "/Doc_0/Pages/Page_0/Content.xml",
        "/Doc_0/Attachs/licence.json",
        "/Doc_0/Attachs/Attachments.xml"
      })
  void anAlteredPartIsInvalid(String path) {
    assertReason(edit(path, bytes -> append(bytes, " ")), world.evidence(), Reason.PART_ALTERED);
  }

  @Test
  void anotherSignatureInTheListIsInvalid() {
    byte[] file =
        edit(
            "/Doc_0/Signs/Signatures.xml",
            bytes -> replace(bytes, "</ofd:Signatures>", " </ofd:Signatures>"));
    assertReason(file, world.evidence(), Reason.PART_ALTERED);
  }

  @Test
  void anAlteredDescriptionIsInvalid() {
    assertReason(
        edit(
            "/Doc_0/Signs/Sign_0/Signature.xml",
            bytes -> replace(bytes, "ProviderName=\"Liangzheng\"", "ProviderName=\"Elsewhere\"")),
        world.evidence(),
        Reason.DESCRIPTION_ALTERED);
  }

  @Test
  void aWeakDigestIsInvalid() {
    assertReason(
        edit(
            "/Doc_0/Signs/Sign_0/Signature.xml",
            bytes -> replace(bytes, "CheckMethod=\"1.2.156.10197.1.401\"", "CheckMethod=\"MD5\"")),
        world.evidence(),
        Reason.DIGEST_WEAK);
  }

  @Test
  void aMissingPartIsInvalid() {
    Map<String, ByteString> parts = parts(valid);
    parts.remove("/Doc_0/Attachs/licence.json");
    assertReason(pack(parts), world.evidence(), Reason.PART_MISSING);
  }

  @Test
  void anAddedPartIsInvalid() {
    Map<String, ByteString> parts = parts(valid);
    parts.put("/Doc_0/Pages/Page_1/Content.xml", utf8("<x/>"));
    Report report = assertReason(pack(parts), world.evidence(), Reason.CONTENT_NOT_COVERED);
    assertThat(report.uncovered()).containsExactly("/Doc_0/Pages/Page_1/Content.xml");
  }

  @Test
  void anOrphanBesideTheSignaturesIsInvalid() {
    Map<String, ByteString> parts = parts(valid);
    parts.put("/Doc_0/Signs/Sign_1/SignedValue.dat", utf8("x"));
    assertReason(pack(parts), world.evidence(), Reason.SIGNATURE_PARTS_ORPHANED);
  }

  @Test
  void aStampOfAnotherLicenceIsInvalid() {
    Map<String, ByteString> parts = parts(valid);
    Map<String, ByteString> other =
        parts(TestLicences.valid(world).until(LocalDate.of(2030, 1, 1)).build());
    parts.put(
        "/Doc_0/Signs/Sign_0/SignedValue.dat", other.get("/Doc_0/Signs/Sign_0/SignedValue.dat"));
    assertReason(pack(parts), world.evidence(), Reason.DESCRIPTION_ALTERED);
  }

  @Test
  void everyByteOfTheStampCounts() {
    Map<String, ByteString> parts = parts(valid);
    byte[] stamp = parts.get("/Doc_0/Signs/Sign_0/SignedValue.dat").toByteArray();
    for (int i = 0; i < stamp.length; i += 1 + i / 400) {
      byte[] flipped = stamp.clone();
      flipped[i] ^= 1;
      parts.put("/Doc_0/Signs/Sign_0/SignedValue.dat", ByteString.of(flipped));
      assertThat(verify(pack(parts), world.evidence()).verdict())
          .as("byte %d", i)
          .isNotEqualTo(Verdict.VALID);
    }
  }

  @Test
  void noSignatureIsUnknown() {
    Map<String, ByteString> parts = parts(valid);
    parts.keySet().removeIf(path -> path.startsWith("/Doc_0/Signs/"));
    parts.put(
        "/OFD.xml",
        ByteString.of(
            replace(
                parts.get("/OFD.xml").toByteArray(),
                "<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures>",
                "")));
    assertReason(pack(parts), world.evidence(), Reason.NO_SIGNATURE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "PK", "not a package", "%PDF-1.7"})
  void otherBytesAreUnreadable(String text) {
    assertReason(text.getBytes(StandardCharsets.UTF_8), world.evidence(), Reason.PACKAGE_NOT_ZIP);
  }

  @Test
  void aDoctypeIsUnreadable() {
    assertReason(
        edit(
            "/OFD.xml",
            bytes ->
                replace(
                    bytes,
                    "?>\n",
                    "?>\n<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>")),
        world.evidence(),
        Reason.XML_MALFORMED);
  }

  // ---- seal and signer ----

  @Test
  void aSealThatDoesNotListTheSignerIsInvalid() throws Exception {
    Seal housing = world.world().licenceSeals().get(SampleDepartment.HOUSING);
    // The signer refuses to make such a stamp, so it is put together by hand.
    byte[] file =
        forge(
            housing,
            world.certificate(SampleRole.MARKET_LICENCE_SEAL),
            world.key(SampleRole.MARKET_LICENCE_SEAL),
            TestWorld.NOW);
    assertReason(file, world.evidence(), Reason.SIGNER_NOT_LISTED);
  }

  @Test
  void aSelfMadeSealIsNotTheMakers() throws Exception {
    TestKey forger = TestKey.random(SignatureSuite.SM2_SM3, world.random());
    Seal real = world.world().licenceSeals().get(SampleDepartment.MARKET);
    Seal forged =
        org.liangzheng.verifier.format.seal.SealReader.readSeal(
            SealWriter.seal(
                real.infoDer().toByteArray(),
                real.maker(),
                forger.sign(real.maker().publicKey().digest(real.infoDer().toByteArray()))));
    byte[] file =
        TestLicences.valid(world)
            .sealedWith(
                forged,
                world.certificate(SampleRole.MARKET_LICENCE_SEAL),
                world.key(SampleRole.MARKET_LICENCE_SEAL))
            .build();
    assertReason(file, world.evidence(), Reason.SEAL_VALUE_WRONG);
  }

  @Test
  void aCertifiedSignerThatIsNoSealMakerCannotMakeSeals() throws Exception {
    Certificate housing = world.certificate(SampleRole.HOUSING_LICENCE_SEAL);
    Seal seal =
        sealFor(
            world.certificate(SampleRole.MARKET_LICENCE_SEAL),
            housing,
            world.key(SampleRole.HOUSING_LICENCE_SEAL));
    byte[] file =
        TestLicences.valid(world)
            .sealedWith(
                seal,
                world.certificate(SampleRole.MARKET_LICENCE_SEAL),
                world.key(SampleRole.MARKET_LICENCE_SEAL))
            .build();
    assertReason(file, world.evidence(), Reason.MAKER_NOT_IN_TRUST_LIST);
  }

  @Test
  void aSelfSignedSignerIsNobody() throws Exception {
    TestKey key = TestKey.random(SignatureSuite.SM2_SM3, world.random());
    CertificateSubject subject =
        new CertificateSubject("forger", "forger", Optional.of(SampleDepartment.MARKET.id()));
    Certificate self =
        Certifier.root(key, subject, world.random())
            .issue(
                subject,
                key.publicKey(),
                CertificateProfile.SIGNER,
                TestWorld.NOW.minusSeconds(60),
                TestWorld.NOW.plusSeconds(60));
    Seal seal =
        sealFor(self, world.certificate(SampleRole.SEAL_MAKER), world.key(SampleRole.SEAL_MAKER));
    assertReason(
        TestLicences.valid(world).sealedWith(seal, self, key).build(),
        world.evidence(),
        Reason.ISSUER_NOT_IN_TRUST_LIST);
  }

  @Test
  void aSignerOfAnUnlistedAuthorityIsNotEntitled() throws Exception {
    TestKey key = TestKey.random(SignatureSuite.SM2_SM3, world.random());
    Certificate stranger =
        issuing()
            .issue(
                new CertificateSubject("x", "x", Optional.of(TestLicences.HOLDER)),
                key.publicKey(),
                CertificateProfile.SIGNER,
                TestWorld.NOW.minusSeconds(60),
                TestWorld.NOW.plusSeconds(3600));
    Seal seal =
        sealFor(
            stranger, world.certificate(SampleRole.SEAL_MAKER), world.key(SampleRole.SEAL_MAKER));
    assertReason(
        TestLicences.valid(world).sealedWith(seal, stranger, key).build(),
        world.evidence(),
        Reason.SIGNER_NOT_ENTITLED);
  }

  @Test
  void anotherDepartmentsSealIsNotTheIssuers() {
    byte[] file =
        TestLicences.valid(world)
            .sealedWith(
                world.world().licenceSeals().get(SampleDepartment.HOUSING),
                world.certificate(SampleRole.HOUSING_LICENCE_SEAL),
                world.key(SampleRole.HOUSING_LICENCE_SEAL))
            .build();
    assertReason(file, world.evidence(), Reason.LICENCE_SEALS_MISSING);
  }

  @Test
  void fewerSealsThanNamedIsInvalid() {
    byte[] file =
        TestLicences.valid(world)
            .namingSealsOf(SampleDepartment.MARKET.id(), SampleDepartment.HOUSING.id())
            .build();
    assertReason(file, world.evidence(), Reason.LICENCE_SEALS_MISSING);
  }

  @Test
  void aLicenceThatItsIssuerDidNotSealIsInvalid() {
    byte[] file =
        TestLicences.valid(world)
            .issuedBy(SampleDepartment.HOUSING)
            .sealedWith(
                world.world().licenceSeals().get(SampleDepartment.MARKET),
                world.certificate(SampleRole.MARKET_LICENCE_SEAL),
                world.key(SampleRole.MARKET_LICENCE_SEAL))
            .build();
    assertReason(file, world.evidence(), Reason.LICENCE_NOT_SEALED_BY_ISSUER);
  }

  // ---- time and revocation ----

  @Test
  void signingOutsideTheCertificateIsInvalid() throws Exception {
    byte[] file =
        forge(
            world.world().licenceSeals().get(SampleDepartment.MARKET),
            world.certificate(SampleRole.MARKET_LICENCE_SEAL),
            world.key(SampleRole.MARKET_LICENCE_SEAL),
            Instant.parse("2020-01-01T00:00:00Z"));
    assertReason(file, world.evidence(), Reason.SIGNED_OUTSIDE_CERTIFICATE);
    assertThat(verify(file, world.evidence()).reasons()).contains(Reason.SEAL_NOT_VALID_AT_SIGNING);
  }

  @Test
  void anExpiredCertificateNeedsAProvenTime() {
    Instant later = Instant.parse("2030-01-01T00:00:00Z");
    Report report = Verifier.verify(valid, world.evidence(), Policy.FILE, later);
    assertThat(report.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(report.reasons()).contains(Reason.SIGNING_TIME_NOT_PROVEN);
  }

  @Test
  void aFutureSigningTimeIsUnknown() {
    Report report =
        Verifier.verify(valid, world.evidence(), Policy.FILE, TestWorld.NOW.minusSeconds(3600));
    assertThat(report.reasons()).contains(Reason.SIGNED_AFTER_INSTANT);
  }

  @Test
  void revocationDecidesByReasonAndTime() {
    Instant before = TestWorld.NOW.minusSeconds(30);
    Instant after = TestWorld.NOW.plusSeconds(30);
    assertReason(valid, revoked(before, false), Reason.SIGNED_AFTER_REVOCATION);
    assertReason(valid, revoked(after, false), Reason.SIGNED_BEFORE_REVOCATION_NOT_PROVEN);
    assertReason(valid, revoked(after, true), Reason.KEY_COMPROMISED);
  }

  @Test
  void noRevocationListOrAnOldOneIsUnknown() {
    assertReason(
        valid,
        world.evidence(world.world().trust(), List.of(), _ -> new RegisterAnswer.NotFound()),
        Reason.REVOCATION_NOT_KNOWN);
    Report late =
        Verifier.verify(
            valid, world.evidence(), Policy.FILE, TestWorld.NOW.plusSeconds(8 * 24 * 3600));
    assertThat(late.reasons()).contains(Reason.REVOCATION_NOT_KNOWN);
  }

  @Test
  void aRevocationListSignedByAnotherDoesNotCount() {
    TestWorld other = TestWorld.of(SignatureSuite.SM2_SM3);
    assertReason(
        valid,
        world.evidence(
            world.world().trust(), other.world().revocations(), _ -> new RegisterAnswer.NotFound()),
        Reason.REVOCATION_NOT_KNOWN);
  }

  // ---- the licence itself ----

  @Test
  void theLastLegalDayCountsWhole() {
    byte[] file = TestLicences.valid(world).until(LocalDate.of(2026, 11, 2)).build();
    // 2 November ends at 16:00 UTC in China.
    Report last =
        Verifier.verify(file, world.evidence(), Policy.FILE, Instant.parse("2026-11-02T15:59:59Z"));
    assertThat(last.verdict()).isEqualTo(Verdict.VALID);
    Report over =
        Verifier.verify(file, world.evidence(), Policy.FILE, Instant.parse("2026-11-02T16:00:00Z"));
    assertThat(over.verdict()).isEqualTo(Verdict.NOT_IN_FORCE);
    assertThat(over.reasons()).containsExactly(Reason.LICENCE_EXPIRED);
  }

  @Test
  void beforeItsFirstDayItIsNotInForce() {
    byte[] file = TestLicences.valid(world).from(LocalDate.of(2026, 12, 1)).build();
    assertReason(file, world.evidence(), Reason.LICENCE_NOT_YET_VALID);
  }

  @Test
  void underIssuedTheRegisterDecides() {
    var facts = TestLicences.valid(world).facts();
    Sha256Digest digest = Sha256Digest.of(valid);
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
            valid,
            world.evidence(
                world.world().trust(),
                world.world().revocations(),
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
    assertThat(verify(file, world.evidence()).reasons()).contains(Reason.LICENCE_FACTS_BROKEN);
  }

  @Test
  void instantsNoEvidenceSpeaksOfAreNotAskedAbout() {
    for (Instant far : List.of(Instant.MIN, Instant.MAX, Instant.parse("9999-01-01T00:00:00Z"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Verifier.verify(valid, world.evidence(), Policy.FILE, far));
    }
  }

  // ---- helpers ----

  private static void assertIssued(RegisterAnswer answer, Verdict verdict, Reason reason) {
    Report report =
        Verifier.verify(
            valid,
            world.evidence(world.world().trust(), world.world().revocations(), _ -> answer),
            Policy.ISSUED,
            TestWorld.NOW);
    assertThat(report.verdict()).isEqualTo(verdict);
    assertThat(report.reasons()).containsExactly(reason);
  }

  private static Report assertReason(byte[] file, Evidence evidence, Reason reason) {
    Report report = verify(file, evidence);
    assertThat(report.reasons()).contains(reason);
    assertThat(report.verdict()).isEqualTo(reason.verdict());
    return report;
  }

  private static Report verify(byte[] file, Evidence evidence) {
    return Verifier.verify(file, evidence, Policy.FILE, TestWorld.NOW);
  }

  private static Evidence revoked(Instant at, boolean compromised) {
    Certificate signer = world.certificate(SampleRole.MARKET_LICENCE_SEAL);
    RevocationList list =
        issuing()
            .revocationList(
                2,
                TestWorld.NOW,
                TestWorld.NOW.plusSeconds(3600),
                List.of(new Certifier.Revoked(signer.serialNumber(), at, compromised)));
    return world.evidence(
        world.world().trust(),
        List.of(world.world().revocations().getFirst(), list),
        _ -> new RegisterAnswer.NotFound());
  }

  private static Certifier issuing() {
    return Certifier.of(
        world.key(SampleRole.ISSUING_CA), world.certificate(SampleRole.ISSUING_CA), world.random());
  }

  private static Seal sealFor(Certificate signer, Certificate maker, TestKey makerKey)
      throws Exception {
    SealInfo real = world.world().licenceSeals().get(SampleDepartment.MARKET).info();
    SealInfo info =
        new SealInfo(
            4,
            real.vendor(),
            real.esId(),
            real.type(),
            real.name(),
            new SignerList.Certificates(List.of(signer.der())),
            TestWorld.NOW,
            real.validFrom(),
            real.validUntil(),
            real.picture(),
            List.of());
    PreparedSeal prepared = PreparedSeal.of(info, maker);
    return prepared.finish(makerKey.sign(prepared.digest()));
  }

  /** A stamp that the signer would refuse to make, over the valid licence's description. */
  private static byte[] forge(Seal seal, Certificate signer, TestKey key, Instant time) {
    Map<String, ByteString> parts = parts(valid);
    byte[] description = parts.get("/Doc_0/Signs/Sign_0/Signature.xml").toByteArray();
    byte[] toSign =
        SealWriter.toSign(
            seal,
            time,
            signer.publicKey().suite().digest(description).value(),
            "/Doc_0/Signs/Sign_0/Signature.xml");
    parts.put(
        "/Doc_0/Signs/Sign_0/SignedValue.dat",
        ByteString.of(
            SealWriter.signature(toSign, signer, key.sign(signer.publicKey().digest(toSign)))));
    return pack(parts);
  }

  private static TrustList renamedTrust(TestWorld other) {
    TestKey key = TestKey.random(SignatureSuite.SM2_SM3, world.random());
    CertificateSubject subject = new CertificateSubject("other", "other", Optional.empty());
    Certificate root =
        Certifier.root(key, subject, world.random())
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

  private static byte[] edit(String path, UnaryOperator<byte[]> change) {
    Map<String, ByteString> parts = parts(valid);
    parts.put(path, ByteString.of(change.apply(parts.get(path).toByteArray())));
    return pack(parts);
  }

  private static byte[] replace(byte[] bytes, String old, String replacement) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    assertThat(text).contains(old);
    return text.replace(old, replacement).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] append(byte[] bytes, String suffix) {
    byte[] out = java.util.Arrays.copyOf(bytes, bytes.length + suffix.length());
    System.arraycopy(
        suffix.getBytes(StandardCharsets.US_ASCII), 0, out, bytes.length, suffix.length());
    return out;
  }

  private static ByteString utf8(String text) {
    return ByteString.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, ByteString> parts(byte[] file) {
    try {
      OfdPackage content = ZipReader.read(file, OfdLimits.DEFAULT);
      Map<String, ByteString> parts = new LinkedHashMap<>();
      for (String path : content.paths()) {
        parts.put(path, content.require(path));
      }
      return parts;
    } catch (org.liangzheng.verifier.format.ofd.OfdRefusedException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static byte[] pack(Map<String, ByteString> parts) {
    return ZipWriter.write(new OfdPackage(parts));
  }
}
