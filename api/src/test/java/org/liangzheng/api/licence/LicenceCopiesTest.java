package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.licence.TestCity.Reply;
import org.liangzheng.api.seal.CopySeal;
import org.liangzheng.api.seal.CopySeals;
import org.liangzheng.api.seal.LicenceSeal;
import org.liangzheng.api.seal.SealWorld;
import org.liangzheng.api.seal.Seals;
import org.liangzheng.signer.licence.AnnotatedCopy;
import org.liangzheng.signer.licence.PreparedLicence;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.CopyFacts;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.ofd.OfdLimits;
import org.liangzheng.verifier.format.ofd.OfdPackage;
import org.liangzheng.verifier.format.ofd.ZipReader;
import org.liangzheng.verifier.format.ofd.ZipWriter;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.node.ObjectNode;

/** Annotated copies of licences, under the copy seal. */
@ApiTest
class LicenceCopiesTest {
  @Autowired private ApplicationContext context;
  @Autowired private Clock clock;
  private LifeCity city;

  @BeforeEach
  void open() {
    city = LifeCity.of(context);
  }

  private LocalDate today() {
    return LegalDay.of(clock.instant());
  }

  private List<String> usages(String licence) {
    return city.database()
        .sql("select kind || ' ' || cause from holder_usage where licence = ?::uuid order by id")
        .param(licence)
        .query(String.class)
        .list();
  }

  // ---- annotated copies ----

  private ObjectNode request() {
    return LicenceRequests.JSON
        .createObjectNode()
        .put("cause", "不动产登记案件核对主体资格")
        .put("caseNumber", "（2026）亮示01民初1号")
        .put("asker", "亮城市示例区人民法院")
        .put("expiry", today().toString())
        .put("useCause", "COURT-CASE");
  }

  private Reply copy(String licence, ObjectNode request) {
    return city.post("/v1/licences/" + licence + "/annotated-copies", request);
  }

  private Reply made(String licence) {
    Reply made = copy(licence, request());
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made;
  }

  private byte[] copyFile(Reply made) {
    Reply file = city.http().read(made.json().at("/file/href").asString());
    assertThat(file.status()).as(file.text()).isEqualTo(200);
    return file.body();
  }

  @Test
  void anAnnotatedCopySaysWhatItIsForAndVerifies() throws Exception {
    Reply issued = city.issued(LicenceRequests.valid());
    String id = issued.id();
    Reply made = made(id);
    String original = issued.json().at("/file/sha256").asString();
    assertThat(made.json().get("original").asString()).isEqualTo(original);
    assertThat(made.header("Location")).isEqualTo("/v1/annotated-copies/" + made.id());
    assertThat(city.http().read(made.header("Location")).json()).isEqualTo(made.json());
    byte[] file = copyFile(made);
    assertThat(Sha256Digest.of(file).value().toHex())
        .isEqualTo(made.json().at("/file/sha256").asString());

    OfdPackage whole = ZipReader.read(file, OfdLimits.DEFAULT);
    String page =
        new String(
            whole.require("/Doc_0/Pages/Page_0/Content.xml").toByteArray(), StandardCharsets.UTF_8);
    String shown = String.join("", texts(page));
    assertThat(shown)
        .contains("加注件", "不动产登记案件核对主体资格", "（2026）亮示01民初1号", "亮城市示例区人民法院")
        .contains("有效期至：" + chinese(today()))
        .contains(original)
        .contains("示例人甲");
    String root = new String(whole.require("/OFD.xml").toByteArray(), StandardCharsets.UTF_8);
    assertThat(root).contains("LZJZYJ").doesNotContain("ZZBS");

    Reply good = city.http().verify(file);
    assertThat(good.verdict()).as(good.text()).isEqualTo("VALID");
    assertThat(good.json().get("en").asString()).contains("annotated copy");
    // The last day counts, in China; the day after does not.
    Instant ends = Instant.parse(today().plusDays(1) + "T00:00:00Z").minusSeconds(8 * 3600);
    assertThat(asOf(file, ends.minusSeconds(1)).reasons()).doesNotContain("COPY_EXPIRED");
    Reply expired = asOf(file, ends);
    assertThat(expired.verdict()).isEqualTo("NOT_IN_FORCE");
    assertThat(expired.reasons()).containsExactly("COPY_EXPIRED");

    assertThat(usages(id))
        .containsExactly(
            "ANNOTATED_COPY COURT-CASE", "ANNOTATED_COPY TEST-01", "ANNOTATED_COPY TEST-01");
    // It is no licence, and the original is as good as before.
    assertThat(city.http().verify(city.file(id)).verdict()).isEqualTo("VALID");
  }

  /** Each use of a copy seal is found in the seal book, by its department alone. */
  @Test
  void aCopyStandsInTheSealBook() {
    Reply made = made(city.issued(LicenceRequests.valid()).id());
    String own =
        city.database()
            .sql(
                "select u.act || ' ' || (s.kind = 'COPY' and u.version = s.version"
                    + " and u.authority = s.authority) from seal_use u join seal s on s.id = u.seal"
                    + " where u.subject = ?::uuid")
            .param(made.id())
            .query(String.class)
            .single();
    assertThat(own).isEqualTo("SEAL_COPY true");
    SealWorld bureau = new SealWorld(context, SampleDepartment.DATA.id());
    var found =
        bureau.send(bureau.keeper(), "/v1/seal-uses/search", "{\"act\":\"SEAL_COPY\",\"limit\":1}");
    assertThat(found.status()).as(found.body()).isEqualTo(200);
    assertThat(found.json().at("/uses/0/subject").asString()).isEqualTo(made.id());
    SealWorld market = new SealWorld(context, SampleDepartment.MARKET.id());
    assertThat(
            market
                .send(market.keeper(), "/v1/seal-uses/search", "{\"act\":\"SEAL_COPY\"}")
                .json()
                .get("uses"))
        .isEmpty();
  }

  private static List<String> texts(String page) {
    List<String> texts = new ArrayList<>();
    var matcher = java.util.regex.Pattern.compile("<ofd:TextCode[^>]*>([^<]*)<").matcher(page);
    while (matcher.find()) {
      texts.add(matcher.group(1));
    }
    return texts;
  }

  private static String chinese(LocalDate day) {
    return day.getYear() + "年" + day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
  }

  private Reply asOf(byte[] file, Instant instant) {
    return city.http()
        .verify(
            "?asOf=" + java.net.URLEncoder.encode(instant.toString(), StandardCharsets.UTF_8),
            file);
  }

  @ParameterizedTest
  @CsvSource({
    "SUSPEND, LICENCE_SUSPENDED",
    "REVOKE, LICENCE_REVOKED",
    "ANNUL, LICENCE_ANNULLED",
    "CANCEL, LICENCE_CANCELLED",
    "CHANGE, LICENCE_SUPERSEDED"
  })
  void itEndsWithItsOriginal(String act, String reason) {
    String id = city.issued(LicenceRequests.valid()).id();
    byte[] file = copyFile(made(id));
    Reply done =
        act.equals("CHANGE")
            ? city.version(id, LifeCity.change().put("number", "N2"))
            : city.act(id, act);
    assertThat(done.status()).as(done.text()).isEqualTo(201);
    Reply answer = city.http().verify(file);
    assertThat(answer.verdict()).isEqualTo("NOT_IN_FORCE");
    assertThat(answer.reasons()).containsExactly(reason);
    assertThat(answer.json().at("/notInForce/since").asString()).isNotEmpty();
    if (!act.equals("CHANGE")) {
      assertThat(copy(id, request()).problem()).isEqualTo("409 original-not-in-force");
    }
  }

  @Test
  void anAlteredCopyIsInvalid() throws Exception {
    byte[] file = copyFile(made(city.issued(LicenceRequests.valid()).id()));
    OfdPackage whole = ZipReader.read(file, OfdLimits.DEFAULT);
    assertThat(altered(whole, "/OFD.xml", "示例区人民法院", "示例区人民法阮")).contains("PART_ALTERED");
    assertThat(altered(whole, "/OFD.xml", today().toString(), today().plusDays(1).toString()))
        .contains("PART_ALTERED");
    assertThat(altered(whole, "/OFD.xml", "LZJZZY", "LZJZZX"))
        .contains("PART_ALTERED", "COPY_FACTS_BROKEN");
  }

  private List<String> altered(OfdPackage whole, String part, String from, String to)
      throws Exception {
    Map<String, ByteString> parts = new LinkedHashMap<>();
    for (String path : whole.paths()) {
      parts.put(path, whole.require(path));
    }
    String text = new String(whole.require(part).toByteArray(), StandardCharsets.UTF_8);
    assertThat(text).contains(from);
    parts.put(part, ByteString.of(text.replace(from, to).getBytes(StandardCharsets.UTF_8)));
    Reply answer = city.http().verify(ZipWriter.write(new OfdPackage(parts)));
    assertThat(answer.verdict()).isEqualTo("INVALID");
    return answer.reasons();
  }

  /** With true seals, by somebody inside, past the register. */
  @Test
  void aGenuineFileThatWasNotMadeHereIsNotValid() throws Exception {
    Reply issued = city.issued(LicenceRequests.valid());
    RegisteredLicence licence =
        context.getBean(LicenceRegister.class).find(UUID.fromString(issued.id())).orElseThrow();
    OrganizationId bureau = SampleDepartment.DATA.id();
    Sha256Digest right =
        new Sha256Digest(ByteString.ofHex(issued.json().at("/file/sha256").asString()));
    assertThat(city.http().verify(sealed(licence, right, bureau, true)).reasons())
        .containsExactly("NOT_IN_REGISTER");
    Sha256Digest other = Sha256Digest.of(new byte[] {1});
    assertThat(city.http().verify(sealed(licence, other, bureau, true)).reasons())
        .containsExactly("REGISTER_DIFFERS");
    // The issuer's licence seal is not the copy seal that the copy names.
    Reply wrongSeal = city.http().verify(sealed(licence, right, bureau, false));
    assertThat(wrongSeal.verdict()).isEqualTo("INVALID");
    assertThat(wrongSeal.reasons()).containsExactly("COPY_NOT_SEALED");
  }

  private byte[] sealed(
      RegisteredLicence licence, Sha256Digest original, OrganizationId by, boolean copySeal)
      throws Exception {
    LicenceFaces faces = context.getBean(LicenceFaces.class);
    AnnotatedCopy copy =
        new AnnotatedCopy(
            faces.content(licence),
            new CopyFacts(
                UUID.randomUUID(),
                licence.facts().id(),
                licence.authority(),
                original,
                "示例",
                "示例1号",
                "示例单位",
                today(),
                today(),
                by,
                Optional.empty()));
    UUID id = UUID.randomUUID();
    var template = faces.type(licence).template();
    Instant now = clock.instant();
    if (copySeal) {
      CopySeals seals = context.getBean(CopySeals.class);
      CopySeal seal = seals.of(licence.authority());
      PreparedLicence prepared =
          PreparedLicence.of(template, copy, seal.seal(), seal.signer(), now);
      return prepared.finish(seals.stamp(seal, prepared.digest(), "inside", id, id));
    }
    Seals seals = context.getBean(Seals.class);
    LicenceSeal seal = seals.licenceSeal(licence.authority());
    PreparedLicence prepared = PreparedLicence.of(template, copy, seal.seal(), seal.signer(), now);
    return prepared.finish(
        seals.stampLicence(seal, seal.authority(), null, prepared.digest(), "inside", id, id));
  }

  @Test
  void refusesWhatIsWrong() {
    LocalDate today = today();
    ObjectNode licence = LicenceRequests.valid().put("validUntil", today.plusDays(5).toString());
    String id = city.issued(licence).id();
    ObjectNode empty = LicenceRequests.JSON.createObjectNode().put("useCause", "X-1");
    assertThat(copy(id, empty).fields())
        .containsExactlyInAnyOrder(
            "/cause field-missing",
            "/caseNumber field-missing",
            "/asker field-missing",
            "/expiry field-missing");
    for (LocalDate wrong : List.of(today.minusDays(1), today.plusDays(6), today.plusYears(2))) {
      assertThat(copy(id, request().put("expiry", wrong.toString())).fields())
          .containsExactly("/expiry copy-expiry-wrong");
    }
    assertThat(copy(id, request().put("expiry", today.plusDays(5).toString())).status())
        .isEqualTo(201);
    assertThat(copy(id, request().put("asker", "a\u0007")).fields())
        .containsExactly("/asker field-malformed");
    Reply drawn = copy(id, request().put("asker", "笑😀法院"));
    assertThat(drawn.problem()).isEqualTo("422 character-without-glyph");
    ObjectNode without = request();
    without.remove("useCause");
    assertThat(copy(id, without).problem()).isEqualTo("400 use-cause-missing");
    LifeCity other = LifeCity.of(context, SampleDepartment.HOUSING);
    assertThat(other.post("/v1/licences/" + id + "/annotated-copies", request()).problem())
        .isEqualTo("404 licence-unknown");
    Reply made = made(id);
    for (String part : List.of("", "/file")) {
      String path = "/v1/annotated-copies/" + made.id() + part;
      assertThat(other.http().read(path).problem()).isEqualTo("404 annotated-copy-unknown");
      assertThat(city.http().send("GET", path, Map.of(), new byte[0]).problem())
          .isEqualTo("400 use-cause-missing");
      assertThat(city.http().read("/v1/annotated-copies/" + UUID.randomUUID() + part).problem())
          .isEqualTo("404 annotated-copy-unknown");
    }
  }

  @Test
  void repeatsItsAnswerAndFindsItAgain() {
    String id = city.issued(LicenceRequests.valid()).id();
    String path = "/v1/licences/" + id + "/annotated-copies";
    String key = TestCity.key();
    Reply first = city.post(path, key, request().toString());
    assertThat(first.status()).as(first.text()).isEqualTo(201);
    city.forgetAnswer();
    Reply again = city.post(path, key, request().toString());
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(
            city.database()
                .sql("select count(*) from licence_annotated_copy where licence = ?::uuid")
                .param(id)
                .query(Integer.class)
                .single())
        .isEqualTo(1);
    // Cause, case and asker are encrypted.
    byte[] content =
        city.database()
            .sql("select content from licence_annotated_copy where licence = ?::uuid")
            .param(id)
            .query(byte[].class)
            .single();
    assertThat(new String(content, StandardCharsets.UTF_8)).doesNotContain("人民法院");
  }
}
