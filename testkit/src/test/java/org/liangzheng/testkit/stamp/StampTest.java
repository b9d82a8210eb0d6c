package org.liangzheng.testkit.stamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.liangzheng.testkit.stamp.Stamping.WORLD;
import static org.liangzheng.testkit.stamp.Stamping.assertSigned;
import static org.liangzheng.testkit.stamp.Stamping.prepare;
import static org.liangzheng.testkit.stamp.Stamping.seal;
import static org.liangzheng.testkit.stamp.Stamping.stamp;
import static org.liangzheng.testkit.stamp.Stamping.verify;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.signer.seal.SealRefusedException;
import org.liangzheng.signer.stamp.Placement;
import org.liangzheng.signer.stamp.PreparedDocument;
import org.liangzheng.signer.stamp.SignedDocument;
import org.liangzheng.signer.stamp.SigningMeans;
import org.liangzheng.signer.stamp.StampMessages;
import org.liangzheng.signer.stamp.StampMode;
import org.liangzheng.signer.stamp.StampOrder;
import org.liangzheng.signer.stamp.StampRefusedException;
import org.liangzheng.signer.stamp.StampRefusedException.Rule;
import org.liangzheng.signer.stamp.StampableDocument;
import org.liangzheng.signer.timestamp.PreparedTimestamp;
import org.liangzheng.signer.timestamp.TimestampAuthority;
import org.liangzheng.testkit.TestPages;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.ofd.OfdDocument;
import org.liangzheng.verifier.format.ofd.OfdFault;
import org.liangzheng.verifier.format.ofd.OfdLimits;
import org.liangzheng.verifier.format.ofd.OfdPackage;
import org.liangzheng.verifier.format.ofd.SignatureDescription;
import org.liangzheng.verifier.format.ofd.XmlElement;
import org.liangzheng.verifier.format.ofd.XmlReader;
import org.liangzheng.verifier.format.ofd.ZipReader;
import org.liangzheng.verifier.format.ofd.ZipWriter;
import org.liangzheng.verifier.format.seal.SealReader;
import org.liangzheng.verifier.format.signeddata.SignedMessageReader;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.Verdict;

/** Documents of others are stamped, continued and refused. */
class StampTest {
  @ParameterizedTest
  @EnumSource(StampMode.class)
  void aStampedDocumentIsValidAndItsPartsAreUntouched(StampMode mode) throws Exception {
    byte[] before = TestPages.pages(2, "210", "297").build();
    byte[] after = stamp(before, SampleDepartment.MARKET, mode, new Placement.OnPage(2, 100, 200));
    assertSigned(after, mode);
    OfdPackage old = ZipReader.read(before, OfdLimits.DEFAULT);
    OfdPackage stamped = ZipReader.read(after, OfdLimits.DEFAULT);
    for (String path : old.paths()) {
      if (!path.equals("/OFD.xml")) {
        assertThat(stamped.find(path)).isEqualTo(old.find(path));
      }
    }
    String root = stamped.require("/OFD.xml").toString(StandardCharsets.UTF_8);
    String oldRoot = old.require("/OFD.xml").toString(StandardCharsets.UTF_8);
    assertThat(root.replace("<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>", ""))
        .isEqualTo(oldRoot);
    assertThat(names(after)).doesNotHaveDuplicates();
  }

  /** Entries that stay are copied with header and packed data: a foreign packer's bytes survive. */
  @Test
  void untouchedEntriesKeepTheirPackedBytes() throws Exception {
    byte[] before = foreignZip(TestPages.pages(1, "210", "297").build());
    byte[] after =
        stamp(before, SampleDepartment.MARKET, StampMode.CONTINUE, new Placement.OnPage(1, 9, 9));
    assertSigned(after, StampMode.CONTINUE);
    int from = indexOf(before, "Doc_0/Document.xml".getBytes(StandardCharsets.US_ASCII)) - 30;
    int to = indexOf(before, "Doc_0/PublicRes.xml".getBytes(StandardCharsets.US_ASCII)) - 30;
    assertThat(indexOf(after, Arrays.copyOfRange(before, from, to))).isPositive();
  }

  @Test
  void severalAuthoritiesStampOneAfterTheOther() throws Exception {
    byte[] file = TestPages.pages(3, "210", "297").build();
    byte[] first =
        stamp(file, SampleDepartment.MARKET, StampMode.CONTINUE, new Placement.OnPage(1, 10, 10));
    byte[] second =
        stamp(first, SampleDepartment.HOUSING, StampMode.CONTINUE, Placement.Seam.right());
    byte[] third =
        stamp(second, SampleDepartment.MARKET, StampMode.LOCK, new Placement.OnPage(3, 10, 10));
    Report report = verify(third);
    assertThat(report.signatures()).hasSize(3);
    assertThat(report.reasons()).as("%s", report).doesNotContain(Reason.PART_ALTERED);
    assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.VALID);
    OfdDocument read = OfdDocument.read(third, OfdLimits.DEFAULT);
    assertThat(read.signatures().stream().map(OfdDocument.SignatureEntry::id))
        .containsExactly("s001", "s002", "s003");
    // What the first one signed is there as it was: Signatures.xml alone has changed.
    OfdPackage one = ZipReader.read(first, OfdLimits.DEFAULT);
    OfdPackage all = ZipReader.read(third, OfdLimits.DEFAULT);
    for (String path : one.paths()) {
      if (!path.endsWith("/Signatures.xml")) {
        assertThat(all.find(path)).isEqualTo(one.find(path));
      }
    }
    // A later signature covers the earlier ones.
    SignatureDescription last = SignatureDescription.read(all, "/Doc_0/Signs/Sign_2/Signature.xml");
    assertThat(last.references().stream().map(SignatureDescription.Reference::path))
        .contains(
            "/Doc_0/Signs/Sign_0/SignedValue.dat",
            "/Doc_0/Signs/Sign_1/Signature.xml",
            "/Doc_0/Signs/Signatures.xml")
        .doesNotContain("/Doc_0/Signs/Sign_2/SignedValue.dat");
    assertRefused(Rule.DOCUMENT_LOCKED, third);
  }

  /** Strip the second seal's parts, or alter a part after stamping: found. */
  @Test
  void tamperingIsFound() throws Exception {
    byte[] file = TestPages.pages(2, "210", "297").build();
    byte[] stamped =
        stamp(file, SampleDepartment.MARKET, StampMode.LOCK, new Placement.OnPage(1, 10, 10));
    OfdPackage content = ZipReader.read(stamped, OfdLimits.DEFAULT);
    for (String path : content.paths()) {
      var changed = new LinkedHashMap<>(content.asMap());
      byte[] bytes = content.require(path).toByteArray();
      bytes[bytes.length / 2] ^= 1;
      changed.put(path, ByteString.of(bytes));
      Report report = verify(ZipWriter.write(new OfdPackage(changed)));
      assertThat(report.verdict()).as(path).isNotIn(Verdict.VALID, Verdict.VALID_PARTIAL);
    }
  }

  @Test
  void aPlainSignatureIsAddedAndSeals() throws Exception {
    byte[] file = TestPages.pages(1, "210", "297").build();
    StampableDocument document = StampableDocument.read(file, OfdLimits.DEFAULT);
    PreparedDocument prepared =
        document.prepare(
            new StampOrder(
                new SigningMeans.Plain(WORLD.certificate(SampleRole.MARKET_LICENCE_SEAL)),
                List.of(),
                StampMode.CONTINUE,
                TestWorld.NOW));
    byte[] signed =
        prepared.sign(WORLD.key(SampleRole.MARKET_LICENCE_SEAL).sign(prepared.digest())).finish();
    OfdDocument read = OfdDocument.read(signed, OfdLimits.DEFAULT);
    assertThat(read.signatures())
        .singleElement()
        .satisfies(s -> assertThat(s.type()).isEqualTo(OfdDocument.SignatureType.SIGN));
    var message =
        SignedMessageReader.read(read.content().require("/Doc_0/Signs/Sign_0/SignedValue.dat"));
    assertThat(message.isAbout(read.content().require("/Doc_0/Signs/Sign_0/Signature.xml")))
        .isTrue();
    assertThat(read.content().find("/Doc_0/Signs/Sign_0/Seal.esl")).isEmpty();
    byte[] sealed =
        stamp(signed, SampleDepartment.HOUSING, StampMode.LOCK, new Placement.OnPage(1, 1, 1));
    assertThat(OfdDocument.read(sealed, OfdLimits.DEFAULT).signatures()).hasSize(2);
    assertThatThrownBy(() ->
            document.prepare(
                new StampOrder(
                    new SigningMeans.Plain(WORLD.certificate(SampleRole.MARKET_LICENCE_SEAL)),
                    List.of(new Placement.OnPage(1, 1, 1)),
                    StampMode.CONTINUE,
                    TestWorld.NOW)))
        .isInstanceOfSatisfying(
            StampRefusedException.class, r -> assertThat(r.rule()).isEqualTo(Rule.PLACES_WRONG));
  }

  @Test
  void aStampOnADocumentCarriesItsTimestamp() throws Exception {
    PreparedDocument prepared =
        prepare(
            TestPages.pages(1, "210", "297").build(),
            SampleDepartment.MARKET,
            StampMode.LOCK,
            new Placement.OnPage(1, 10, 10));
    SignedDocument signed =
        prepared.sign(WORLD.key(SampleRole.MARKET_LICENCE_SEAL).sign(prepared.digest()));
    PreparedTimestamp timestamp =
        new TimestampAuthority(
                WORLD.certificate(SampleRole.TIMESTAMP), "1.2.3.4", Duration.ofSeconds(1))
            .prepare(signed.timestampDigest(), TestWorld.NOW, WORLD.random());
    byte[] file =
        signed.finish(
            timestamp.finish(WORLD.key(SampleRole.TIMESTAMP).sign(timestamp.digest())),
            WORLD.certificate(SampleRole.TIMESTAMP));
    assertThat(
            SealReader.readSignature(
                    ZipReader.read(file, OfdLimits.DEFAULT)
                        .require("/Doc_0/Signs/Sign_0/SignedValue.dat")
                        .toByteArray())
                .timestamp())
        .isPresent();
    assertSigned(file, StampMode.LOCK);
  }

  @Test
  void theSameOrderGivesTheSameDigestAndTheSameFile() throws Exception {
    byte[] file = TestPages.pages(2, "210", "297").build();
    PreparedDocument one =
        prepare(file, SampleDepartment.MARKET, StampMode.LOCK, Placement.Seam.right());
    PreparedDocument two =
        prepare(file, SampleDepartment.MARKET, StampMode.LOCK, Placement.Seam.right());
    assertThat(one.digest()).isEqualTo(two.digest());
    var value = WORLD.key(SampleRole.MARKET_LICENCE_SEAL).sign(one.digest());
    assertThat(one.sign(value).finish()).isEqualTo(two.sign(value).finish());
    assertThatThrownBy(
            () -> one.sign(WORLD.key(SampleRole.HOUSING_LICENCE_SEAL).sign(one.digest())))
        .isInstanceOf(SelfCheckException.class);
  }

  @Test
  void aSealOfAnotherSignerIsRefused() throws Exception {
    StampableDocument document =
        StampableDocument.read(TestPages.pages(1, "210", "297").build(), OfdLimits.DEFAULT);
    assertThatThrownBy(() ->
            document.prepare(
                new StampOrder(
                    new SigningMeans.WithSeal(
                        seal(SampleDepartment.MARKET),
                        WORLD.certificate(SampleRole.HOUSING_LICENCE_SEAL)),
                    List.of(new Placement.OnPage(1, 1, 1)),
                    StampMode.LOCK,
                    TestWorld.NOW)))
        .isInstanceOf(SealRefusedException.class);
  }

  @Test
  void oddDocumentsAreRefusedWithTheirReason() {
    assertRefused(Rule.DOCUMENT_NOT_READABLE, "no ofd".getBytes(StandardCharsets.US_ASCII));
    TestPages several = TestPages.pages(1, "210", "297");
    several.part(
        "/OFD.xml",
        "<ofd:OFD xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml"
            + "</ofd:DocRoot></ofd:DocBody><ofd:DocBody><ofd:DocRoot>Doc_1/Document.xml"
            + "</ofd:DocRoot></ofd:DocBody></ofd:OFD>");
    assertRefused(Rule.SEVERAL_DOCUMENTS, several.build());
    assertRefused(
        Rule.WHOLE_PACKAGE_PROTECTED,
        TestPages.pages(1, "9", "9").part("/OFDEntries.xml", "<a/>").build());
    assertRefused(
        Rule.DOCUMENT_ENCRYPTED,
        TestPages.pages(1, "9", "9").part("/Encryptions.xml", "<a/>").build());
    assertRefused(
        Rule.SIGNATURES_UNLISTED,
        TestPages.pages(1, "9", "9").part("/Doc_0/signs/Sign_3/Seal.esl", "x").build());
    StampRefusedException broken =
        assertRefused(
            Rule.DOCUMENT_NOT_READABLE,
            TestPages.pages(1, "9", "9").part("/Doc_0/Document.xml", "<a>").build());
    assertThat(broken.fault()).contains(OfdFault.XML_MALFORMED);
    byte[] gbk =
        "<?xml version=\"1.0\" encoding=\"GBK\"?><ofd:OFD xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
            .getBytes(Charset.forName("GBK"));
    StampRefusedException otherEncoding =
        assertRefused(
            Rule.DOCUMENT_NOT_READABLE,
            TestPages.pages(1, "90", "90").part("/OFD.xml", ByteString.of(gbk)).build());
    assertThat(otherEncoding.fault()).contains(OfdFault.XML_MALFORMED);
  }

  /** Other writers number and name otherwise; default namespaces, Doc_1, an empty list. */
  @Test
  void foreignStructuresAreContinuedInTheirOwnWay() throws Exception {
    String root =
        "<OFD xmlns=\"http://www.ofdspec.org/2016\"><DocBody><DocRoot>Doc_0/Document.xml</DocRoot>"
            + "<Signatures>Doc_0/Signs/Signatures.xml</Signatures></DocBody></OFD>";
    byte[] empty =
        TestPages.pages(1, "210", "297")
            .part("/OFD.xml", root)
            .part(
                "/Doc_0/Signs/Signatures.xml",
                "<Signatures xmlns=\"http://www.ofdspec.org/2016\" />")
            .build();
    byte[] first =
        stamp(empty, SampleDepartment.MARKET, StampMode.CONTINUE, new Placement.OnPage(1, 1, 1));
    assertSigned(first, StampMode.CONTINUE);
    byte[] numbered =
        TestPages.pages(1, "210", "297")
            .part("/OFD.xml", root)
            .part(
                "/Doc_0/Signs/Signatures.xml",
                "<a:Signatures xmlns:a=\"http://www.ofdspec.org/2016\"><a:MaxSignId>7</a:MaxSignId>"
                    + "</a:Signatures>")
            .build();
    byte[] eighth =
        stamp(numbered, SampleDepartment.MARKET, StampMode.CONTINUE, new Placement.OnPage(1, 1, 1));
    assertSigned(eighth, StampMode.CONTINUE);
    XmlElement list =
        XmlReader.read(
            ZipReader.read(eighth, OfdLimits.DEFAULT).require("/Doc_0/Signs/Signatures.xml"),
            "Signatures");
    assertThat(list.require("MaxSignId").text()).isEqualTo("8");
    assertThat(list.children("Signature").getFirst().attribute("ID")).contains("s008");
  }

  @Test
  void everyRefusalHasItsSentences() {
    for (Locale locale : List.of(Locale.CHINESE, Locale.ENGLISH)) {
      StampMessages messages = StampMessages.in(locale);
      StampRefusedException readable = assertRefused(Rule.DOCUMENT_NOT_READABLE, new byte[] {1});
      assertThat(messages.sentence(readable)).isNotBlank();
      var bundle = ResourceBundle.getBundle("org.liangzheng.signer.stamp.messages", locale);
      for (Rule rule : Rule.values()) {
        assertThat(bundle.getString("refused." + rule)).isNotBlank();
        assertThat(bundle.getString("next." + rule)).isNotBlank();
      }
      assertThat(bundle.keySet()).hasSize(2 * Rule.values().length);
    }
  }

  private static StampRefusedException assertRefused(Rule rule, byte[] file) {
    try {
      StampableDocument.read(file, OfdLimits.DEFAULT);
    } catch (StampRefusedException refused) {
      assertThat(refused.rule()).isEqualTo(rule);
      return refused;
    }
    throw new AssertionError("not refused: " + rule);
  }

  private static List<String> names(byte[] zip) throws Exception {
    List<String> names = new ArrayList<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        names.add(entry.getName());
        in.readAllBytes();
      }
    }
    return names;
  }

  /** The same content packed by the JDK: data descriptors, level 9. */
  private static byte[] foreignZip(byte[] zip) throws Exception {
    var out = new ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip));
        var writer = new ZipOutputStream(out)) {
      writer.setLevel(9);
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        writer.putNextEntry(new ZipEntry(entry.getName()));
        writer.write(in.readAllBytes());
        writer.closeEntry();
      }
    }
    return out.toByteArray();
  }

  private static int indexOf(byte[] all, byte[] part) {
    for (int i = 0; i + part.length <= all.length; i++) {
      if (Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    return -1;
  }
}
