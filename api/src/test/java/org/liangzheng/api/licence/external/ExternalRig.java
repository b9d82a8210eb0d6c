package org.liangzheng.api.licence.external;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.licence.LicenceRequests;
import org.liangzheng.api.licence.TestCity;
import org.liangzheng.api.licence.batch.TestBatches;
import org.liangzheng.api.licence.batch.TestBatches.Reply;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.testkit.TestLicences;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Sources of foreign licences, and what they deliver. */
abstract class ExternalRig {
  static final OrganizationId MARKET = SampleDepartment.MARKET.id();
  static final OrganizationId HOUSING = SampleDepartment.HOUSING.id();
  static final String PATH = "/v1/external-licences";
  static final String STOCK = "/v1/external-licence-batches";

  @Autowired ApplicationContext context;
  @Autowired ExternalIssuers issuers;
  @Autowired JdbcClient database;
  @Autowired Clock clock;

  Tokens tokens;
  TestBatches deliverer;
  TestCity reader;

  @BeforeEach
  void open() {
    tokens = Tokens.of(context);
    deliverer = new TestBatches(tokens.base(), tokens.bearer(MARKET, Scope.EXTERNAL_DELIVER));
    reader = TestCity.of(context, SampleDepartment.MARKET);
  }

  static String key() {
    return UUID.randomUUID().toString();
  }

  /** A source whose licences the housing department issued, kept by the market's. */
  ExternalIssuer source(Optional<String> client) {
    UUID id = UUID.randomUUID();
    ExternalIssuer issuer =
        new ExternalIssuer(
            id,
            "source-" + id.toString().substring(0, 8),
            "邻市示例局",
            HOUSING,
            MARKET,
            client,
            Duration.ofHours(1),
            clock.instant(),
            Optional.empty(),
            Optional.empty());
    assertThat(issuers.insert(issuer)).isTrue();
    return issuer;
  }

  static String identifier(String serial) {
    return new LicenceId(TestLicences.TYPE, HOUSING.value(), serial, 1).text();
  }

  static String serial() {
    return UUID.randomUUID().toString().replace("-", "").toUpperCase(java.util.Locale.ROOT);
  }

  static ObjectNode word(ExternalIssuer source, long sequence, String identifier) {
    return TestBatches.JSON
        .createObjectNode()
        .put("issuer", source.code())
        .put("sequence", sequence)
        .put("identifier", identifier);
  }

  static ObjectNode content(ExternalIssuer source, long sequence, String identifier) {
    ObjectNode word = word(source, sequence, identifier).put("number", "NR-" + sequence);
    word.putObject("holder")
        .put("type", "001")
        .put("code", LicenceRequests.company(777_001))
        .put("name", "亮城市示例商行");
    word.putObject("data").put("address", "样例路" + sequence + "号");
    return word;
  }

  Reply deliver(ObjectNode word) {
    return deliverer.post(PATH, key(), word.toString());
  }

  JsonNode read(String id) {
    TestCity.Reply reply = reader.read(PATH + "/" + id);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  static List<String> strings(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }

  static List<String> found(TestCity asker, String search) {
    return page(asker, search)
        .get("licences")
        .valueStream()
        .map(one -> one.get("id").asString())
        .toList();
  }

  static JsonNode page(TestCity asker, String search) {
    TestCity.Reply reply =
        asker.send(
            "POST",
            PATH + "/search",
            java.util.Map.of("Content-Type", "application/json"),
            search.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }
}
