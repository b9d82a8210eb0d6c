package org.liangzheng.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liangzheng.signer.layout.Box;
import org.liangzheng.signer.layout.BuiltInLayout;
import org.liangzheng.signer.layout.CompiledLayout;
import org.liangzheng.signer.layout.FaceRefusedException;
import org.liangzheng.signer.layout.FaceValues;
import org.liangzheng.signer.layout.Layout;
import org.liangzheng.signer.layout.LayoutItem;
import org.liangzheng.signer.licence.LicenceContent;
import org.liangzheng.signer.licence.LicenceStamp;
import org.liangzheng.signer.licence.LicenceTemplate;
import org.liangzheng.signer.licence.PreparedLicence;
import org.liangzheng.signer.licence.SignedLicence;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.signer.seal.SealRefusedException;
import org.liangzheng.signer.timestamp.PreparedTimestamp;
import org.liangzheng.signer.timestamp.TimestampAuthority;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.ofd.OfdLimits;
import org.liangzheng.verifier.format.ofd.OfdPackage;
import org.liangzheng.verifier.format.ofd.OfdRefusedException;
import org.liangzheng.verifier.format.ofd.ZipReader;
import org.liangzheng.verifier.format.ofd.ZipWriter;
import org.liangzheng.verifier.report.Finding;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.SignatureSummary;
import org.liangzheng.verifier.report.Verdict;

/** Licences that several authorities seal: made in their order, and whole or not at all. */
class LicenceSealsTest {
  private static final List<SampleDepartment> THREE =
      List.of(SampleDepartment.MARKET, SampleDepartment.HOUSING, SampleDepartment.DATA);
  private static final String LIST = "/Doc_0/Signs/Signatures.xml";

  private static TestWorld world;
  private static byte[] two;

  @BeforeAll
  static void makeWorld() throws Exception {
    world = TestWorld.of(SignatureSuite.SM2_SM3);
    two = sealed(world, THREE.subList(0, 2), facts(THREE.subList(0, 2)));
  }

  /** The certificate with a place for each department's seal. */
  private static LicenceTemplate template(int places) throws Exception {
    Layout one = BuiltInLayout.CERTIFICATE.read();
    Layout.Page page = one.pages().getFirst();
    List<LayoutItem> items = new ArrayList<>(page.items());
    for (int i = 1; i < places; i++) {
      items.add(
          new LayoutItem.SealPlace(
              "/test", "seal-" + i, role(i), new Box(117 - 48.0 * i, 213, 46, 46)));
    }
    Layout more =
        new Layout(
            one.name(), one.fonts(), List.of(new Layout.Page(page.width(), page.height(), items)));
    return LicenceTemplate.of(CompiledLayout.of(more, TestFonts.library()));
  }

  private static String role(int number) {
    return number == 0 ? PreparedLicence.ISSUER : "party-" + number;
  }

  private static LicenceFacts facts(List<SampleDepartment> departments) {
    return TestLicences.valid(world)
        .namingSealsOf(
            departments.stream().map(SampleDepartment::id).toArray(OrganizationId[]::new))
        .facts();
  }

  private static List<LicenceStamp> stamps(TestWorld world, List<SampleDepartment> departments) {
    List<LicenceStamp> stamps = new ArrayList<>();
    for (SampleDepartment department : departments) {
      stamps.add(
          new LicenceStamp(
              role(stamps.size()),
              Optional.ofNullable(world.world().licenceSeals().get(department)).orElseThrow(),
              world.certificate(department.sealKey())));
    }
    return stamps;
  }

  private static LicenceContent content(LicenceFacts facts) {
    return new LicenceContent(
        facts,
        FaceValues.none()
            .withText("data.holder", "亮城市示例商贸有限公司")
            .withText("data.statement", "经审查，符合规定。"),
        ByteString.of("{}".getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] sealed(
      TestWorld world, List<SampleDepartment> departments, LicenceFacts facts) throws Exception {
    TimestampAuthority clock =
        new TimestampAuthority(
            world.certificate(SampleRole.TIMESTAMP), "2.25.1", Duration.ofSeconds(1));
    PreparedLicence prepared =
        PreparedLicence.of(
            template(departments.size()),
            content(facts),
            stamps(world, departments),
            TestWorld.NOW);
    while (true) {
      SampleDepartment department = departments.get(prepared.number());
      SignedLicence signed = prepared.sign(world.key(department.sealKey()).sign(prepared.digest()));
      PreparedTimestamp asked =
          clock.prepare(signed.timestampDigest(), TestWorld.NOW, world.random());
      var token = asked.finish(world.key(SampleRole.TIMESTAMP).sign(asked.digest()));
      if (signed.isComplete()) {
        return signed.finish(token, world.certificate(SampleRole.TIMESTAMP));
      }
      prepared = signed.next(token, world.certificate(SampleRole.TIMESTAMP));
    }
  }

  private static Report verify(TestWorld world, byte[] file) {
    return Verifier.verify(
        file, world.evidence(), Policy.FILE, TestWorld.NOW.plus(Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @EnumSource(SignatureSuite.class)
  void threeAuthoritiesSealAndEachSealIsSeen(SignatureSuite suite) throws Exception {
    TestWorld fresh = TestWorld.of(suite);
    LicenceFacts facts =
        TestLicences.valid(fresh)
            .namingSealsOf(THREE.stream().map(SampleDepartment::id).toArray(OrganizationId[]::new))
            .facts();
    Report report = verify(fresh, sealed(fresh, THREE, facts));
    assertThat(report.findings()).allMatch(f -> f instanceof Finding.Passed);
    assertThat(report.verdict()).isEqualTo(Verdict.VALID);
    assertThat(report.licence().orElseThrow().sealedBy())
        .containsExactlyElementsOf(THREE.stream().map(SampleDepartment::id).toList());
    // 1 fewer part each that is not the last, 2 more for each that went before.
    int parts = report.signatures().getFirst().references();
    assertThat(report.signatures())
        .extracting(SignatureSummary::references)
        .containsExactly(parts, parts + 2, parts + 5);
  }

  @Test
  void oneSealIsMadeAsEver() throws Exception {
    LicenceFacts facts = facts(THREE.subList(0, 1));
    LicenceStamp stamp = stamps(world, THREE.subList(0, 1)).getFirst();
    PreparedLicence alone =
        PreparedLicence.of(
            template(1), content(facts), stamp.seal(), stamp.signer(), TestWorld.NOW);
    PreparedLicence listed =
        PreparedLicence.of(template(3), content(facts), List.of(stamp), TestWorld.NOW);
    assertThat(listed.digest()).isEqualTo(alone.digest());
  }

  @Test
  void aStrippedSealIsInvalidWhicheverItIs() {
    for (int number = 0; number < 2; number++) {
      Map<String, ByteString> parts = parts();
      String folder = "/Doc_0/Signs/Sign_" + number + "/";
      parts.keySet().removeIf(path -> path.startsWith(folder));
      String list = text(parts, LIST);
      parts.put(
          LIST, bytes(list.replaceAll("<ofd:Signature [^>]*Sign_" + number + "/[^>]*/>", "")));
      assertThat(text(parts, LIST)).isNotEqualTo(list);
      Report report = verify(world, pack(parts));
      assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
      assertThat(report.reasons()).contains(Reason.LICENCE_SEALS_MISSING);
    }
  }

  @Test
  void theSecondSealHoldsTheFirstAndItsTimestamp() {
    Map<String, ByteString> parts = parts();
    String value = "/Doc_0/Signs/Sign_0/SignedValue.dat";
    byte[] stamp = Optional.ofNullable(parts.get(value)).orElseThrow().toByteArray();
    stamp[stamp.length - 1] ^= 1; // within the timestamp token
    parts.put(value, ByteString.of(stamp));
    Report report = verify(world, pack(parts));
    assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(report.reasons()).contains(Reason.PART_ALTERED);
  }

  @Test
  void twoSealsThatNameThreeAreInvalid() throws Exception {
    Report report = verify(world, sealed(world, THREE.subList(0, 2), facts(THREE)));
    assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(report.reasons()).contains(Reason.LICENCE_SEALS_MISSING);
  }

  @Test
  void anotherAuthoritysSealIsNotTheNamedOne() throws Exception {
    List<SampleDepartment> other = List.of(THREE.getFirst(), THREE.getLast());
    Report report = verify(world, sealed(world, other, facts(THREE.subList(0, 2))));
    assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(report.reasons()).contains(Reason.LICENCE_SEALS_MISSING);
  }

  @Test
  void oneAuthorityIsNotTwo() throws Exception {
    OrganizationId market = SampleDepartment.MARKET.id();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TestLicences.valid(world).namingSealsOf(market, market).facts());
    Map<String, String> datas = new LinkedHashMap<>(facts(THREE.subList(0, 1)).toCustomDatas());
    datas.put("LZQZJGDM", market.value() + " " + market.value());
    assertThatThrownBy(() -> LicenceFacts.read(datas)).isInstanceOf(MalformedException.class);
  }

  @Test
  void nothingLeavesBeforeItsLastSeal() throws Exception {
    PreparedLicence prepared =
        PreparedLicence.of(
            template(2),
            content(facts(THREE.subList(0, 2))),
            stamps(world, THREE.subList(0, 2)),
            TestWorld.NOW);
    SignedLicence first =
        prepared.sign(world.key(SampleRole.MARKET_LICENCE_SEAL).sign(prepared.digest()));
    assertThat(first.isComplete()).isFalse();
    assertThatThrownBy(first::finish).isInstanceOf(IllegalStateException.class);
    PreparedLicence next = first.next();
    assertThat(next.number()).isEqualTo(1);
    SignedLicence last = next.sign(world.key(SampleRole.HOUSING_LICENCE_SEAL).sign(next.digest()));
    assertThatThrownBy(last::next).isInstanceOf(IllegalStateException.class);
    assertThat(verify(world, last.finish()).verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void aLaterSealThatCannotStampIsToldBeforeTheFirstDoes() throws Exception {
    List<LicenceStamp> stamps = stamps(world, THREE.subList(0, 2));
    LicenceStamp wrong =
        new LicenceStamp(
            role(1), stamps.get(1).seal(), world.certificate(SampleRole.DATA_LICENCE_SEAL));
    LicenceTemplate template = template(2);
    assertThatThrownBy(() ->
            PreparedLicence.of(
                template,
                content(facts(THREE.subList(0, 2))),
                List.of(stamps.getFirst(), wrong),
                TestWorld.NOW))
        .isInstanceOf(SealRefusedException.class);
    assertThatThrownBy(() ->
            PreparedLicence.of(
                template(1), content(facts(THREE.subList(0, 2))), stamps, TestWorld.NOW))
        .isInstanceOf(FaceRefusedException.class);
  }

  private static Map<String, ByteString> parts() {
    try {
      return new LinkedHashMap<>(ZipReader.read(two, OfdLimits.DEFAULT).asMap());
    } catch (OfdRefusedException refused) {
      throw new IllegalStateException(refused);
    }
  }

  private static String text(Map<String, ByteString> parts, String path) {
    return new String(
        Optional.ofNullable(parts.get(path)).orElseThrow().toByteArray(), StandardCharsets.UTF_8);
  }

  private static ByteString bytes(String text) {
    return ByteString.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] pack(Map<String, ByteString> parts) {
    return ZipWriter.write(new OfdPackage(parts));
  }
}
