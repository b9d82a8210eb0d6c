package org.liangzheng.testkit;

import static org.liangzheng.testkit.LicenceFiles.WORLD;
import static org.liangzheng.testkit.LicenceFiles.assertReason;
import static org.liangzheng.testkit.LicenceFiles.forge;
import static org.liangzheng.testkit.LicenceFiles.issuing;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.liangzheng.signer.certificate.CertificateProfile;
import org.liangzheng.signer.certificate.CertificateSubject;
import org.liangzheng.signer.certificate.Certifier;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.signer.seal.PreparedSeal;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.seal.Seal;
import org.liangzheng.verifier.format.seal.SealInfo;
import org.liangzheng.verifier.format.seal.SealReader;
import org.liangzheng.verifier.format.seal.SealWriter;
import org.liangzheng.verifier.format.seal.SignerList;
import org.liangzheng.verifier.report.Reason;

/** One forged sample per check of who sealed a licence file. */
class LicenceSignersTest {
  @Test
  void aSealThatDoesNotListTheSignerIsInvalid() throws Exception {
    Seal housing = WORLD.world().licenceSeals().get(SampleDepartment.HOUSING);
    // The signer refuses to make such a stamp, so it is put together by hand.
    byte[] file =
        forge(
            housing,
            WORLD.certificate(SampleRole.MARKET_LICENCE_SEAL),
            WORLD.key(SampleRole.MARKET_LICENCE_SEAL),
            TestWorld.NOW);
    assertReason(file, WORLD.evidence(), Reason.SIGNER_NOT_LISTED);
  }

  @Test
  void aSelfMadeSealIsNotTheMakers() throws Exception {
    TestKey forger = TestKey.random(SignatureSuite.SM2_SM3, WORLD.random());
    Seal real = WORLD.world().licenceSeals().get(SampleDepartment.MARKET);
    Seal forged =
        SealReader.readSeal(
            SealWriter.seal(
                real.infoDer().toByteArray(),
                real.maker(),
                forger.sign(real.maker().publicKey().digest(real.infoDer().toByteArray()))));
    byte[] file =
        TestLicences.valid(WORLD)
            .sealedWith(
                forged,
                WORLD.certificate(SampleRole.MARKET_LICENCE_SEAL),
                WORLD.key(SampleRole.MARKET_LICENCE_SEAL))
            .build();
    assertReason(file, WORLD.evidence(), Reason.SEAL_VALUE_WRONG);
  }

  @Test
  void aCertifiedSignerThatIsNoSealMakerCannotMakeSeals() throws Exception {
    Certificate housing = WORLD.certificate(SampleRole.HOUSING_LICENCE_SEAL);
    Seal seal =
        sealFor(
            WORLD.certificate(SampleRole.MARKET_LICENCE_SEAL),
            housing,
            WORLD.key(SampleRole.HOUSING_LICENCE_SEAL));
    byte[] file =
        TestLicences.valid(WORLD)
            .sealedWith(
                seal,
                WORLD.certificate(SampleRole.MARKET_LICENCE_SEAL),
                WORLD.key(SampleRole.MARKET_LICENCE_SEAL))
            .build();
    assertReason(file, WORLD.evidence(), Reason.MAKER_NOT_IN_TRUST_LIST);
  }

  @Test
  void aSelfSignedSignerIsNobody() throws Exception {
    TestKey key = TestKey.random(SignatureSuite.SM2_SM3, WORLD.random());
    CertificateSubject subject =
        new CertificateSubject("forger", "forger", Optional.of(SampleDepartment.MARKET.id()));
    Certificate self =
        Certifier.root(key, subject, WORLD.random())
            .issue(
                subject,
                key.publicKey(),
                CertificateProfile.SIGNER,
                TestWorld.NOW.minusSeconds(60),
                TestWorld.NOW.plusSeconds(60));
    Seal seal =
        sealFor(self, WORLD.certificate(SampleRole.SEAL_MAKER), WORLD.key(SampleRole.SEAL_MAKER));
    assertReason(
        TestLicences.valid(WORLD).sealedWith(seal, self, key).build(),
        WORLD.evidence(),
        Reason.ISSUER_NOT_IN_TRUST_LIST);
  }

  @Test
  void aSignerOfAnUnlistedAuthorityIsNotEntitled() throws Exception {
    TestKey key = TestKey.random(SignatureSuite.SM2_SM3, WORLD.random());
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
            stranger, WORLD.certificate(SampleRole.SEAL_MAKER), WORLD.key(SampleRole.SEAL_MAKER));
    assertReason(
        TestLicences.valid(WORLD).sealedWith(seal, stranger, key).build(),
        WORLD.evidence(),
        Reason.SIGNER_NOT_ENTITLED);
  }

  @Test
  void anotherDepartmentsSealIsNotTheIssuers() {
    byte[] file =
        TestLicences.valid(WORLD)
            .sealedWith(
                WORLD.world().licenceSeals().get(SampleDepartment.HOUSING),
                WORLD.certificate(SampleRole.HOUSING_LICENCE_SEAL),
                WORLD.key(SampleRole.HOUSING_LICENCE_SEAL))
            .build();
    assertReason(file, WORLD.evidence(), Reason.LICENCE_SEALS_MISSING);
  }

  @Test
  void fewerSealsThanNamedIsInvalid() {
    byte[] file =
        TestLicences.valid(WORLD)
            .namingSealsOf(SampleDepartment.MARKET.id(), SampleDepartment.HOUSING.id())
            .build();
    assertReason(file, WORLD.evidence(), Reason.LICENCE_SEALS_MISSING);
  }

  @Test
  void aLicenceThatItsIssuerDidNotSealIsInvalid() {
    byte[] file =
        TestLicences.valid(WORLD)
            .issuedBy(SampleDepartment.HOUSING)
            .sealedWith(
                WORLD.world().licenceSeals().get(SampleDepartment.MARKET),
                WORLD.certificate(SampleRole.MARKET_LICENCE_SEAL),
                WORLD.key(SampleRole.MARKET_LICENCE_SEAL))
            .build();
    assertReason(file, WORLD.evidence(), Reason.LICENCE_NOT_SEALED_BY_ISSUER);
  }

  private static Seal sealFor(Certificate signer, Certificate maker, TestKey makerKey)
      throws Exception {
    SealInfo real = WORLD.world().licenceSeals().get(SampleDepartment.MARKET).info();
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
}
