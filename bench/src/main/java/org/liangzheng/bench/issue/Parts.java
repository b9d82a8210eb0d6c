package org.liangzheng.bench.issue;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.liangzheng.bench.service.Company;
import org.liangzheng.signer.layout.BuiltInLayout;
import org.liangzheng.signer.layout.FaceRefusedException;
import org.liangzheng.signer.licence.LicenceContent;
import org.liangzheng.signer.licence.LicenceTemplate;
import org.liangzheng.signer.licence.PreparedLicence;
import org.liangzheng.signer.licence.SignedLicence;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.signer.seal.SealRefusedException;
import org.liangzheng.signer.timestamp.PreparedTimestamp;
import org.liangzheng.signer.timestamp.TimestampAuthority;
import org.liangzheng.signer.timestamp.TimestampRefusedException;
import org.liangzheng.testkit.TestFonts;
import org.liangzheng.testkit.TestKey;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.RegisterAnswer;
import org.liangzheng.verifier.check.SealStatus;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.format.seal.Seal;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.Verdict;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an issue computes, with no service around it: written, stamped, timestamped, verified in
 * full. Keys lie in plain memory; certificates and seal were met before, as in the service.
 */
final class Parts {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final LocalDate DAY = LocalDate.of(2026, 11, 2);

  private final TestWorld world = TestWorld.of(SignatureSuite.SM2_SM3);
  private final LicenceTemplate template = TestFonts.template(BuiltInLayout.BUSINESS_LICENCE);
  private final Seal seal =
      Optional.ofNullable(world.world().licenceSeals().get(SampleDepartment.MARKET)).orElseThrow();
  private final Certificate signer = world.certificate(SampleDepartment.MARKET.sealKey());
  private final TestKey key = world.key(SampleDepartment.MARKET.sealKey());
  private final Certificate clockSigner = world.certificate(SampleRole.TIMESTAMP);
  private final TestKey clockKey = world.key(SampleRole.TIMESTAMP);
  private final TimestampAuthority clock =
      new TimestampAuthority(clockSigner, "2.25.1", Duration.ofSeconds(1));
  private final Evidence kept = world.evidence().withSealStatus(_ -> new SealStatus.InForce());

  /**
   * A licence of a company.
   *
   * @return the file
   */
  byte[] make(Company company) {
    LicenceFacts facts = company.facts(DAY);
    try {
      PreparedLicence prepared =
          PreparedLicence.of(
              template,
              new LicenceContent(
                  facts, company.face(), ByteString.of(JSON.writeValueAsBytes(company.data()))),
              seal,
              signer,
              TestWorld.NOW);
      SignedLicence signed = prepared.sign(key.sign(prepared.digest()));
      PreparedTimestamp timestamp =
          clock.prepare(signed.timestampDigest(), TestWorld.NOW, world.random());
      byte[] file = signed.finish(timestamp.finish(clockKey.sign(timestamp.digest())), clockSigner);
      verify(file, facts);
      return file;
    } catch (SealRefusedException | FaceRefusedException | TimestampRefusedException refused) {
      throw new IllegalStateException("a sample licence can be made", refused);
    }
  }

  private void verify(byte[] file, LicenceFacts facts) {
    Evidence evidence =
        kept.withRegister(_ ->
            new RegisterAnswer.Found(
                facts.id(), facts.issuer(), Sha256Digest.of(file), Optional.empty()));
    Report report =
        Verifier.verify(file, evidence, Policy.ISSUED, TestWorld.NOW.plus(Duration.ofSeconds(1)));
    // Who is fast because of a refusal has not done the work.
    if (report.verdict() != Verdict.VALID) {
      throw new IllegalStateException("a genuine file is " + report);
    }
  }
}
