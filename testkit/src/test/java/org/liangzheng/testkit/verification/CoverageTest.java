package org.liangzheng.testkit.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.testkit.TestDocuments;
import org.liangzheng.testkit.TestStamps;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.report.Finding;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.Verdict;

/** What signatures cover, and what is done to a document after they were made. */
class CoverageTest {
  private static final String PAGE = "/Doc_0/Pages/Page_1/Content.xml";
  private static final String DOCUMENT = "/Doc_0/Document.xml";
  private static final String LIST = "/Doc_0/Signs/Signatures.xml";

  private static TestWorld world;

  @BeforeAll
  static void makeWorld() {
    world = TestWorld.of(SignatureSuite.SM2_SM3);
  }

  private static TestStamps market() {
    return TestStamps.valid(world);
  }

  private static TestStamps housing() {
    return TestStamps.valid(world).of(SampleDepartment.HOUSING);
  }

  private static Report verify(TestDocuments document) {
    return Verifier.verify(document.build(), world.evidence(), Policy.FILE, TestWorld.NOW);
  }

  private static Report assertReason(TestDocuments document, Reason reason) {
    Report report = verify(document);
    assertThat(report.reasons()).contains(reason);
    assertThat(report.verdict()).as("%s", report).isEqualTo(reason.verdict());
    return report;
  }

  private static TestDocuments leavingOut(String... paths) {
    TestStamps stamp = market();
    return TestDocuments.unsigned().sign("Seal", stamp::stamp, stamp.seal(), false, Set.of(paths));
  }

  // ---- nothing done ----

  @Test
  void oneStampIsValidInBothModes() {
    assertThat(verify(TestDocuments.unsigned().stamp(market())).verdict()).isEqualTo(Verdict.VALID);
    assertThat(verify(TestDocuments.unsigned().stampAndLock(market())).verdict())
        .isEqualTo(Verdict.VALID);
  }

  @Test
  void twoStampsOfTwoAuthoritiesAreValid() {
    Report report = verify(TestDocuments.unsigned().stamp(market()).stampAndLock(housing()));
    assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.VALID);
    assertThat(report.signatures()).hasSize(2);
  }

  // ---- not covered ----

  @ParameterizedTest
  @ValueSource(
      strings = {
        PAGE,
        DOCUMENT,
        "/Doc_0/PublicRes.xml",
        "/Doc_0/Res/font.ttf",
        "/Doc_0/Tpls/Tpl_0/Content.xml"
      })
  void whatIsShownMustBeCovered(String path) {
    Report report = assertReason(leavingOut(path), Reason.SHOWN_NOT_COVERED);
    assertThat(report.uncovered()).containsExactly(path);
  }

  @Test
  void whatNothingNamesIsNotShown() {
    TestDocuments document = leavingOut("/Doc_0/Tpls/Tpl_9/Content.xml");
    document.put("/Doc_0/Tpls/Tpl_9/Content.xml", "<x/>");
    Report report = assertReason(document, Reason.PARTS_NOT_COVERED);
    assertThat(report.verdict()).isEqualTo(Verdict.VALID_PARTIAL);
    assertThat(report.uncovered()).containsExactly("/Doc_0/Tpls/Tpl_9/Content.xml");
  }

  @Test
  void theRootAloneIsAPartThatShowsNothing() {
    assertReason(leavingOut("/OFD.xml"), Reason.PARTS_NOT_COVERED);
  }

  @Test
  void aRootThatIsNotCoveredCannotLeadElsewhere() {
    TestDocuments document =
        leavingOut("/OFD.xml")
            .put("/Doc_1/Document.xml", TestDocuments.unsigned().text(DOCUMENT))
            .put("/Doc_1/Pages/Page_0/Content.xml", TestDocuments.page("假的"))
            .edit("/OFD.xml", t -> t.replace("Doc_0/Document.xml", "Doc_1/Document.xml"));
    assertReason(document, Reason.SHOWN_NOT_COVERED);
  }

  /** A reader on another system may find a part by a name in other letters. */
  @Test
  void otherCaseStillReachesAPart() {
    TestDocuments document =
        TestDocuments.unsigned().edit(DOCUMENT, t -> t.replace("Tpls/Tpl_0", "TPLS/tpl_0"));

    TestStamps stamp = market();
    document.sign(
        "Seal", stamp::stamp, stamp.seal(), false, Set.of("/Doc_0/Tpls/Tpl_0/Content.xml"));
    assertReason(document, Reason.SHOWN_NOT_COVERED);
  }

  /** Some file systems know one name for all spellings of composed characters. */
  @Test
  void anotherSpellingStillReachesAPart() {
    TestStamps stamp = market();
    TestDocuments document =
        TestDocuments.unsigned()
            .put("/Doc_0/Res/Caf\u00e9.xml", "<x/>")
            .edit(PAGE, t -> t.replace("第二页", "/Doc_0/Res/Cafe\u0301.xml"));
    document.sign("Seal", stamp::stamp, stamp.seal(), false, Set.of("/Doc_0/Res/Caf\u00e9.xml"));
    assertReason(document, Reason.SHOWN_NOT_COVERED);
  }

  /** White space before the first element hides nothing of what a part names. */
  @Test
  void aPartThatBeginsWithWhiteSpaceIsFollowedToo() {
    TestStamps stamp = market();
    TestDocuments document =
        TestDocuments.unsigned()
            .put("/Doc_0/Res/spare.xml", "<x/>")
            .edit(PAGE, t -> " \r\n\t".repeat(50) + t.replace("第二页", "/Doc_0/Res/spare.xml"));
    document.sign("Seal", stamp::stamp, stamp.seal(), false, Set.of("/Doc_0/Res/spare.xml"));
    assertReason(document, Reason.SHOWN_NOT_COVERED);
  }

  /** Another reader may read it: so nobody knows what it names. */
  @Test
  void aPartInAnotherEncodingCountsAsOneThatCannotBeRead() {
    for (Charset encoding :
        List.of(
            StandardCharsets.UTF_16,
            StandardCharsets.UTF_16BE,
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_32,
            StandardCharsets.UTF_32BE,
            StandardCharsets.UTF_32LE)) {
      TestStamps stamp = market();
      TestDocuments document =
          TestDocuments.unsigned()
              .put(PAGE, TestDocuments.page("/Doc_0/Res/spare.xml").getBytes(encoding))
              .put("/Doc_0/Res/spare.xml", "<x/>");
      document.sign("Seal", stamp::stamp, stamp.seal(), false, Set.of("/Doc_0/Res/spare.xml"));
      assertReason(document, Reason.SHOWN_NOT_COVERED);
    }
  }

  /** Nobody knows what another reader makes of a part that this one cannot read. */
  @Test
  void behindAPartThatCannotBeReadEverythingCountsAsShown() {
    TestStamps stamp = market();
    TestDocuments document =
        TestDocuments.unsigned()
            .put(PAGE, "<ofd:Page unclosed")
            .put("/Doc_0/Res/spare.xml", "<x/>");
    document.sign("Seal", stamp::stamp, stamp.seal(), false, Set.of("/Doc_0/Res/spare.xml"));
    assertReason(document, Reason.SHOWN_NOT_COVERED);
  }

  // ---- added later ----

  @Test
  void aPageAddedAfterTheOnlyStampIsFound() {
    TestDocuments document =
        TestDocuments.unsigned()
            .stamp(market())
            .put("/Doc_0/Pages/Page_2/Content.xml", TestDocuments.page("新页"));
    assertReason(document, Reason.PARTS_NOT_COVERED);
    document.edit(
        DOCUMENT,
        t ->
            t.replace(
                "</ofd:Pages>",
                "<ofd:Page ID=\"7\" BaseLoc=\"Pages/Page_2/Content.xml\"/></ofd:Pages>"));
    assertReason(document, Reason.PART_ALTERED);
  }

  @Test
  void contentThatOnlyALaterSignerCoversIsNotTheFirstOnes() {
    TestStamps first = market();
    TestDocuments document =
        TestDocuments.unsigned()
            .sign(
                "Seal",
                first::stamp,
                first.seal(),
                false,
                Set.of("/Doc_0/Tpls/Tpl_0/Content.xml", PAGE))
            .stampAndLock(housing());
    Report report = assertReason(document, Reason.ADDED_AFTER_SIGNATURE);
    assertThat(report.findings())
        .filteredOn(f -> f.why().equals(Optional.of(Reason.ADDED_AFTER_SIGNATURE)))
        .extracting(Finding::subject)
        .containsExactly("s1");
  }

  @Test
  void afterALockNothingFollows() {
    assertReason(
        TestDocuments.unsigned().stampAndLock(market()).stamp(housing()), Reason.PART_ALTERED);
  }

  // ---- taken away ----

  @Test
  void aSecondSealThatIsOnlyUnlistedLeavesOrphans() {
    TestDocuments document = TestDocuments.unsigned().stamp(market()).stamp(housing());
    document.edit(
        LIST,
        t ->
            t.replace(
                "<ofd:Signature ID=\"s2\" Type=\"Seal\""
                    + " BaseLoc=\"/Doc_0/Signs/Sign_1/Signature.xml\"/>",
                ""));
    assertReason(document, Reason.SIGNATURE_PARTS_ORPHANED);
  }

  @Test
  void theFirstOfTwoSealsCannotBeTakenAway() {
    TestDocuments document = TestDocuments.unsigned().stamp(market()).stamp(housing());
    for (String name : List.of("Signature.xml", "SignedValue.dat", "Seal.esl")) {
      document.remove("/Doc_0/Signs/Sign_0/" + name);
    }
    document.edit(
        LIST,
        t ->
            t.replace(
                "<ofd:Signature ID=\"s1\" Type=\"Seal\""
                    + " BaseLoc=\"/Doc_0/Signs/Sign_0/Signature.xml\"/>",
                ""));
    assertReason(document, Reason.PART_MISSING);
  }

  @Test
  void aSignatureWithoutItsPartsIsBroken() {
    for (String name : List.of("Signature.xml", "SignedValue.dat")) {
      assertReason(
          TestDocuments.unsigned().stamp(market()).remove("/Doc_0/Signs/Sign_0/" + name),
          Reason.STRUCTURE_BROKEN);
    }
  }

  // ---- swapped ----

  @Test
  void descriptionsOfTwoSignaturesCannotBeSwapped() {
    TestDocuments document = TestDocuments.unsigned().stamp(market()).stamp(housing());
    String first = document.text("/Doc_0/Signs/Sign_0/Signature.xml");
    document.put(
        "/Doc_0/Signs/Sign_0/Signature.xml", document.text("/Doc_0/Signs/Sign_1/Signature.xml"));
    document.put("/Doc_0/Signs/Sign_1/Signature.xml", first);
    // Each names the other's value, and each stamp says where its description stands.
    assertReason(document, Reason.DESCRIPTION_NOT_NAMED);
    document.edit(
        "/Doc_0/Signs/Sign_0/Signature.xml",
        t -> t.replace("Sign_1/SignedValue.dat", "Sign_0/SignedValue.dat"));
    assertReason(document, Reason.DESCRIPTION_ALTERED);
  }

  @Test
  void aSignatureMovedElsewhereIsNamedByItsStamp() {
    TestDocuments document = TestDocuments.unsigned().stamp(market());
    document.put(
        "/Doc_0/Signs/Sign_5/Signature.xml", document.text("/Doc_0/Signs/Sign_0/Signature.xml"));
    document.remove("/Doc_0/Signs/Sign_0/Signature.xml");
    document.edit(LIST, t -> t.replace("Sign_0/Signature.xml", "Sign_5/Signature.xml"));
    assertReason(document, Reason.DESCRIPTION_NOT_NAMED);
  }

  @Test
  void digestOfAnotherSuiteIsNotTheSigners() {
    TestStamps stamp = market();
    TestDocuments document =
        TestDocuments.unsigned()
            .sign("Seal", (_, _) -> new byte[] {0}, stamp.seal(), false, Set.of());
    String path = "/Doc_0/Signs/Sign_0/Signature.xml";
    document.edit(path, t -> t.replace("CheckMethod=\"SM3\"", "CheckMethod=\"SHA256\""));
    document.put(
        "/Doc_0/Signs/Sign_0/SignedValue.dat",
        stamp.stamp(Objects.requireNonNull(document.parts().get(path)), path));
    assertReason(document, Reason.DIGEST_NOT_OF_SUITE);
  }

  // ---- named twice ----

  @Test
  void identifiersStandOnce() {
    TestDocuments signed = TestDocuments.unsigned().stamp(market()).stamp(housing());
    assertReason(signed.edit(LIST, t -> t.replace("\"s2\"", "\"s1\"")), Reason.DUPLICATE_ID);
    assertReason(
        TestDocuments.unsigned()
            .stamp(market())
            .stamp(housing())
            .edit(LIST, t -> t.replace("Sign_1/Signature.xml", "Sign_0/Signature.xml")),
        Reason.DUPLICATE_ID);
    assertReason(
        TestDocuments.unsigned()
            .stamp(market())
            .edit(DOCUMENT, t -> t.replace("ID=\"2\" BaseLoc=\"Pages", "ID=\"1\" BaseLoc=\"Pages")),
        Reason.DUPLICATE_ID);
    assertReason(
        TestDocuments.unsigned()
            .stamp(market())
            .edit(
                "/Doc_0/Signs/Sign_0/Signature.xml",
                t ->
                    t.replace(
                        "</ofd:References>",
                        "<ofd:Reference FileRef=\"/OFD.xml\"><ofd:CheckValue>AA==</ofd:CheckValue>"
                            + "</ofd:Reference></ofd:References>")),
        Reason.DUPLICATE_ID);
  }

  // ---- packages in packages ----

  @Test
  void packagesInPackagesAreRefused() {
    byte[] inner = TestDocuments.unsigned().build();
    assertReason(
        TestDocuments.unsigned().stamp(market()).put("/Doc_0/Attachs/a.bin", inner),
        Reason.PACKAGE_NESTED);
    assertReason(
        TestDocuments.unsigned().stamp(market()).put("/Doc_1/OFD.xml", "<x/>"),
        Reason.PACKAGE_NESTED);
    assertReason(
        TestDocuments.unsigned()
            .stamp(market())
            .edit(
                "/OFD.xml",
                t ->
                    t.replace(
                        "</ofd:OFD>",
                        "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
                            + "</ofd:OFD>")),
        Reason.PACKAGE_SEVERAL_DOCUMENTS);
  }
}
