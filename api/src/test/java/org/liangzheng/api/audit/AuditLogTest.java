package org.liangzheng.api.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.TestHttp;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.licence.LicenceRequests;
import org.liangzheng.api.licence.TestCity;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.json.CanonicalJson;
import org.liangzheng.verifier.format.log.Checkpoint;
import org.liangzheng.verifier.format.log.ConsistencyProof;
import org.liangzheng.verifier.format.log.InclusionProof;
import org.liangzheng.verifier.format.log.LogEntry;
import org.liangzheng.verifier.format.log.LogKey;
import org.liangzheng.verifier.format.log.LogProof;
import org.liangzheng.verifier.format.log.SeenLog;
import org.liangzheng.verifier.format.log.SignedCheckpoint;
import org.liangzheng.verifier.format.log.TreeHash;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log as its readers see it, and what they find when somebody changes the database. */
@ApiTest
class AuditLogTest {
  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient database;
  @Autowired private TransactionTemplate transactions;
  @Autowired private AuditLog log;
  @Autowired private Sequencer sequencer;
  @Autowired private CheckpointSigner signer;
  @Autowired private TrustDirectory trust;
  @Autowired private JsonMapper json;

  private Tokens tokens;

  @BeforeEach
  void tokens() {
    tokens = Tokens.of(context);
  }

  private String issue(SampleDepartment department) {
    TestCity.Reply reply =
        TestCity.of(context, department).issue(LicenceRequests.validFor(department));
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    return reply.json().get("id").asString();
  }

  private Answer get(String path) {
    return TestHttp.send(tokens.base(), Call.get(path));
  }

  private Answer get(String path, SampleDepartment department, Scope scope) {
    return TestHttp.send(
        tokens.base(),
        Call.get(path).with("Authorization", "Bearer " + tokens.bearer(department.id(), scope)));
  }

  private JsonNode ok(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return json.readTree(answer.body());
  }

  private List<LogKey> logKeys() {
    return trust.newest().pack().trust().list().keys().stream()
        .filter(key -> key.purpose().equals("LOG"))
        .map(key -> new LogKey("localhost/liangzheng", key.key()))
        .toList();
  }

  private Checkpoint checkpoint() throws Exception {
    Answer answer = get("/v1/log/checkpoint");
    assertThat(answer.status()).isEqualTo(200);
    return SignedCheckpoint.read(answer.body().getBytes(StandardCharsets.UTF_8))
        .verified(logKeys());
  }

  /** Everything that was written is placed and signed. */
  private void settled() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            database
                .sql(
                    "select not exists (select from audit_entry where position is null) and"
                        + " (select count(*) from audit_entry) ="
                        + " (select coalesce(max(size), 0) from audit_checkpoint)")
                .query(Boolean.class)
                .single());
  }

  private List<TreeHash> leaves(long size) throws Exception {
    List<TreeHash> leaves = new ArrayList<>();
    while (leaves.size() < size) {
      for (JsonNode leaf : ok(get("/v1/log/leaves?from=" + leaves.size())).get("leaves")) {
        leaves.add(TreeHash.ofBase64(leaf.asString()));
      }
    }
    return leaves;
  }

  private List<TreeHash> path(String query) throws Exception {
    List<TreeHash> path = new ArrayList<>();
    for (JsonNode hash : ok(get("/v1/log/proofs/" + query)).get("path")) {
      path.add(TreeHash.ofBase64(hash.asString()));
    }
    return path;
  }

  @Test
  void whatIsIssuedIsProvableByACheckpointWithEverySuiteOfTheVaults() throws Exception {
    String licence = issue(SampleDepartment.MARKET);
    settled();
    TestCity.Reply proof =
        TestCity.of(context, SampleDepartment.MARKET).read("/v1/licences/" + licence + "/proof");
    assertThat(proof.status()).as(proof.text()).isEqualTo(200);
    assertThat(logKeys()).hasSize(2);
    LogEntry entry = LogProof.read(proof.body()).verified(logKeys());
    JsonNode record = CanonicalJson.read(entry.record().toByteArray());
    assertThat(record.get("act").asString()).isEqualTo("LICENCE_ISSUED");
    assertThat(record.get("subject").asString()).isEqualTo(licence);
    assertThat(record.get("authority").asString()).isEqualTo(SampleDepartment.MARKET.id().value());
    TestCity.Reply file =
        TestCity.of(context, SampleDepartment.MARKET).read("/v1/licences/" + licence);
    assertThat(record.get("sha256").asString())
        .isEqualTo(file.json().get("file").get("sha256").asString());
  }

  @Test
  void everyLeafIsIncludedAndEveryCheckpointContinuesTheLast() throws Exception {
    issue(SampleDepartment.MARKET);
    settled();
    SeenLog seen = new SeenLog(checkpoint());
    for (int i = 0; i < 5; i++) {
      issue(SampleDepartment.HOUSING);
    }
    settled();
    Checkpoint now = checkpoint();
    long before = seen.checkpoint().size();
    assertThat(now.size()).isEqualTo(before + 5);
    List<TreeHash> grown = path("consistency?from=" + before + "&to=" + now.size());
    assertThat(seen.grow(now, new ConsistencyProof(before, now.size(), grown)).checkpoint())
        .isEqualTo(now);
    List<TreeHash> leaves = leaves(now.size());
    assertThat(leaves).hasSize((int) now.size());
    for (int i = 0; i < leaves.size(); i++) {
      List<TreeHash> path = path("inclusion?index=" + i + "&size=" + now.size());
      assertThat(new InclusionProof(i, now.size(), path).proves(leaves.get(i), now.root()))
          .isTrue();
    }
  }

  @Test
  void eventsAreTheOwnOnesInOrderAndNoneIsMissed() throws Exception {
    List<String> mine = new ArrayList<>();
    long start = newest();
    for (int i = 0; i < 4; i++) {
      mine.add(issue(SampleDepartment.MARKET));
      issue(SampleDepartment.HOUSING);
    }
    settled();
    List<TreeHash> leaves = leaves(checkpoint().size());
    List<String> seen = new ArrayList<>();
    long after = start;
    boolean more = true;
    while (more) {
      JsonNode page =
          ok(get("/v1/events?limit=3&after=" + after, SampleDepartment.MARKET, Scope.EVENT_READ));
      for (JsonNode event : page.get("events")) {
        seen.add(event.get("record").get("subject").asString());
        LogEntry entry =
            new LogEntry(
                ByteString.of(Base64.getDecoder().decode(event.get("nonce").asString())),
                ByteString.of(CanonicalJson.write(event.get("record"))));
        assertThat(entry.leaf()).isEqualTo(leaves.get(event.get("position").asInt()));
      }
      after = page.get("next").asLong();
      more = page.get("more").asBoolean();
    }
    assertThat(seen).isEqualTo(mine);
    JsonNode all =
        ok(
            get(
                "/v1/log/entries?limit=1000&after=" + start,
                SampleDepartment.MARKET,
                Scope.AUDIT_READ));
    assertThat(all.get("events")).hasSizeGreaterThanOrEqualTo(7);
  }

  /** Other tests have left events; what comes after them is this one's. */
  private long newest() throws Exception {
    settled();
    long after = -1;
    boolean more = true;
    while (more) {
      JsonNode page =
          ok(
              get(
                  "/v1/events?limit=1000" + (after < 0 ? "" : "&after=" + after),
                  SampleDepartment.MARKET,
                  Scope.EVENT_READ));
      after = page.get("next").asLong();
      more = page.get("more").asBoolean();
    }
    return after;
  }

  @Test
  void anActThatIsTakenBackLeavesNoEntryAndNoGap() throws Exception {
    issue(SampleDepartment.MARKET);
    AuditFact fact =
        new AuditFact(
            "TEST_ACT",
            UUID.randomUUID(),
            SampleDepartment.MARKET.id(),
            "test",
            json.createObjectNode());
    assertThatThrownBy(() -> log.record(fact)).isInstanceOf(IllegalStateException.class);
    transactions.executeWithoutResult(status -> {
      log.record(fact);
      status.setRollbackOnly();
    });
    issue(SampleDepartment.MARKET);
    settled();
    assertThat(
            database
                .sql("select count(*) from audit_entry where act = 'TEST_ACT'")
                .query(Long.class)
                .single())
        .isZero();
    assertThat(
            database
                .sql("select max(position) + 1 - count(*) from audit_entry")
                .query(Long.class)
                .single())
        .isZero();
  }

  /** By SQL, behind a checkpoint: nothing is signed any more, and readers see it. */
  @Test
  void changesBehindACheckpointAreFound() throws Exception {
    for (int i = 0; i < 3; i++) {
      issue(SampleDepartment.MARKET);
    }
    settled();
    Checkpoint seen = checkpoint();
    long victim = seen.size() - 1;

    byte[] leaf =
        database
            .sql("select leaf from audit_entry where position = ?")
            .param(victim)
            .query(byte[].class)
            .single();
    database
        .sql("update audit_entry set leaf = sha256(leaf) where position = ?")
        .param(victim)
        .update();
    try {
      List<TreeHash> path = path("inclusion?index=" + victim + "&size=" + seen.size());
      TreeHash shown = leaves(seen.size()).get((int) victim);
      assertThat(new InclusionProof(victim, seen.size(), path).proves(shown, seen.root()))
          .isFalse();
    } finally {
      database
          .sql("update audit_entry set leaf = ? where position = ?")
          .params(leaf, victim)
          .update();
    }
  }

  @Test
  void aCheckpointIsNeverSignedOverChangedHistory() {
    for (int i = 0; i < 2; i++) {
      issue(SampleDepartment.MARKET);
    }
    settled();
    byte[] root =
        database
            .sql("select root from audit_checkpoint order by size desc limit 1")
            .query(byte[].class)
            .single();
    database
        .sql(
            "update audit_checkpoint set root = sha256(root)"
                + " where size = (select max(size) from audit_checkpoint)")
        .update();
    try {
      assertThatThrownBy(signer::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("changed behind a checkpoint");
    } finally {
      database
          .sql(
              "update audit_checkpoint set root = ?"
                  + " where size = (select max(size) from audit_checkpoint)")
          .param(root)
          .update();
    }
    sequencer.run();
    signer.run();
  }

  @Test
  void placesThatAreNotSignedAreRefused() throws Exception {
    issue(SampleDepartment.MARKET);
    settled();
    long size = checkpoint().size();
    for (String path :
        List.of(
            "/v1/log/leaves?from=-1",
            "/v1/log/leaves?from=" + (size + 1_000_000),
            "/v1/log/proofs/inclusion?index=0&size=" + (size + 1_000_000),
            "/v1/log/proofs/inclusion?index=1&size=1",
            "/v1/log/proofs/consistency?from=2&to=1",
            "/v1/log/proofs/consistency?from=0&to=" + (size + 1_000_000))) {
      Answer answer = get(path);
      assertThat(answer.status()).as(path).isEqualTo(400);
      assertThat(json.readTree(answer.body()).get("code").asString())
          .isEqualTo("log-range-unknown");
    }
  }
}
