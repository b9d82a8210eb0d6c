package org.liangzheng.testkit.stamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
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
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.ofd.OfdDocument;
import org.liangzheng.verifier.format.ofd.OfdFault;
import org.liangzheng.verifier.format.ofd.OfdLimits;
import org.liangzheng.verifier.format.ofd.OfdPackage;
import org.liangzheng.verifier.format.ofd.SignatureDescription;
import org.liangzheng.verifier.format.ofd.XmlElement;
import org.liangzheng.verifier.format.ofd.XmlReader;
import org.liangzheng.verifier.format.ofd.ZipReader;
import org.liangzheng.verifier.format.seal.Seal;
import org.liangzheng.verifier.format.seal.SealReader;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.Verdict;

class StampTest {
  private static TestWorld world;

  @BeforeAll
  static void makeWorld() {
    world = TestWorld.of(SignatureSuite.SM2_SM3);
  }

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
      var changed = new java.util.LinkedHashMap<>(content.asMap());
      byte[] bytes = content.require(path).toByteArray();
      bytes[bytes.length / 2] ^= 1;
      changed.put(path, ByteString.of(bytes));
      Report report =
          verify(org.liangzheng.verifier.format.ofd.ZipWriter.write(new OfdPackage(changed)));
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
                new SigningMeans.Plain(world.certificate(SampleRole.MARKET_LICENCE_SEAL)),
                List.of(),
                StampMode.CONTINUE,
                TestWorld.NOW));
    byte[] signed =
        prepared.sign(world.key(SampleRole.MARKET_LICENCE_SEAL).sign(prepared.digest())).finish();
    OfdDocument read = OfdDocument.read(signed, OfdLimits.DEFAULT);
    assertThat(read.signatures())
        .singleElement()
        .satisfies(s -> assertThat(s.type()).isEqualTo(OfdDocument.SignatureType.SIGN));
    var message =
        org.liangzheng.verifier.format.signeddata.SignedMessageReader.read(
            read.content().require("/Doc_0/Signs/Sign_0/SignedValue.dat"));
    assertThat(message.isAbout(read.content().require("/Doc_0/Signs/Sign_0/Signature.xml")))
        .isTrue();
    assertThat(read.content().find("/Doc_0/Signs/Sign_0/Seal.esl")).isEmpty();
    byte[] sealed =
        stamp(signed, SampleDepartment.HOUSING, StampMode.LOCK, new Placement.OnPage(1, 1, 1));
    assertThat(OfdDocument.read(sealed, OfdLimits.DEFAULT).signatures()).hasSize(2);
    assertThatThrownBy(() ->
            document.prepare(
                new StampOrder(
                    new SigningMeans.Plain(world.certificate(SampleRole.MARKET_LICENCE_SEAL)),
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
        prepared.sign(world.key(SampleRole.MARKET_LICENCE_SEAL).sign(prepared.digest()));
    PreparedTimestamp timestamp =
        new TimestampAuthority(
                world.certificate(SampleRole.TIMESTAMP), "1.2.3.4", Duration.ofSeconds(1))
            .prepare(signed.timestampDigest(), TestWorld.NOW, world.random());
    byte[] file =
        signed.finish(
            timestamp.finish(world.key(SampleRole.TIMESTAMP).sign(timestamp.digest())),
            world.certificate(SampleRole.TIMESTAMP));
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
    var value = world.key(SampleRole.MARKET_LICENCE_SEAL).sign(one.digest());
    assertThat(one.sign(value).finish()).isEqualTo(two.sign(value).finish());
    assertThatThrownBy(
            () -> one.sign(world.key(SampleRole.HOUSING_LICENCE_SEAL).sign(one.digest())))
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
                        world.certificate(SampleRole.HOUSING_LICENCE_SEAL)),
                    List.of(new Placement.OnPage(1, 1, 1)),
                    StampMode.LOCK,
                    TestWorld.NOW)))
        .isInstanceOf(SealRefusedException.class);
  }

  /** Slices of a seam are the whole stamp, cut once, each ending at its page's edge. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7, 10, 11, 23, 40})
  void aSeamShowsTheWholeStampOverItsPages(int pages) throws Exception {
    for (Placement.Edge edge : Placement.Edge.values()) {
      for (int most : new int[] {2, 5, 10}) {
        byte[] file =
            stamp(
                TestPages.pages(pages, "210", "297").build(),
                SampleDepartment.MARKET,
                StampMode.LOCK,
                new Placement.Seam(edge, 0.5, most));
        List<double[][]> slices = slices(file);
        assertThat(slices).hasSize(pages);
        boolean upright = edge == Placement.Edge.LEFT || edge == Placement.Edge.RIGHT;
        int axis = upright ? 0 : 1;
        double shown = 0;
        int whole = 0;
        for (double[][] slice : slices) {
          double[] boundary = slice[0];
          double[] clip = slice[1];
          double near = boundary[axis] + clip[axis];
          double far = near + clip[axis + 2];
          double length = upright ? 210 : 297;
          if (edge == Placement.Edge.RIGHT || edge == Placement.Edge.BOTTOM) {
            assertThat(far).isCloseTo(length, within(0.001));
          } else {
            assertThat(near).isCloseTo(0, within(0.001));
          }
          assertThat(clip[3 - axis]).isEqualTo(40);
          shown += clip[axis + 2];
          if (Math.abs(shown - 40) < 0.01) {
            shown = 0;
            whole++;
          }
        }
        assertThat(shown).isLessThan(0.01);
        assertThat(whole).isPositive();
        assertSigned(file, StampMode.LOCK);
      }
    }
    byte[] single = TestPages.pages(1, "210", "297").build();
    assertPlaceRefused(Rule.SEAM_NEEDS_TWO_PAGES, single, Placement.Seam.right());
  }

  @Test
  void placesOffThePageAreRefused() {
    byte[] file = TestPages.pages(2, "210", "297").build();
    assertPlaceRefused(Rule.PAGE_MISSING, file, new Placement.OnPage(3, 1, 1));
    assertPlaceRefused(Rule.PAGE_MISSING, file, new Placement.OnPage(0, 1, 1));
    assertPlaceRefused(Rule.STAMP_OFF_PAGE, file, new Placement.OnPage(1, 171, 1));
    assertPlaceRefused(Rule.STAMP_OFF_PAGE, file, new Placement.OnPage(1, 1, -1));
    assertPlaceRefused(Rule.KEYWORD_NOT_FOUND, file, Placement.AtKeyword.every("盖章"));
    assertPlaceRefused(
        Rule.STAMP_OFF_PAGE,
        TestPages.pages(1, "30", "30").page(0, TestPages.text(1, 1, 4, "", "盖章")).build(),
        Placement.AtKeyword.every("盖章"));
    assertPlaceRefused(Rule.PLACES_WRONG, file);
  }

  /** Random sizes and positions of pages, words and runs; surrogates among them. */
  @Test
  void keywordsAreFoundWhereTheyStand() throws Exception {
    Random random = new Random(20261122);
    String[] words = {"盖章处", "(公章)", "𠮷祥公司", "Seal here", "经办人："};
    for (int round = 0; round < 300; round++) {
      String word = words[random.nextInt(words.length)];
      double width = 120 + random.nextInt(300);
      double height = 120 + random.nextInt(300);
      double size = 2 + random.nextInt(5);
      double x = 50 + random.nextDouble() * (width - 100);
      double y = 50 + random.nextDouble() * (height - 100);
      String objects =
          TestPages.text(1, 1, 3, "", "前文与此无关，盖，章")
              + split(random, word, x, y, size)
              + TestPages.text(1, 20, 3, "", "后文");
      byte[] file =
          TestPages.pages(2, Double.toString(width), Double.toString(height))
              .page(1, objects)
              .build();
      byte[] stamped =
          stamp(file, SampleDepartment.MARKET, StampMode.LOCK, Placement.AtKeyword.nth(word, 1));
      double[] boundary = annotation(stamped);
      double centreX = x + word.codePoints().mapToDouble(c -> advance(c, size)).sum() / 2;
      double centreY = y + size - 0.36 * size;
      assertThat(boundary[0])
          .as("round %d", round)
          .isCloseTo(Math.clamp(centreX - 20, 0, width - 40), within(0.3));
      assertThat(boundary[1]).isCloseTo(Math.clamp(centreY - 20, 0, height - 40), within(0.3));
    }
  }

  @Test
  void everyOccurrenceOrTheNthIsStamped() throws Exception {
    byte[] file =
        TestPages.pages(3, "210", "297")
            .page(
                0,
                TestPages.text(60, 60, 4, "", "盖章") + TestPages.text(60, 200, 4, "", "盖章"))
            .page(2, TestPages.text(60, 100, 4, "", "请盖章。"))
            .build();
    assertThat(
            annotations(
                stamp(
                    file,
                    SampleDepartment.MARKET,
                    StampMode.LOCK,
                    Placement.AtKeyword.every("盖章"))))
        .extracting(SignatureDescription.StampAnnotation::pageRef)
        .containsExactly("10", "10", "12");
    assertThat(
            annotations(
                stamp(
                    file,
                    SampleDepartment.MARKET,
                    StampMode.LOCK,
                    Placement.AtKeyword.nth("盖章", 3))))
        .extracting(SignatureDescription.StampAnnotation::pageRef)
        .containsExactly("12");
    assertPlaceRefused(Rule.KEYWORD_NOT_FOUND, file, Placement.AtKeyword.nth("盖章", 4));
    // What only follows in the file, far away on the page, is no word.
    byte[] scattered =
        TestPages.pages(1, "210", "297")
            .page(
                0,
                TestPages.text(10, 10, 4, "", "盖") + TestPages.text(150, 250, 4, "", "章"))
            .build();
    assertPlaceRefused(Rule.KEYWORD_NOT_FOUND, scattered, Placement.AtKeyword.every("盖章"));
  }

  @Test
  void textInTemplatesAndUnderMatricesIsFound() throws Exception {
    String objects =
        "<ofd:PageBlock ID=\"5\"><ofd:TextObject ID=\"6\" Font=\"3\" Size=\"4\" CTM=\"2 0 0 2 10 20\""
            + " Boundary=\"30 40 100 50\"><ofd:TextCode X=\"1\" Y=\"4\" DeltaX=\"g 2 4\">核准章"
            + "</ofd:TextCode></ofd:TextObject></ofd:PageBlock>";
    TestPages document = TestPages.pages(1, "210", "297");
    document.part(
        "/Doc_0/Document.xml",
        "<ofd:Document xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:CommonData>"
            + "<ofd:TemplatePage ID=\"2\" BaseLoc=\"Tpls/Tpl_0/Content.xml\"/></ofd:CommonData>"
            + "<ofd:Pages><ofd:Page ID=\"10\" BaseLoc=\"Pages/Page_0/Content.xml\"/></ofd:Pages>"
            + "</ofd:Document>");
    document.part(
        "/Doc_0/Tpls/Tpl_0/Content.xml",
        "<ofd:Page xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:Area><ofd:PhysicalBox>0 0 210 140"
            + "</ofd:PhysicalBox></ofd:Area><ofd:Content><ofd:Layer ID=\"3\">"
            + objects
            + "</ofd:Layer></ofd:Content></ofd:Page>");
    document.part(
        "/Doc_0/Pages/Page_0/Content.xml",
        "<ofd:Page xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:Template TemplateID=\"2\"/>"
            + "</ofd:Page>");
    double[] boundary =
        annotation(
            stamp(
                document.build(),
                SampleDepartment.MARKET,
                StampMode.LOCK,
                Placement.AtKeyword.every("核准章")));
    // First character at 30 + 10 + 2·1, three of 8 mm; baseline at 40 + 20 + 2·4.
    assertThat(boundary[0]).isCloseTo(42 + 12 - 20, within(0.01));
    assertThat(boundary[1]).isCloseTo(68 - 0.36 * 8 - 20, within(0.01));
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
      var bundle =
          java.util.ResourceBundle.getBundle("org.liangzheng.signer.stamp.messages", locale);
      for (Rule rule : Rule.values()) {
        assertThat(bundle.getString("refused." + rule)).isNotBlank();
        assertThat(bundle.getString("next." + rule)).isNotBlank();
      }
      assertThat(bundle.keySet()).hasSize(2 * Rule.values().length);
    }
  }

  private static double advance(int c, double size) {
    return c >= 0x2e80 ? size : size / 2;
  }

  /** Writes a word as one run with steps, as one run without, or cut into objects or runs. */
  private static String split(Random random, String word, double x, double y, double size) {
    int[] points = word.codePoints().toArray();
    StringBuilder out = new StringBuilder();
    switch (random.nextInt(4)) {
      case 0 -> out.append(TestPages.text(x, y, size, "", word));
      case 1 -> {
        StringBuilder deltas = new StringBuilder();
        for (int i = 0; i + 1 < points.length; i++) {
          deltas.append(advance(points[i], size)).append(' ');
        }
        out.append(
            TestPages.text(x, y, size, "DeltaX=\"" + deltas.toString().strip() + "\"", word));
      }
      case 2 -> {
        double at = x;
        for (int point : points) {
          out.append(TestPages.text(at, y, size, "", Character.toString(point)));
          at += advance(point, size);
        }
      }
      default -> {
        out.append(
            "<ofd:TextObject ID=\"7\" Font=\"3\" Size=\"%s\" Boundary=\"%s %s 90 9\">"
                .formatted(size, x, y));
        double at = 0;
        for (int point : points) {
          out.append(
              "<ofd:TextCode X=\"%s\" Y=\"%s\">%s</ofd:TextCode>"
                  .formatted(at, size, Character.toString(point)));
          at += advance(point, size);
        }
        out.append("</ofd:TextObject>");
      }
    }
    return out.toString();
  }

  private static Seal seal(SampleDepartment department) {
    return Optional.ofNullable(world.world().licenceSeals().get(department)).orElseThrow();
  }

  private static PreparedDocument prepare(
      byte[] file, SampleDepartment department, StampMode mode, Placement... places)
      throws StampRefusedException, SealRefusedException {
    return StampableDocument.read(file, OfdLimits.DEFAULT)
        .prepare(
            new StampOrder(
                new SigningMeans.WithSeal(
                    seal(department), world.certificate(department.sealKey())),
                List.of(places),
                mode,
                TestWorld.NOW));
  }

  static byte[] stamp(byte[] file, SampleDepartment department, StampMode mode, Placement... places)
      throws StampRefusedException, SealRefusedException {
    PreparedDocument prepared = prepare(file, department, mode, places);
    return prepared.sign(world.key(department.sealKey()).sign(prepared.digest())).finish();
  }

  private static Report verify(byte[] file) {
    return Verifier.verify(file, world.evidence(), Policy.FILE, TestWorld.NOW);
  }

  private static void assertSigned(byte[] file, StampMode mode) {
    Report report = verify(file);
    assertThat(report.verdict()).as("%s %s", mode, report).isEqualTo(Verdict.VALID);
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

  private static void assertPlaceRefused(Rule rule, byte[] file, Placement... places) {
    assertThatThrownBy(() -> prepare(file, SampleDepartment.MARKET, StampMode.LOCK, places))
        .isInstanceOfSatisfying(
            StampRefusedException.class, r -> assertThat(r.rule()).isEqualTo(rule));
  }

  private static List<SignatureDescription.StampAnnotation> annotations(byte[] file)
      throws Exception {
    return SignatureDescription.read(
            ZipReader.read(file, OfdLimits.DEFAULT), "/Doc_0/Signs/Sign_0/Signature.xml")
        .annotations();
  }

  private static double[] annotation(byte[] file) throws Exception {
    assertThat(annotations(file)).hasSize(1);
    return numbers(annotations(file).getFirst().boundary());
  }

  private static List<double[][]> slices(byte[] file) throws Exception {
    XmlElement info =
        XmlReader.read(
                ZipReader.read(file, OfdLimits.DEFAULT)
                    .require("/Doc_0/Signs/Sign_0/Signature.xml"),
                "Signature")
            .require("SignedInfo");
    List<double[][]> slices = new ArrayList<>();
    for (XmlElement annotation : info.children("StampAnnot")) {
      slices.add(
          new double[][] {
            numbers(annotation.requireAttribute("Boundary")),
            numbers(annotation.requireAttribute("Clip"))
          });
    }
    return slices;
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private static List<String> names(byte[] zip) throws Exception {
    List<String> names = new ArrayList<>();
    try (ZipInputStream in = new ZipInputStream(new java.io.ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        names.add(entry.getName());
        in.readAllBytes();
      }
    }
    return names;
  }

  /** The same content packed by the JDK: data descriptors, level 9. */
  private static byte[] foreignZip(byte[] zip) throws Exception {
    var out = new java.io.ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(new java.io.ByteArrayInputStream(zip));
        var writer = new java.util.zip.ZipOutputStream(out)) {
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
