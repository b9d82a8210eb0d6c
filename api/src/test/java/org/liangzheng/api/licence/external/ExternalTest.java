package org.liangzheng.api.licence.external;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.licence.LicenceRequests;
import org.liangzheng.api.licence.TestCity;
import org.liangzheng.api.licence.batch.TestBatches;
import org.liangzheng.api.licence.batch.TestBatches.Reply;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.testkit.TestLicences;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Licences of other issuers: taken in as they come, kept as they are, never believed too much. */
@ApiTest
class ExternalTest {
  private static final OrganizationId MARKET = SampleDepartment.MARKET.id();
  private static final OrganizationId HOUSING = SampleDepartment.HOUSING.id();
  private static final String PATH = "/v1/external-licences";
  private static final String STOCK = "/v1/external-licence-batches";

  @Autowired private ApplicationContext context;
  @Autowired private ExternalIssuers issuers;
  @Autowired private JdbcClient database;
  @Autowired private Clock clock;

  private Tokens tokens;
  private TestBatches deliverer;
  private TestCity reader;

  @BeforeEach
  void open() {
    tokens = Tokens.of(context);
    deliverer = new TestBatches(tokens.base(), tokens.bearer(MARKET, Scope.EXTERNAL_DELIVER));
    reader = TestCity.of(context, SampleDepartment.MARKET);
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  /** A source whose licences the housing department issued, kept by the market's. */
  private ExternalIssuer source(Optional<String> client) {
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

  private static String identifier(String serial) {
    return new LicenceId(TestLicences.TYPE, HOUSING.value(), serial, 1).text();
  }

  private static String serial() {
    return UUID.randomUUID().toString().replace("-", "").toUpperCase(java.util.Locale.ROOT);
  }

  private static ObjectNode word(ExternalIssuer source, long sequence, String identifier) {
    return TestBatches.JSON
        .createObjectNode()
        .put("issuer", source.code())
        .put("sequence", sequence)
        .put("identifier", identifier);
  }

  private static ObjectNode content(ExternalIssuer source, long sequence, String identifier) {
    ObjectNode word = word(source, sequence, identifier).put("number", "NR-" + sequence);
    word.putObject("holder")
        .put("type", "001")
        .put("code", LicenceRequests.company(777_001))
        .put("name", "亮城市示例商行");
    word.putObject("data").put("address", "样例路" + sequence + "号");
    return word;
  }

  private Reply deliver(ObjectNode word) {
    return deliverer.post(PATH, key(), word.toString());
  }

  private JsonNode read(String id) {
    TestCity.Reply reply = reader.read(PATH + "/" + id);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private static List<String> strings(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }

  @Test
  void aFileOfATrustedSealIsKeptAndVouchedForWhileItsSourceIsHeard() {
    // Issued by another department, and unknown to our own register.
    TestCity.Reply issued =
        TestCity.of(context, SampleDepartment.HOUSING)
            .issue(LicenceRequests.validFor(SampleDepartment.HOUSING));
    byte[] file =
        TestCity.of(context, SampleDepartment.HOUSING)
            .read(issued.header("Location") + "/file")
            .body();
    forget(issued.json().get("id").asString());
    assertThat(verdict(file).get("verdict").asString()).isEqualTo("UNKNOWN");

    ExternalIssuer source = source(Optional.empty());
    ObjectNode word = word(source, 4, issued.json().get("identifier").asString());
    word.set("holder", issued.json().get("holder"));
    word.put("file", Base64.getEncoder().encodeToString(file));
    Reply taken = deliver(word);
    assertThat(taken.status()).as(taken.body()).isEqualTo(201);
    assertThat(strings(taken.json().get("findings"))).isEmpty();
    assertThat(taken.json().at("/intake/verdict").asString()).isEqualTo("VALID");
    assertThat(taken.json().at("/source/stale").asBoolean()).isFalse();
    String id = taken.json().get("id").asString();
    assertThat(reader.read(PATH + "/" + id + "/file").body()).isEqualTo(file);

    JsonNode fresh = verdict(file);
    assertThat(fresh.get("verdict").asString()).as(fresh.toString()).isEqualTo("VALID");
    assertThat(fresh.at("/source/kind").asString()).isEqualTo("EXTERNAL");
    assertThat(fresh.at("/source/heardAt").asString()).isNotEmpty();
    assertThat(read(id).get("verdict").asString()).isEqualTo("VALID");

    // A source that is no longer heard vouches for nothing being in force.
    silent(source);
    JsonNode stale = verdict(file);
    assertThat(stale.get("verdict").asString()).isEqualTo("UNKNOWN");
    assertThat(stale.at("/source/stale").asBoolean()).isTrue();
    assertThat(stale.at("/reasons/0/code").asString()).isEqualTo("REGISTER_NOT_ASKED");
    assertThat(read(id).get("verdict").asString()).isEqualTo("UNKNOWN");

    // Its sign of life is enough.
    Reply beat = deliverer.post("/v1/external-issuers/" + source.id() + "/heartbeat", key(), null);
    assertThat(beat.status()).as(beat.body()).isEqualTo(200);
    assertThat(verdict(file).get("verdict").asString()).isEqualTo("VALID");

    // An ending it has told stands, heard or not.
    assertThat(
            deliver(
                    word(source, 5, issued.json().get("identifier").asString())
                        .put("status", "REVOKED"))
                .json()
                .get("outcome")
                .asString())
        .isEqualTo("UPDATED");
    silent(source);
    JsonNode ended = verdict(file);
    assertThat(ended.get("verdict").asString()).isEqualTo("NOT_IN_FORCE");
    assertThat(ended.at("/reasons/0/code").asString()).isEqualTo("LICENCE_REVOKED");
    assertThat(read(id).get("verdict").asString()).isEqualTo("NOT_IN_FORCE");
  }

  private void silent(ExternalIssuer source) {
    database
        .sql("update external_issuer set heard_at = heard_at - interval '2 hours' where id = ?")
        .param(source.id())
        .update();
  }

  private JsonNode verdict(byte[] file) {
    return reader
        .send(
            "POST", "/v1/verifications", java.util.Map.of("Content-Type", "application/ofd"), file)
        .json();
  }

  /** As if another service had issued it. */
  private void forget(String licence) {
    UUID id = UUID.fromString(licence);
    database
        .sql(
            "delete from licence_identifier where version_id in"
                + " (select id from licence_version where licence = ?)")
        .param(id)
        .update();
  }

  /** Sealed in a world that our trust list does not know. */
  @Test
  void aFileOfAnUnknownSealIsKeptWithItsVerdict() {
    byte[] file = TestLicences.valid(TestWorld.of(SignatureSuite.SM2_SM3)).build();
    LicenceFacts facts = TestLicences.valid(TestWorld.of(SignatureSuite.SM2_SM3)).facts();
    ExternalIssuer source = source(Optional.empty());
    ObjectNode word = word(source, 1, facts.id().text());
    word.putObject("holder")
        .put("type", "001")
        .put("code", TestLicences.HOLDER.value())
        .put("name", TestLicences.HOLDER_NAME);
    word.put("file", Base64.getEncoder().encodeToString(file));
    Reply taken = deliver(word);
    assertThat(taken.status()).as(taken.body()).isEqualTo(201);
    assertThat(taken.json().at("/intake/verdict").asString()).isNotEqualTo("VALID");
    // The file names the market department, the source delivers for another.
    assertThat(strings(taken.json().get("findings")))
        .containsExactly("IDENTIFIER_AUTHORITY_DIFFERS");
    JsonNode view = read(taken.json().get("id").asString());
    assertThat(view.at("/intake/verdict")).isEqualTo(taken.json().at("/intake/verdict"));
    assertThat(view.get("verdict").asString()).isNotEqualTo("VALID");
    assertThat(reader.read(view.at("/file/href").asString()).body()).isEqualTo(file);

    byte[] altered = file.clone();
    altered[altered.length / 2] ^= 1;
    ObjectNode worse = word.deepCopy();
    worse.put("sequence", 2).put("file", Base64.getEncoder().encodeToString(altered));
    Reply bad = deliver(worse);
    assertThat(bad.json().get("outcome").asString()).isEqualTo("UPDATED");
    assertThat(bad.json().at("/intake/verdict").asString()).isIn("INVALID", "UNREADABLE");
    assertThat(reader.read(view.at("/file/href").asString()).body()).isEqualTo(altered);
  }

  @Test
  void vendorFilesAreKeptByteForByte() throws IOException {
    String folder = System.getenv("LZ_VENDOR_FILES");
    if (folder == null || !Files.isDirectory(Path.of(folder))) {
      System.out.println("not run: vendor files taken in (set LZ_VENDOR_FILES to their folder)");
      return;
    }
    ExternalIssuer source = source(Optional.empty());
    List<String> verdicts = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".ofd")).sorted().toList()) {
        byte[] bytes = Files.readAllBytes(file);
        ObjectNode word = content(source, 1, identifier(serial()));
        word.put("file", Base64.getEncoder().encodeToString(bytes));
        Reply taken = deliver(word);
        assertThat(taken.status()).as(file + " " + taken.body()).isEqualTo(201);
        String verdict = taken.json().at("/intake/verdict").asString();
        assertThat(verdict).as(file.toString()).isNotIn("VALID", "UNREADABLE");
        verdicts.add(verdict);
        assertThat(reader.read(PATH + "/" + taken.id() + "/file").body()).isEqualTo(bytes);
      }
    }
    assertThat(verdicts).isNotEmpty();
    System.out.println("vendor files: " + verdicts.size() + " taken in and kept: " + verdicts);
  }

  @Test
  void aWrongCheckCharacterIsReportedAndNotDropped() {
    ExternalIssuer source = source(Optional.empty());
    String right = identifier(serial());
    char last = right.charAt(right.length() - 1);
    String wrong = right.substring(0, right.length() - 1) + (last == 'A' ? 'B' : 'A');
    ObjectNode word = content(source, 1, wrong);
    ((ObjectNode) word.get("holder")).put("code", "91990100LC10000174");
    Reply taken = deliver(word);
    assertThat(taken.status()).as(taken.body()).isEqualTo(201);
    assertThat(strings(taken.json().get("findings")))
        .containsExactly("IDENTIFIER_CHECK_CHARACTER_WRONG", "HOLDER_CODE_WRONG", "DATA_ONLY");
    JsonNode view = read(taken.json().get("id").asString());
    assertThat(view.get("identifier").asString()).isEqualTo(wrong);
    assertThat(view.get("verdict").asString()).isEqualTo("UNKNOWN");
    assertThat(strings(view.get("reasons"))).contains("NO_SIGNATURE", "NOT_IN_REGISTER");
    // The correction is of the same licence; it is found by either.
    Reply corrected = deliver(content(source, 2, right));
    assertThat(corrected.json().get("outcome").asString()).isEqualTo("UPDATED");
    assertThat(corrected.id()).isEqualTo(taken.id());
    assertThat(strings(read(taken.json().get("id").asString()).get("findings")))
        .containsExactly("DATA_ONLY");
    for (String asked : List.of(right, wrong)) {
      assertThat(found(reader, "{\"identifier\":\"" + asked + "\"}"))
          .containsExactly(taken.json().get("id").asString());
    }
    assertThat(deliver(content(source, 1, "1.2.156.3005.2.X")).problem())
        .isEqualTo("400 request-invalid");
  }

  private static List<String> found(TestCity asker, String search) {
    TestCity.Reply reply =
        asker.send(
            "POST",
            PATH + "/search",
            java.util.Map.of("Content-Type", "application/json"),
            search.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json().get("licences").valueStream().map(one -> one.get("id").asString()).toList();
  }

  /** Every order of arrival, each word twice, comes to the same end. */
  @Test
  void theOrderOfArrivalDoesNotMatter() {
    ExternalIssuer source = source(Optional.empty());
    List<List<Integer>> orders = new ArrayList<>();
    permute(new ArrayList<>(List.of(0, 1, 2, 3)), 0, orders);
    assertThat(orders).hasSize(24);
    List<JsonNode> ends = new ArrayList<>();
    for (List<Integer> order : orders) {
      String identifier = identifier(serial());
      List<ObjectNode> words =
          List.of(
              content(source, 1, identifier).put("status", "IN_FORCE"),
              word(source, 2, identifier).put("status", "SUSPENDED"),
              content(source, 3, identifier),
              word(source, 4, identifier).put("status", "REVOKED"));
      String id = "";
      for (int one : order) {
        Reply first = deliver(words.get(one));
        assertThat(first.status()).as(first.body()).isIn(200, 201);
        Reply again = deliver(words.get(one));
        assertThat(again.json().get("outcome").asString()).isIn("REPEATED", "OUTDATED");
        id = again.json().get("id").asString();
      }
      JsonNode view = read(id);
      ObjectNode end = TestBatches.JSON.createObjectNode();
      for (String part : List.of("status", "number", "data", "holder", "findings", "verdict")) {
        end.set(part, view.get(part));
      }
      ends.add(end);
    }
    assertThat(ends).allMatch(end -> end.equals(ends.getFirst()));
    assertThat(ends.getFirst().get("status").asString()).isEqualTo("REVOKED");
    assertThat(ends.getFirst().get("number").asString()).isEqualTo("NR-3");
    assertThat(ends.getFirst().get("verdict").asString()).isEqualTo("NOT_IN_FORCE");
  }

  private static void permute(List<Integer> list, int at, List<List<Integer>> all) {
    if (at == list.size()) {
      all.add(List.copyOf(list));
    }
    for (int i = at; i < list.size(); i++) {
      java.util.Collections.swap(list, at, i);
      permute(list, at + 1, all);
      java.util.Collections.swap(list, at, i);
    }
  }

  /** The same new licence, delivered by several at once, is one licence. */
  @Test
  void deliveriesAtTheSameTimeMakeOneLicence() throws Exception {
    ExternalIssuer source = source(Optional.empty());
    String identifier = identifier(serial());
    List<java.util.concurrent.Future<Reply>> replies = new ArrayList<>();
    try (java.util.concurrent.ExecutorService threads =
        java.util.concurrent.Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        int sequence = 1 + i % 4;
        replies.add(threads.submit(() -> deliver(content(source, sequence, identifier))));
      }
    }
    for (var reply : replies) {
      assertThat(reply.get().status()).as(reply.get().body()).isIn(200, 201, 503);
    }
    assertThat(deliver(content(source, 5, identifier)).json().get("outcome").asString())
        .isEqualTo("UPDATED");
    String id = found(reader, "{\"identifier\":\"" + identifier + "\"}").getFirst();
    assertThat(read(id).get("number").asString()).isEqualTo("NR-5");
    assertThat(
            database
                .sql("select count(*) from external_licence where issuer = ?")
                .param(source.id())
                .query(Integer.class)
                .single())
        .isOne();
  }

  /** A holder stands in the index as long as one licence leads there, and no longer. */
  @Test
  void aCorrectedHolderLeavesTheIndexWithItsLastLicence() {
    ExternalIssuer source = source(Optional.empty());
    List<String> identifiers = List.of(identifier(serial()), identifier(serial()));
    for (String identifier : identifiers) {
      assertThat(deliver(holder(content(source, 1, identifier), 777_101)).status()).isEqualTo(201);
    }
    String licence =
        found(reader, "{\"identifier\":\"" + identifiers.getFirst() + "\"}").getFirst();
    UUID before = surrogate(licence);
    assertThat(leadingTo(before)).isOne();
    deliver(holder(content(source, 2, identifiers.getFirst()), 777_102));
    assertThat(surrogate(licence)).isNotEqualTo(before);
    assertThat(leadingTo(before)).as("the other licence is still there").isOne();
    deliver(holder(content(source, 2, identifiers.getLast()), 777_102));
    assertThat(leadingTo(before)).isZero();
    assertThat(leadingTo(surrogate(licence))).isOne();
  }

  private static ObjectNode holder(ObjectNode word, int company) {
    word.withObject("holder").put("code", LicenceRequests.company(company));
    return word;
  }

  private UUID surrogate(String licence) {
    return database
        .sql("select holder from external_licence where id = ?::uuid")
        .param(licence)
        .query(UUID.class)
        .single();
  }

  private int leadingTo(UUID holder) {
    return database
        .sql("select count(*) from external_holder where holder = ?")
        .param(holder)
        .query(Integer.class)
        .single();
  }

  @Test
  void aNumberCannotBeUsedForSomethingElseNorALicenceByAnotherSource() {
    ExternalIssuer source = source(Optional.empty());
    String identifier = identifier(serial());
    assertThat(deliver(content(source, 3, identifier)).status()).isEqualTo(201);
    assertThat(deliver(content(source, 3, identifier).put("number", "OTHER")).problem())
        .isEqualTo("409 external-sequence-reused");
    assertThat(deliver(content(source(Optional.empty()), 9, identifier)).problem())
        .isEqualTo("409 external-identifier-taken");
    assertThat(deliver(word(source, 9, identifier)).problem()).isEqualTo("400 request-invalid");
    assertThat(
            read(found(reader, "{\"identifier\":\"" + identifier + "\"}").getFirst())
                .get("number")
                .asString())
        .isEqualTo("NR-3");
  }

  /** Keeper and issuer see it; others do not know that it is there. */
  @Test
  void onlyItsKeeperAndItsIssuerSeeItAndOnlyItsClientSpeaksForASource() {
    ExternalIssuer source = source(Optional.empty());
    String identifier = identifier(serial());
    String id = deliver(content(source, 1, identifier)).json().get("id").asString();
    TestCity issuer = TestCity.of(context, SampleDepartment.HOUSING);
    TestCity other = TestCity.of(context, third());
    assertThat(issuer.read(PATH + "/" + id).status()).isEqualTo(200);
    assertThat(other.read(PATH + "/" + id).json().get("code").asString())
        .isEqualTo("external-licence-unknown");
    String search = "{\"identifier\":\"" + identifier + "\"}";
    assertThat(found(issuer, search)).containsExactly(id);
    assertThat(found(other, search)).isEmpty();
    String byHolder =
        "{\"holderType\":\"001\",\"holderCode\":\"" + LicenceRequests.company(777_001) + "\"}";
    assertThat(found(reader, byHolder)).contains(id);
    assertThat(found(other, byHolder)).isEmpty();
    assertThat(
            reader
                .send("GET", PATH + "/" + id, java.util.Map.of(), new byte[0])
                .json()
                .get("code")
                .asString())
        .isEqualTo("use-cause-missing");
    assertThat(
            deliver(content(source(Optional.of("external.other")), 1, identifier(serial())))
                .problem())
        .isEqualTo("404 external-issuer-unknown");
  }

  private static SampleDepartment third() {
    return Stream.of(SampleDepartment.values())
        .filter(one -> one != SampleDepartment.MARKET && one != SampleDepartment.HOUSING)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void stockComesInByTheBatch() {
    ExternalIssuer source = source(Optional.empty());
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      ObjectNode word = content(source, 1, identifier(serial()));
      word.remove("issuer");
      lines.add(i == 60 ? "{\"sequence\":0}" : word.toString());
    }
    lines.add(lines.getFirst());
    byte[] body = TestBatches.body(lines);
    String path = STOCK + "?issuer=" + source.code();
    UUID batch = deliverer.send(path, key(), body, TestBatches.digest(body)).id();
    JsonNode done = deliverer.untilFinished(STOCK, batch, Duration.ofMinutes(3));
    assertThat(done.get("done").asInt()).isEqualTo(120);
    assertThat(done.get("refused").asInt()).isEqualTo(1);
    List<JsonNode> results = deliverer.results(STOCK, batch, 50);
    assertThat(results.get(60).at("/problem/errors").size()).isGreaterThanOrEqualTo(3);
    // The same stock once more takes nothing in a second time.
    UUID again = deliverer.send(path, key(), body, TestBatches.digest(body)).id();
    deliverer.untilFinished(STOCK, again, Duration.ofMinutes(3));
    assertThat(
            deliverer.results(STOCK, again, 500).stream()
                .map(one -> one.get("outcome").asString())
                .distinct())
        .containsExactlyInAnyOrder("REPEATED", "REFUSED");
    assertThat(
            database
                .sql("select count(*) from external_licence where issuer = ?")
                .param(source.id())
                .query(Integer.class)
                .single())
        .isEqualTo(119);
  }
}
