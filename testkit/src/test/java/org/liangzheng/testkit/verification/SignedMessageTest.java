package org.liangzheng.testkit.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.testkit.TestDocuments;
import org.liangzheng.testkit.TestKey;
import org.liangzheng.testkit.TestStamps;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.DerTag;
import org.liangzheng.verifier.crypto.DerWriter;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.signeddata.SignedMessage;
import org.liangzheng.verifier.format.signeddata.SignedMessageReader;
import org.liangzheng.verifier.format.signeddata.SignedMessageWriter;
import org.liangzheng.verifier.report.Finding;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.Verdict;

/** Signatures of type Sign: GB/T 35275 signed messages. */
class SignedMessageTest {
  private static TestWorld world;

  @BeforeAll
  static void makeWorld() {
    world = TestWorld.of(SignatureSuite.SM2_SM3);
  }

  private static TestStamps stamp() {
    return TestStamps.valid(world);
  }

  private static TestDocuments signed(TestDocuments.Value value) {
    return TestDocuments.unsigned().sign("Sign", value, new byte[0], true, Set.of());
  }

  private static Report verify(TestDocuments document) {
    return Verifier.verify(document.build(), world.evidence(), Policy.FILE, TestWorld.NOW);
  }

  private static void assertReason(TestDocuments document, Reason reason) {
    Report report = verify(document);
    assertThat(report.reasons()).contains(reason);
    assertThat(report.verdict()).isEqualTo(reason.verdict());
  }

  @Test
  void bothFormsAreValid() {
    for (TestDocuments document :
        new TestDocuments[] {
          signed((d, _) -> stamp().message(d)),
          signed((d, _) -> stamp().timestamped(TestWorld.NOW).message(d)),
          signed((d, _) -> stamp().messageWithDigestInside(d)),
          signed((d, _) -> stamp().raw().messageWithDigestInside(d))
        }) {
      Report report = verify(document);
      assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.VALID);
      assertThat(report.signatures().getFirst().format()).isEqualTo("GBT35275");
      assertThat(report.signatures().getFirst().dataHashMatches()).contains(true);
      assertThat(report.signatures().getFirst().sealSignature()).isEmpty();
    }
  }

  @Test
  void whatIsWrittenIsReadBack() throws Exception {
    ByteString content = ByteString.of(new byte[] {1, 2, 3});
    SignedMessage read =
        SignedMessageReader.read(
            ByteString.of(stamp().timestamped(TestWorld.NOW).message(content)));
    assertThat(read.isAbout(content)).isTrue();
    assertThat(read.isAbout(ByteString.of(new byte[] {1, 2, 4}))).isFalse();
    assertThat(read.attributes().orElseThrow().signingTime()).contains(TestWorld.NOW);
    assertThat(read.timestamp()).isPresent();
  }

  @Test
  void anotherDescriptionIsAltered() {
    String path = "/Doc_0/Signs/Sign_0/Signature.xml";
    assertReason(
        signed((d, _) -> stamp().message(d)).edit(path, t -> t.replace("\"test\"", "\"tesu\"")),
        Reason.DESCRIPTION_ALTERED);
    assertReason(
        signed((d, _) -> stamp().messageWithDigestInside(d))
            .edit(path, t -> t.replace("\"test\"", "\"tesu\"")),
        Reason.DESCRIPTION_ALTERED);
  }

  /** Real writers let the type inside and the type that was signed differ: read, and remarked. */
  @Test
  void differingContentTypesAreRemarked() {
    Report report =
        verify(
            signed((d, _) -> {
              TestKey key = world.key(SampleRole.MARKET_LICENCE_SEAL);
              byte[][] attributes = {
                attribute("1.2.840.113549.1.9.3", DerWriter.oid(SignedMessage.PKCS7_DATA)),
                attribute(
                    "1.2.840.113549.1.9.4",
                    DerWriter.octets(key.publicKey().suite().digest(d).value()))
              };
              Arrays.sort(attributes, Arrays::compareUnsigned);
              byte[] set = DerWriter.element(DerTag.SET, attributes);
              return SignedMessageWriter.message(
                  set,
                  world.certificate(SampleRole.MARKET_LICENCE_SEAL),
                  key.sign(key.publicKey().digest(set)),
                  Optional.empty());
            }));
    assertThat(report.findings())
        .anyMatch(finding ->
            finding instanceof Finding.Passed passed
                && passed.remark().equals(Optional.of(Reason.CONTENT_TYPES_DIFFER)));
    assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.VALID);
  }

  private static byte[] attribute(String type, byte[] value) {
    return DerWriter.sequence(DerWriter.oid(type), DerWriter.element(DerTag.SET, value));
  }

  @Test
  void anAlteredPageIsFound() {
    assertReason(
        signed((d, _) -> stamp().message(d))
            .put("/Doc_0/Pages/Page_0/Content.xml", TestDocuments.page("别的")),
        Reason.PART_ALTERED);
  }

  @Test
  void aWrongKeyOrAStrangerIsFound() {
    TestKey stranger = TestKey.random(SignatureSuite.SM2_SM3, world.random());
    assertReason(
        signed((d, _) ->
            stamp()
                .signedBy(world.certificate(SampleRole.MARKET_LICENCE_SEAL), stranger)
                .message(d)),
        Reason.STAMP_VALUE_WRONG);
    assertReason(
        signed((d, _) ->
            stamp()
                .signedBy(
                    world.certificate(SampleRole.SEAL_MAKER), world.key(SampleRole.SEAL_MAKER))
                .message(d)),
        Reason.SIGNER_NOT_ENTITLED);
  }

  @Test
  void aBareValueHasNoSigner() {
    Report report =
        verify(
            signed((d, _) ->
                world
                    .key(SampleRole.MARKET_LICENCE_SEAL)
                    .sign(world.key(SampleRole.MARKET_LICENCE_SEAL).publicKey().digest(d))
                    .toDer()));
    assertThat(report.reasons()).contains(Reason.NO_CERTIFICATE);
    assertThat(report.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(report.signatures().getFirst().format()).isEqualTo("BARE_SM2");
  }

  @Test
  void everyByteOfTheMessageCounts() {
    TestDocuments document = signed((d, _) -> stamp().message(d));
    String path = "/Doc_0/Signs/Sign_0/SignedValue.dat";
    byte[] value = document.parts().get(path).toByteArray();
    for (int i = 0; i < value.length; i += 1 + i / 100) {
      byte[] flipped = value.clone();
      flipped[i] ^= 1;
      assertThat(verify(document.put(path, flipped)).verdict())
          .as("byte %d", i)
          .isNotEqualTo(Verdict.VALID);
    }
  }

  @Test
  void aStampWhereASignatureShouldBeIsNotUnderstood() {
    assertReason(signed((d, p) -> stamp().stamp(d, p)), Reason.STAMP_NOT_UNDERSTOOD);
    assertReason(
        TestDocuments.unsigned()
            .sign("Seal", (d, _) -> stamp().message(d), new byte[0], true, Set.of()),
        Reason.STAMP_NOT_UNDERSTOOD);
  }
}
