package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liangzheng.api.licence.LicenceRequests.data;
import static org.liangzheng.api.licence.LicenceRequests.holder;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.custody.KeyRef;
import org.liangzheng.api.licence.TestCity.Reply;
import org.liangzheng.api.seal.SealWorld;
import org.liangzheng.signer.sample.SampleDepartment;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What callers send by mistake or on purpose, each with the code it is told, and what is only text.
 * Blown fuses and seals out of use at the seal office itself: {@code SealUseTest}.
 */
@ApiTest
class BadInputTest {
  private static final String JSON = "application/json";
  private static final int TEN_MEGABYTES = 10 << 20;

  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient database;
  @Autowired private Clock clock;
  private LifeCity city;

  @BeforeEach
  void open() {
    city = LifeCity.of(context);
  }

  private Reply issue(ObjectNode request) {
    return city.http().issue(request);
  }

  private int licences() {
    return database.sql("select count(*) from licence").query(Integer.class).single();
  }

  @Test
  void anUnknownTypeWrongFieldsAndFutureDatesAreTold() {
    LocalDate tomorrow = LegalDay.of(clock.instant()).plusDays(1);
    ObjectNode request = LicenceRequests.valid();
    request.put("type", "11100000MB0143028R998");
    assertThat(issue(request).fields()).containsExactly("/type licence-type-unknown");
    request = LicenceRequests.valid();
    data(request).put("nobodyAskedFor", "x").remove("kind");
    assertThat(issue(request).fields())
        .containsExactlyInAnyOrder("/data field-unknown", "/data/kind field-missing");
    request = LicenceRequests.valid();
    request.put("issueDate", tomorrow.toString());
    assertThat(issue(request).fields()).containsExactly("/issueDate date-in-future");
  }

  @Test
  void aForeignAuthorityIssuesNothing() {
    int before = licences();
    Reply refused = TestCity.of(context, SampleDepartment.HOUSING).issue(LicenceRequests.valid());
    assertThat(refused.problem()).isEqualTo("403 authority-not-entitled");
    assertThat(licences()).isEqualTo(before);
  }

  /** Suspended as the seal office does it, and by one person. */
  @Test
  void aSuspendedSealMakesNoLicence() {
    SealWorld office = new SealWorld(context, SampleDepartment.MARKET.id());
    String seal = activeSeal().toString();
    ObjectNode request = LicenceRequests.valid();
    String key = TestCity.key();
    office.done(seal, "SUSPEND");
    try {
      assertThat(city.http().issue(key, request).problem()).isEqualTo("409 licence-seal-missing");
    } finally {
      office.done(seal, "RESUME");
    }
    assertThat(city.http().issue(key, request).status()).isEqualTo(201);
  }

  private UUID activeSeal() {
    return database
        .sql("select id from seal where authority = ? and kind = 'LICENCE' and state = 'ACTIVE'")
        .param(SampleDepartment.MARKET.id().value())
        .query(UUID.class)
        .single();
  }

  @Test
  void anExpiredCertificateMakesNoLicence() {
    UUID seal = activeSeal();
    Map<String, Object> kept =
        database
            .sql("select key_ref, signer_certificate from seal where id = ?")
            .param(seal)
            .query()
            .singleRow();
    String vault = kept.get("key_ref").toString().replaceAll(":.*", ":");
    byte[] expired =
        context
            .getBean(Custody.class)
            .certificate(new KeyRef(vault + "sample-expired-licence-seal"))
            .orElseThrow()
            .der()
            .toByteArray();
    ObjectNode request = LicenceRequests.valid();
    String key = TestCity.key();
    certificate(seal, expired);
    try {
      assertThat(city.http().issue(key, request).problem()).isEqualTo("409 licence-seal-not-valid");
    } finally {
      certificate(seal, (byte[]) kept.get("signer_certificate"));
    }
    assertThat(city.http().issue(key, request).status()).isEqualTo(201);
  }

  private void certificate(UUID seal, byte[] certificate) {
    database
        .sql("update seal set signer_certificate = ? where id = ?")
        .params(certificate, seal)
        .update();
  }

  @Test
  void theSameKeyWithAnotherBodyIsRefused() {
    String key = TestCity.key();
    ObjectNode request = LicenceRequests.valid();
    assertThat(city.http().issue(key, request).status()).isEqualTo(201);
    data(request).put("kind", "个体工商户");
    int before = licences();
    assertThat(city.http().issue(key, request).problem()).isEqualTo("422 idempotency-key-reused");
    assertThat(licences()).isEqualTo(before);
  }

  /** Each as large as ten megabytes; the reader must not follow any of them down. */
  static Stream<Arguments> nested() {
    int half = TEN_MEGABYTES / 2;
    return Stream.of(
        Arguments.of("arrays", "[".repeat(half) + "]".repeat(half)),
        Arguments.of("arrays that do not end", "[".repeat(TEN_MEGABYTES)),
        Arguments.of("objects", "{\"a\":".repeat(TEN_MEGABYTES / 5)),
        Arguments.of("in the data", "{\"data\":" + "[".repeat(TEN_MEGABYTES)),
        Arguments.of("wide", "[" + "[],".repeat(TEN_MEGABYTES / 3) + "[]]"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("nested")
  void tenMegabytesOfNestedJsonAreRefused(String name, String body) {
    for (String path : List.of("/v1/licences", "/v1/licences/search")) {
      Reply refused = sent(path, JSON, body);
      assertThat(refused.problem()).as(path).isEqualTo("413 request-too-large");
      assertThat(refused.text()).doesNotContain("Exception");
      // What fits into the limit is too deep, or no request.
      Reply shorter = sent(path, JSON, body.substring(0, 60_000));
      assertThat(shorter.status()).as(path + " " + shorter.text()).isEqualTo(400);
      assertThat(shorter.problem())
          .as(path)
          .isIn("400 request-too-complex", "400 request-unreadable", "400 request-invalid");
    }
    assertThat(issue(LicenceRequests.valid()).status()).as("it goes on").isEqualTo(201);
  }

  private Reply sent(String path, String type, String body) {
    return city.http()
        .send(
            "POST",
            path,
            Map.of("Content-Type", type, "Idempotency-Key", TestCity.key()),
            body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void otherMediaTypesAreRefused() {
    String body = LicenceRequests.valid().toString();
    for (String type : List.of("text/plain", "application/xml", "text/json", "image/png")) {
      assertThat(sent("/v1/licences", type, body).problem())
          .as(type)
          .isEqualTo("415 media-type-unsupported");
    }
  }

  static final String SCRIPT = "<script>alert('1')</script>\"&amp;";

  /** Stored and shown as what they are, everywhere a name is shown. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        SCRIPT,
        "Robert'); drop table licence; --",
        "' or '1'='1",
        "<ofd:Page BaseLoc=\"x\"/>]]><!--",
        "${7*7} #{7*7} {{7*7}} %n%s",
        "𠮷野𫝆㐂䶮商行"
      })
  void namesAreShownAsText(String name) throws Exception {
    int before = licences();
    ObjectNode request = LicenceRequests.valid();
    holder(request).put("name", name);
    data(request).put("name", name).put("legalRepresentative", name);
    Reply issued = issue(request);
    assertThat(issued.status()).as(issued.text()).isEqualTo(201);
    assertThat(licences()).isEqualTo(before + 1);
    // As data …
    Reply read = city.http().read(issued.header("Location"));
    assertThat(read.header("Content-Type")).isEqualTo(JSON);
    assertThat(read.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(read.json().at("/holder/name").asString()).isEqualTo(name);
    assertThat(read.json().at("/data/legalRepresentative").asString()).isEqualTo(name);
    // … and drawn, as text that can be selected.
    Reply pdf =
        city.http()
            .send(
                "GET",
                issued.header("Location") + "/file?format=pdf",
                Map.of(TestCity.CAUSE, "TEXT-1"),
                new byte[0]);
    try (PDDocument document = Loader.loadPDF(pdf.body())) {
      assertThat(new PDFTextStripper().getText(document).replaceAll("\\s", ""))
          .contains(name.replaceAll("\\s", ""));
    }
    // A search asks for the name's holder, not the name; what is asked is a value too.
    Reply search =
        city.search(
            "{\"number\":"
                + LicenceRequests.JSON.writeValueAsString(name)
                + ",\"type\":\"11100000MB0143028R001\"}");
    assertThat(search.status()).as(search.text()).isEqualTo(200);
    assertThat(search.json().get("licences")).isEmpty();
    // One that refuses it does not repeat it.
    request.put("type", "x");
    assertThat(issue(request).text()).doesNotContain(name);
  }

  /** The page of the API and problem documents are not moved by what callers write. */
  @Test
  void aScriptInAddressAndHeaderIsNotRepeated() {
    Reply unknown =
        city.http()
            .send(
                "GET",
                "/v1/licences/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
                Map.of(TestCity.CAUSE, "TEXT-1"),
                new byte[0]);
    assertThat(unknown.status()).isBetween(400, 404);
    assertThat(unknown.text()).doesNotContain("<script");
    Reply cause =
        city.http()
            .send(
                "GET",
                "/v1/licences/" + UUID.randomUUID(),
                Map.of(TestCity.CAUSE, "<script>alert(1)</script>"),
                new byte[0]);
    assertThat(cause.status()).isBetween(400, 404);
    assertThat(cause.text()).doesNotContain("<script");
  }

  /** No font draws them: named by code point, and nothing is dropped silently. */
  @ParameterizedTest
  @ValueSource(strings = {"😀", "🇨🇳", "👨‍👩‍👧", "\uE000", "\u0378"})
  void whatNoFontDrawsIsNamed(String character) {
    ObjectNode request = LicenceRequests.valid();
    data(request).put("legalRepresentative", "示例" + character);
    Reply refused = issue(request);
    assertThat(refused.problem()).isIn("422 character-without-glyph", "422 character-not-allowed");
    assertThat(refused.text()).contains("\"/data/legalRepresentative\"").doesNotContain("示例");
  }

  /** Drawn, or refused by their code point: never another character, never none. */
  @Test
  void rareHanCharactersAreDrawnOrNamed() {
    List<String> names = List.of("𠮷", "㐂", "䶮", "𫝆");
    List<String> drawn = new ArrayList<>();
    for (String name : names) {
      ObjectNode request = LicenceRequests.valid();
      data(request).put("legalRepresentative", name);
      Reply reply = issue(request);
      if (reply.status() == 201) {
        drawn.add(name);
      } else {
        JsonNode problem = reply.json();
        assertThat(problem.get("code").asString()).isEqualTo("character-without-glyph");
        assertThat(reply.text())
            .contains(String.format(java.util.Locale.ROOT, "U+%04X", name.codePointAt(0)));
      }
    }
    assertThat(drawn).contains("𠮷");
  }
}
