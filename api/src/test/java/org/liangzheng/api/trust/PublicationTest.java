package org.liangzheng.api.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.SecondNode;
import org.liangzheng.api.identity.TestHttp;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.schedule.OneNode;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.pack.EvidencePack;
import org.liangzheng.verifier.format.pack.PackReader;
import org.liangzheng.verifier.format.pack.ServiceKey;
import org.liangzheng.verifier.format.pack.TrustList;
import org.liangzheng.verifier.format.status.LegalAct;
import org.liangzheng.verifier.format.status.NotInForce;
import org.liangzheng.verifier.format.status.StatusBook;
import org.liangzheng.verifier.format.status.StatusListReader;
import org.liangzheng.verifier.format.status.StatusListToken;
import org.liangzheng.verifier.format.status.StatusValue;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What is set is soon in the signed lists and in the next pack, on every node. */
@ApiTest
class PublicationTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String LICENCES = "/v1/trust/status-lists/licences";

  @Autowired private ApplicationContext context;
  @Autowired private Statuses statuses;
  @Autowired private TransactionTemplate transactions;
  @Autowired private TrustAnchor anchor;
  @Autowired private JdbcClient database;
  @Autowired private Publication publication;
  @Autowired private PublicationJob job;
  @Autowired private OneNode oneNode;
  @TempDir private Path folder;

  private static TestHttp.Answer get(ApplicationContext node, String path) throws Exception {
    return TestHttp.send(Tokens.of(node).base(), Call.get(path));
  }

  private EvidencePack pack(ApplicationContext node) throws Exception {
    TestHttp.Answer answer = get(node, "/v1/trust/pack");
    assertThat(answer.status()).isEqualTo(200);
    return PackReader.read(
        answer.body().getBytes(StandardCharsets.US_ASCII),
        anchor.find().orElseThrow(),
        Optional.empty(),
        Instant.now());
  }

  private StatusListToken list(ApplicationContext node, String path) throws Exception {
    TestHttp.Answer answer = get(node, path);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    TrustList trust = pack(node).trust().list();
    return StatusListReader.read(
        answer.body().getBytes(StandardCharsets.US_ASCII),
        Tokens.of(context).base() + path,
        (id, at) -> trust.packKey(id, at).map(ServiceKey::key),
        Instant.now());
  }

  private void awaitValue(ApplicationContext node, long index, StatusValue value) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> list(node, LICENCES).list().at(index).equals(Optional.of(value)));
  }

  private void set(Statuses at, long index, StatusAct act, Instant since) {
    transactions.executeWithoutResult(_ -> at.set(StatusKind.LICENCE, index, act, since));
  }

  /** Each pack builds on the one before. */
  private void packsAreAChain() {
    List<byte[]> all =
        database.sql("select pack from trust_pack order by version").query(byte[].class).list();
    Sha256Digest root = anchor.find().orElseThrow();
    for (int i = 1; i < all.size(); i++) {
      EvidencePack one = readPack(all.get(i), root);
      EvidencePack before = readPack(all.get(i - 1), root);
      assertThat(one.version()).isEqualTo(before.version() + 1);
      assertThat(one.previous()).contains(Sha256Digest.of(all.get(i - 1)));
      assertThat(one.issuedAt()).isAfterOrEqualTo(before.issuedAt());
    }
  }

  private static EvidencePack readPack(byte[] bytes, Sha256Digest root) {
    try {
      return PackReader.read(bytes, root, Optional.empty(), Instant.now());
    } catch (Exception refused) {
      throw new IllegalStateException(refused);
    }
  }

  @Test
  void listsAreThereFromTheStartAndMayBeCached() throws Exception {
    for (String path : List.of(LICENCES, "/v1/trust/status-lists/seals")) {
      TestHttp.Answer answer = get(context, path);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type"))
          .contains("application/statuslist+jwt");
      assertThat(answer.headers().firstValue("Cache-Control"))
          .hasValueSatisfying(value -> assertThat(value).contains("public", "max-age=10"));
      assertThat(list(context, path).timeToLive()).isEqualTo(Duration.ofSeconds(10));
    }
    assertThat(get(context, "/v1/trust/status-lists/points").status()).isEqualTo(404);
    String path = "/v1/trust/status-lists/seals";
    String tag = get(context, path).headers().firstValue("ETag").orElseThrow();
    TestHttp.Answer same =
        TestHttp.send(Tokens.of(context).base(), Call.get(path).with("If-None-Match", tag));
    assertThat(same.status()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
  }

  @Test
  void anActIsInTheListAndInTheNextPackAndSoIsItsEnd() throws Exception {
    Instant since = Instant.now().minusSeconds(60);
    long index = statuses.allot(StatusKind.LICENCE);
    long other = statuses.allot(StatusKind.LICENCE);
    set(statuses, index, StatusAct.SUSPENDED, since);
    Instant committed = Instant.now();
    awaitValue(context, index, StatusValue.SUSPENDED);
    System.out.println(
        "from an act to its signed list: " + Duration.between(committed, Instant.now()));
    assertThat(list(context, LICENCES).list().at(other)).contains(StatusValue.IN_FORCE);
    StatusBook.Answer expected =
        new StatusBook.Answer.Dead(
            new NotInForce(index, LegalAct.SUSPENDED, since.truncatedTo(ChronoUnit.SECONDS)));
    await()
        .atMost(PATIENCE)
        .until(
            () -> pack(context).statuses().orElseThrow().licences().find(index).equals(expected));
    set(statuses, index, StatusAct.IN_FORCE, Instant.now());
    awaitValue(context, index, StatusValue.IN_FORCE);
    await()
        .atMost(PATIENCE)
        .until(() ->
            pack(context)
                .statuses()
                .orElseThrow()
                .licences()
                .find(index)
                .equals(new StatusBook.Answer.InForce()));
    packsAreAChain();
    assertThat(pack(context).revocations()).isNotEmpty();
  }

  @Test
  void anActThatWasRolledBackIsNowhere() throws Exception {
    long index = statuses.allot(StatusKind.LICENCE);
    long marker = statuses.allot(StatusKind.LICENCE);
    transactions.executeWithoutResult(status -> {
      statuses.set(StatusKind.LICENCE, index, StatusAct.REVOKED, Instant.now());
      status.setRollbackOnly();
    });
    set(statuses, marker, StatusAct.REVOKED, Instant.now());
    awaitValue(context, marker, StatusValue.ENDED);
    assertThat(list(context, LICENCES).list().at(index)).contains(StatusValue.IN_FORCE);
  }

  /** The node whose turn it is may die before it signs: the change is kept for the next. */
  @Test
  void whatOneNodeLeavesTheNextTakesUp() throws Exception {
    long index = statuses.allot(StatusKind.LICENCE);
    boolean[] ran = new boolean[1];
    await()
        .atMost(PATIENCE)
        .until(() ->
            oneNode.tryRun(
                PublicationJob.JOB,
                () -> {
                  set(statuses, index, StatusAct.CANCELLED, Instant.now());
                  job.publish();
                  assertThat(publication.isDue()).isTrue();
                  ran[0] = true;
                }));
    assertThat(ran[0]).isTrue();
    awaitValue(context, index, StatusValue.ENDED);
  }

  @Test
  void withoutAKeyThatIsListedNothingIsSigned() {
    String key = database.sql("select key_ref from trust_pack_key").query(String.class).single();
    long index = statuses.allot(StatusKind.LICENCE);
    try {
      database.sql("delete from trust_pack_key").update();
      assertThatThrownBy(() -> publication.renew(List.of()))
          .isInstanceOfSatisfying(
              Problem.class,
              problem -> assertThat(problem.code()).isEqualTo(TrustProblem.PACK_KEY_MISSING));
      set(statuses, index, StatusAct.REVOKED, Instant.now());
    } finally {
      database
          .sql("insert into trust_pack_key (key_ref, activated_at) values (?, now())")
          .param(key)
          .update();
    }
    awaitValue(context, index, StatusValue.ENDED);
  }

  @Test
  void anAlteredListIsNotHandedOut() throws Exception {
    assertThat(get(context, "/v1/trust/status-lists/seals").status()).isEqualTo(200);
    long version =
        database
            .sql("select max(version) from trust_status_list where kind = 'SEAL'")
            .query(Long.class)
            .single();
    // A newer row with other bytes; the one it follows stays as it is.
    database
        .sql(
            "insert into trust_status_list (kind, version, issued_at, expires_at, sha256, list,"
                + " subject) select kind, version + 1, issued_at, expires_at, sha256,"
                + " set_byte(list, 200, 65 + (get_byte(list, 200) % 2)), subject"
                + " from trust_status_list where kind = 'SEAL' and version = ?")
        .param(version)
        .update();
    try {
      await()
          .atMost(PATIENCE)
          .until(() -> get(context, "/v1/trust/status-lists/seals").status() == 503);
      assertThat(get(context, "/v1/trust/status-lists/seals").body())
          .contains("status-list-refused");
    } finally {
      database
          .sql("delete from trust_status_list where kind = 'SEAL' and version = ?")
          .param(version + 1)
          .update();
    }
  }

  private ConfigurableApplicationContext second() throws Exception {
    return SecondNode.start(context, folder.resolve("home"));
  }

  @Test
  void twoNodesPublishOneChain() throws Exception {
    long index = statuses.allot(StatusKind.LICENCE);
    long last = statuses.allot(StatusKind.LICENCE);
    try (ConfigurableApplicationContext second = second()) {
      set(second.getBean(Statuses.class), index, StatusAct.ANNULLED, Instant.now());
      awaitValue(context, index, StatusValue.ENDED);
      awaitValue(second, index, StatusValue.ENDED);
      // Both at once, without the lock that keeps them apart: one builds on the other.
      Publication other = second.getBean(Publication.class);
      for (int round = 0; round < 3; round++) {
        var revocations = pack(context).revocations();
        together(
            () -> {
              publication.renew(revocations);
              return true;
            },
            () -> {
              other.renew(revocations);
              return true;
            });
      }
      packsAreAChain();
      set(second.getBean(Statuses.class), last, StatusAct.REVOKED, Instant.now());
    }
    awaitValue(context, last, StatusValue.ENDED);
    packsAreAChain();
  }

  private static void together(Callable<Boolean> one, Callable<Boolean> other) throws Exception {
    List<Future<Boolean>> runs = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      runs.add(threads.submit(one));
      runs.add(threads.submit(other));
      for (Future<Boolean> run : runs) {
        assertThat(run.get()).isTrue();
      }
    }
  }
}
