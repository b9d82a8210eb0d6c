package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liangzheng.api.licence.LicenceRequests.data;
import static org.liangzheng.api.licence.LicenceRequests.holder;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.licence.TestCity.Reply;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** What is refused, with which code, and that nothing of it is kept or repeated. */
@ApiTest
class LicenceRefusalsTest {
  private static final String JSON = "application/json";

  /** Stands in each wrong request; no answer may repeat it. */
  private static final String MARKER = "标记王五MARKER";

  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient database;
  @Autowired private Clock clock;
  private TestCity city;

  @BeforeEach
  void open() {
    city = TestCity.of(context);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneId.of("Asia/Shanghai"));
  }

  @Test
  void everythingWrongIsToldAtOnce() {
    ObjectNode request = LicenceRequests.valid();
    request.put("type", "11100000MB0143028R999").put("number", " ");
    holder(request).put("code", "91990100LC10000174").put("name", MARKER + "\u0007");
    request.put("issueDate", today().plusDays(1).toString());
    request.put("validFrom", today().minusDays(1).toString());
    request.put("validUntil", today().minusDays(2).toString());
    Reply refused = city.issue(request);
    assertThat(refused.problem()).isEqualTo("400 request-invalid");
    assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(refused.fields())
        .containsExactlyInAnyOrder(
            "/type licence-type-unknown",
            "/number field-malformed",
            "/holder/name field-malformed",
            "/holder/code holder-code-wrong",
            "/issueDate date-in-future",
            "/validUntil period-ends-before-it-begins",
            "/validUntil period-over");
    assertThat(refused.text()).doesNotContain(MARKER).doesNotContain("91990100LC10000174");
  }

  static Stream<Arguments> wrongFields() {
    return Stream.of(
        wrong(r -> r.remove("type"), "/type field-missing"),
        wrong(r -> r.put("type", "x"), "/type licence-type-unknown"),
        wrong(r -> r.remove("number"), "/number field-missing"),
        wrong(r -> r.put("number", "1".repeat(65)), "/number field-malformed"),
        wrong(r -> r.remove("holder"), "/holder field-missing"),
        wrong(r -> r.putNull("holder"), "/holder field-missing"),
        wrong(r -> holder(r).remove("name"), "/holder/name field-missing"),
        wrong(r -> holder(r).remove("code"), "/holder/code field-missing"),
        wrong(r -> holder(r).remove("type"), "/holder/type field-missing"),
        wrong(r -> holder(r).put("type", "111"), "/holder/type holder-type-not-allowed"),
        wrong(r -> holder(r).put("code", MARKER), "/holder/code holder-code-wrong"),
        wrong(r -> holder(r).put("name", "\u3000 "), "/holder/name field-malformed"),
        wrong(r -> r.remove("data"), "/data field-missing"),
        wrong(r -> r.putArray("data"), "/data field-malformed"),
        wrong(r -> data(r).remove("address"), "/data/address field-missing"),
        wrong(r -> data(r).put("address", ""), "/data/address field-malformed"),
        wrong(r -> data(r).put("address", 1), "/data/address field-malformed"),
        wrong(r -> data(r).put("kind", "一".repeat(61)), "/data/kind field-malformed"),
        wrong(r -> data(r).put("kind", "a\nb"), "/data/kind field-malformed"),
        wrong(r -> data(r).put(MARKER, "x"), "/data field-unknown"));
  }

  private static Arguments wrong(Consumer<ObjectNode> change, String field) {
    return Arguments.of(field, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongFields")
  void aWrongFieldIsNamed(String field, Consumer<ObjectNode> change) {
    ObjectNode request = LicenceRequests.valid();
    change.accept(request);
    Reply refused = city.issue(request);
    assertThat(refused.problem()).isEqualTo("400 request-invalid");
    assertThat(refused.fields()).containsOnly(field);
    assertThat(refused.text()).doesNotContain(MARKER);
    refused
        .json()
        .get("errors")
        .forEach(one -> {
          assertThat(one.get("zh").asString()).containsPattern("\\p{IsHan}");
          assertThat(one.get("en").asString()).isNotBlank();
        });
  }

  /** A refusal is an answer: it is repeated, and nothing was issued. */
  @Test
  void aRefusalIsFinalForItsKey() {
    ObjectNode request = LicenceRequests.valid();
    request.remove("number");
    String key = TestCity.key();
    Reply first = city.issue(key, request);
    Reply again = city.issue(key, request);
    assertThat(first.status()).isEqualTo(400);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
  }

  @Test
  void datesFarAwayAreRefusedOrRight() {
    for (String day :
        List.of(
            "+999999999-12-31", "-999999999-01-01", "+10000-01-01", "-0001-01-01", "0000-01-01")) {
      for (String field : List.of("issueDate", "validFrom", "validUntil")) {
        ObjectNode request = LicenceRequests.valid();
        request.put(field, day);
        Reply reply = city.issue(request);
        assertThat(reply.status()).as(field + " " + day + " " + reply.text()).isEqualTo(400);
      }
    }
    for (String day : List.of("2026-02-30", "20261102", "1", "2026-11-02T00:00:00Z", "")) {
      ObjectNode request = LicenceRequests.valid();
      request.put("validUntil", day);
      assertThat(city.issue(request).problem()).as(day).isEqualTo("400 request-invalid");
    }
  }

  static Stream<Arguments> unreadable() {
    return Stream.of(
        Arguments.of("null", "400 request-unreadable"),
        Arguments.of("{", "400 request-unreadable"),
        Arguments.of("{\"type\":\"a\",\"type\":\"b\"}", "400 request-unreadable"),
        Arguments.of("{} {}", "400 request-"),
        Arguments.of("[]", "400 request-invalid"),
        Arguments.of("\"" + MARKER + "\"", "400 request-invalid"),
        Arguments.of("{\"1" + MARKER + "\":1}", "400 request-invalid"),
        Arguments.of("{\"number\":12}", "400 request-invalid"),
        Arguments.of(
            "{\"data\":" + "[".repeat(500) + "]".repeat(500) + "}", "400 request-too-complex"),
        Arguments.of("{\"data\":" + "9".repeat(100) + "}", "400 request-too-complex"));
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void whatIsNoRequestIsRefused(String body, String expected) {
    Reply refused = city.issue(TestCity.key(), body);
    assertThat(refused.problem()).startsWith(expected);
    assertThat(refused.text()).doesNotContain(MARKER).doesNotContain("Exception");
  }

  @Test
  void textThatIsNoTextIsRefused() {
    // U+FFFE is not XML; a surrogate alone is not Unicode.
    for (String escaped : List.of("\\ufffe", "\\ud800", "\\udc00x")) {
      for (String field : List.of("name", "businessScope")) {
        ObjectNode request = LicenceRequests.valid();
        data(request).put(field, "PLACE");
        String body = request.toString().replace("PLACE", "a" + escaped);
        Reply refused = city.issue(TestCity.key(), body);
        assertThat(refused.problem())
            .as(field + escaped)
            .isIn("422 character-not-allowed", "400 request-invalid", "400 request-unreadable");
      }
    }
  }

  @Test
  void theLongestDataFits() {
    ObjectNode request = LicenceRequests.valid();
    holder(request).put("name", "长".repeat(120));
    data(request)
        .put("businessScope", "𠮷".repeat(400))
        .put("address", "长".repeat(200))
        .put("name", "长".repeat(120))
        .put("kind", "长".repeat(60))
        .put("legalRepresentative", "长".repeat(60))
        .put("registeredCapital", "长".repeat(60));
    assertThat(city.issue(request).status()).isEqualTo(201);
  }

  @Test
  void aFaceThatDoesNotFitIsRefused() {
    ObjectNode request = LicenceRequests.valid();
    request.put("number", "长".repeat(64));
    Reply refused = city.issue(request);
    assertThat(refused.problem()).isEqualTo("422 face-does-not-fit");
    assertThat(refused.text()).contains("\"/number\"").doesNotContain("长长");
  }

  @Test
  void aCharacterWithoutGlyphIsNamed() {
    ObjectNode request = LicenceRequests.valid();
    data(request).put("legalRepresentative", "示例😀");
    Reply refused = city.issue(request);
    assertThat(refused.problem()).isEqualTo("422 character-without-glyph");
    assertThat(refused.text())
        .contains("U+1F600")
        .contains("\"/data/legalRepresentative\"")
        .doesNotContain("示例");
  }

  @Test
  void aDayThatDoesNotExistIsRefused() {
    ObjectNode request = LicenceRequests.valid();
    data(request).put("establishedOn", "2026-02-30");
    assertThat(city.issue(request).problem()).isEqualTo("400 request-invalid");
  }

  @Test
  void onlyJsonIsTaken() {
    for (String type :
        List.of("text/plain", "application/xml", "application/x-www-form-urlencoded")) {
      Reply refused =
          city.post(Map.of("Content-Type", type, "Idempotency-Key", TestCity.key()), "{}");
      assertThat(refused.problem()).as(type).isEqualTo("415 media-type-unsupported");
    }
    Reply xml =
        city.send(
            "POST", "/v1/verifications", Map.of("Content-Type", "application/xml"), new byte[] {1});
    assertThat(xml.problem()).isEqualTo("415 media-type-unsupported");
  }

  @Test
  void bodiesAreLimited() throws Exception {
    Reply large = city.issue(TestCity.key(), "{\"number\":\"" + "1".repeat(1 << 20) + "\"}");
    assertThat(large.problem()).isEqualTo("413 request-too-large");
    String token = Tokens.of(context).bearer(SampleDepartment.MARKET.id(), Scope.LICENCE_ISSUE);
    assertThat(chunked("/v1/licences", JSON, token, 1, (1 << 20) + 1)).contains(" 413 ");
    assertThat(announced("/v1/verifications", (20L << 20) + 1)).contains(" 413 ");
    assertThat(announced("/v1/verifications", Long.MAX_VALUE)).contains(" 413 ");
    assertThat(chunked("/v1/verifications", "application/ofd", token, 'P', (20 << 20) + 1))
        .contains(" 413 ");
  }

  /** Only says how long its body would be. */
  private String announced(String path, long length) throws IOException {
    URI base = URI.create(city.base());
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout(10_000);
      write(
          socket.getOutputStream(),
          "POST "
              + path
              + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/ofd\r\nContent-Length: "
              + length
              + "\r\n\r\n");
      return status(socket);
    }
  }

  /** Says nothing of its length. */
  private String chunked(String path, String type, String token, int filling, int length)
      throws IOException {
    URI base = URI.create(city.base());
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      write(
          out,
          "POST "
              + path
              + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
              + token
              + "\r\nIdempotency-Key: "
              + TestCity.key()
              + "\r\nContent-Type: "
              + type
              + "\r\nTransfer-Encoding: chunked\r\n\r\n");
      byte[] block = new byte[1 << 16];
      java.util.Arrays.fill(block, (byte) (filling == 1 ? ' ' : filling));
      for (int sent = 0; sent < length; sent += block.length) {
        write(out, Integer.toHexString(block.length) + "\r\n");
        out.write(block);
        write(out, "\r\n");
      }
      // Enough to be past the limit, little enough for buffers to swallow.
      return status(socket);
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static String status(Socket socket) throws IOException {
    byte[] line = socket.getInputStream().readNBytes(40);
    return new String(line, StandardCharsets.US_ASCII);
  }

  @Test
  void withoutAUsableSealNothingIsAnsweredForGood() {
    String market = SampleDepartment.MARKET.id().value();
    String housing = SampleDepartment.HOUSING.id().value();
    recovers("409 licence-seal-missing", "state = 'SUSPENDED'", "state = 'ACTIVE'", market);
    recovers(
        "409 licence-seal-not-valid",
        "signer_certificate = (select signer_certificate from seal where kind = 'LICENCE' and authority = '"
            + housing
            + "')",
        "signer_certificate = kept.signer_certificate from seal_kept kept",
        market);
    // Another's key signs: the stamp does not pass its own check.
    recovers(
        "503 self-check-failed",
        "key_ref = (select key_ref from seal where kind = 'LICENCE' and authority = '"
            + housing
            + "')",
        "key_ref = kept.key_ref from seal_kept kept",
        market);
  }

  private void recovers(String problem, String spoil, String mend, String authority) {
    database
        .sql(
            "create table seal_kept as select * from seal where authority = ? and kind = 'LICENCE'")
        .param(authority)
        .update();
    String key = TestCity.key();
    ObjectNode request = LicenceRequests.valid();
    try {
      database
          .sql("update seal set " + spoil + " where authority = ? and kind = 'LICENCE'")
          .param(authority)
          .update();
      for (int i = 0; i < 2; i++) {
        Reply refused = city.issue(key, request);
        assertThat(refused.problem()).isEqualTo(problem);
        assertThat(refused.header("Idempotency-Replayed")).isEmpty();
      }
    } finally {
      database
          .sql("update seal s set " + mend + " where s.authority = ? and s.kind = 'LICENCE'")
          .param(authority)
          .update();
      database.sql("drop table seal_kept").update();
    }
    assertThat(city.issue(key, request).status()).isEqualTo(201);
  }

  @Test
  void anAuthorityThatIsNotRegisteredHasNoSeal() {
    Tokens tokens = Tokens.of(context);
    String stranger =
        tokens.bearer(new OrganizationId(LicenceRequests.company(7_000_001)), Scope.LICENCE_ISSUE);
    assertThat(new TestCity(tokens.base(), stranger).issue(LicenceRequests.valid()).problem())
        .isEqualTo("409 licence-seal-missing");
  }
}
