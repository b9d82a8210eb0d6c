package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liangzheng.api.licence.LicenceRequests.data;
import static org.liangzheng.api.licence.LicenceRequests.holder;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.licence.TestCity.Reply;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.Verdict;
import tools.jackson.databind.node.ObjectNode;

/** One licence from its request to its verification. */
@ApiTest
class LicenceFlowTest extends LicenceFlow {
  @Test
  void issuesReadsHandsOutAndVerifies() throws Exception {
    ObjectNode request = LicenceRequests.valid();
    request.put("validUntil", "2046-11-01");
    Reply issued = city.issue(request);
    assertThat(issued.status()).as(issued.text()).isEqualTo(201);
    assertThat(issued.header("Location")).isEqualTo("/v1/licences/" + issued.id());
    assertThat(issued.header("Cache-Control")).isEqualTo("no-store");
    assertThat(issued.json().get("status").asString()).isEqualTo("IN_FORCE");
    assertThat(issued.json().get("data")).isEqualTo(request.get("data"));
    assertThat(issued.json().get("holder")).isEqualTo(request.get("holder"));
    assertThat(issued.json().at("/issuer/id").asString())
        .isEqualTo(SampleDepartment.MARKET.id().value());
    assertThat(issued.json().get("validUntil").asString()).isEqualTo("2046-11-01");
    assertThat(UUID.fromString(issued.id()).version()).isEqualTo(7);

    Reply read = city.read(issued.header("Location"));
    assertThat(read.json()).isEqualTo(issued.json());
    assertThat(read.header("Cache-Control")).isEqualTo("no-store");

    byte[] file = file(issued);
    assertThat(Sha256Digest.of(file).value().toHex())
        .isEqualTo(issued.json().at("/file/sha256").asString());
    Report offline = Verifier.verify(file, evidence(), Policy.FILE, clock.instant());
    assertThat(offline.verdict()).as("%s", offline.findings()).isEqualTo(Verdict.VALID);
    assertThat(offline.licence().orElseThrow().id().text())
        .isEqualTo(issued.json().get("identifier").asString());

    Reply online = city.verify(file);
    assertThat(online.status()).isEqualTo(200);
    assertThat(online.verdict()).as(online.text()).isEqualTo("VALID");
    assertThat(online.json().get("level").asString()).isEqualTo("ISSUED");
    assertThat(online.text())
        .doesNotContain(issued.json().get("identifier").asString())
        .doesNotContain(holder(request).get("code").asString())
        .doesNotContain(holder(request).get("name").asString());
  }

  @Test
  void repeatsItsAnswerAndRefusesAnotherRequestUnderTheKey() {
    ObjectNode request = LicenceRequests.valid();
    String key = TestCity.key();
    Reply first = city.issue(key, request);
    Reply again = city.issue(key, request);
    assertThat(first.status()).isEqualTo(201);
    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    // The same request written otherwise is the same request.
    Reply spaced = city.issue(key, request.toPrettyString());
    assertThat(spaced.body()).isEqualTo(first.body());
    assertThat(licencesOf(holder(request).get("code").asString())).isEqualTo(1);

    data(request).put("kind", "股份有限公司");
    assertThat(city.issue(key, request).problem()).isEqualTo("422 idempotency-key-reused");
    // Keys are a client's own.
    Reply others = TestCity.of(context, SampleDepartment.HOUSING).issue(key, request);
    assertThat(others.problem()).doesNotContain("idempotency");
    assertThat(city.post(Map.of("Content-Type", "application/json"), "{}").problem())
        .isEqualTo("400 idempotency-key-missing");
    assertThat(city.issue("short", request).problem()).isEqualTo("400 idempotency-key-invalid");
  }

  /** By what the API says: the database cannot be asked. */
  private int licencesOf(String uscc) {
    int count = 0;
    for (UUID id : database.sql("select id from licence").query(UUID.class).list()) {
      Reply read = city.read("/v1/licences/" + id);
      if (read.status() == 200 && read.json().at("/holder/code").asString().equals(uscc)) {
        count++;
      }
    }
    return count;
  }

  @Test
  void aReadStatesItsCauseAndLeavesARecord() {
    Reply issued = issued();
    String path = issued.header("Location");
    for (String part : List.of("", "/file")) {
      assertThat(city.send("GET", path + part, Map.of(), new byte[0]).problem())
          .isEqualTo("400 use-cause-missing");
      for (String wrong : List.of("a", "lower", "A B", "X".repeat(41), "é&lt")) {
        Map<String, String> header = Map.of(TestCity.CAUSE, wrong);
        String expected = "400 use-cause-invalid";
        assertThat(sendRaw(path + part, header).problem()).as(wrong).isEqualTo(expected);
      }
    }
    assertThat(usages(issued.id())).isEmpty();
    city.read(path);
    city.read(path + "/file");
    assertThat(usages(issued.id())).containsExactly("READ TEST-01", "FILE TEST-01");
    // Who may not read leaves nothing either.
    TestCity.of(context, SampleDepartment.HOUSING).read(path);
    assertThat(usages(issued.id())).hasSize(2);
  }

  private Reply sendRaw(String path, Map<String, String> headers) {
    return city.send("GET", path, headers, new byte[0]);
  }

  private List<String> usages(String licence) {
    return database
        .sql("select kind || ' ' || cause from holder_usage where licence = ?::uuid order by id")
        .param(licence)
        .query(String.class)
        .list();
  }

  @Test
  void anotherAuthoritysLicenceIsLikeNone() {
    Reply issued = issued();
    TestCity other = TestCity.of(context, SampleDepartment.HOUSING);
    for (String part : List.of("", "/file")) {
      Reply foreign = other.read(issued.header("Location") + part);
      Reply none = other.read("/v1/licences/" + UUID.randomUUID() + part);
      assertThat(foreign.problem()).isEqualTo("404 licence-unknown");
      assertThat(shape(foreign)).isEqualTo(shape(none));
    }
    assertThat(city.read("/v1/licences/1").problem()).isEqualTo("400 parameter-invalid");
  }

  private static Map<String, String> shape(Reply reply) {
    Map<String, String> shape = new LinkedHashMap<>();
    reply.json().properties().forEach(one -> shape.put(one.getKey(), one.getValue().toString()));
    shape.remove("instance");
    return shape;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "𠮷祥𫝆㐂示例商贸",
        "<script>alert(1)</script>&amp;]]>",
        "'; drop table licence; --",
        "${jndi:ldap://x} %s {0} \\u0041"
      })
  void namesAreTextAndNothingElse(String name) throws Exception {
    ObjectNode request = LicenceRequests.valid();
    holder(request).put("name", name);
    data(request).put("name", name).put("legalRepresentative", name);
    Reply issued = city.issue(request);
    assertThat(issued.status()).as(issued.text()).isEqualTo(201);
    assertThat(issued.header("Content-Type")).isEqualTo("application/json");
    Reply read = city.read(issued.header("Location"));
    assertThat(read.json().at("/holder/name").asString()).isEqualTo(name);
    assertThat(read.json().at("/data/legalRepresentative").asString()).isEqualTo(name);
    Report report = Verifier.verify(file(issued), evidence(), Policy.FILE, clock.instant());
    assertThat(report.verdict()).isEqualTo(Verdict.VALID);
    assertThat(report.licence().orElseThrow().holderName()).isEqualTo(name);
  }

  /** What no font draws, and what is not the same text in every reader, never gets on a licence. */
  @ParameterizedTest
  @CsvSource({
    "笑😀公司, 422 character-without-glyph, U+1F600",
    "'\u202Eright to left', 422 character-not-allowed, /data/name",
    "'zero\u200Bwidth', 422 character-not-allowed, /data/name"
  })
  void namesThatCannotBeDrawnAreRefused(String name, String problem, String named) {
    ObjectNode request = LicenceRequests.valid();
    data(request).put("name", name);
    holder(request).put("name", name);
    Reply refused = city.issue(request);
    assertThat(refused.problem()).isEqualTo(problem);
    assertThat(refused.text()).contains(named).doesNotContain(name);
  }

  @Test
  void oneHolderKeepsOneSurrogate() {
    String uscc = LicenceRequests.company(9_000_001);
    Reply one = city.issue(LicenceRequests.valid(uscc, "甲"));
    Reply two = city.issue(LicenceRequests.valid(uscc, "乙"));
    List<UUID> holders =
        database
            .sql("select holder from licence where id in (?::uuid, ?::uuid)")
            .params(one.id(), two.id())
            .query(UUID.class)
            .list();
    assertThat(holders).hasSize(2);
    assertThat(holders.get(0)).isEqualTo(holders.get(1));
    assertThat(holders.get(0).version()).isEqualTo(4);
    assertThat(one.json().get("identifier")).isNotEqualTo(two.json().get("identifier"));
  }
}
