package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liangzheng.api.licence.OwnDatabase.number;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.api.catalogue.JointTypes;
import org.liangzheng.api.catalogue.TestTypes;
import org.liangzheng.api.licence.TestCity.Reply;
import org.liangzheng.signer.sample.SampleDepartment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/**
 * The service as its own process, killed when the first of two authorities' seals is signed and the
 * second is not.
 */
class JointCrashTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final SampleDepartment OTHER = SampleDepartment.HOUSING;

  @TempDir Path folder;

  private final Clock clock = Clock.systemUTC();
  private NodeProcess node;
  private volatile TestCity city;

  @AfterEach
  void end() throws InterruptedException {
    if (node != null) {
      node.kill();
    }
    new OwnDatabase(folder.resolve("home")).kill();
  }

  @Test
  void killedBetweenTheSealsItIssuesOnceAndBothSealsHaveTheirRecords() throws Exception {
    node =
        new NodeProcess(
            "joint",
            folder.resolve("home"),
            List.of(
                "--liangzheng.idempotency.lease=2s", "--liangzheng.idempotency.recover-every=1h"));
    start();
    JdbcClient database = database();
    ObjectNode type = JointTypes.valid(OTHER.id());
    prepare(database, type);
    ObjectNode request = TestTypes.request(type, LicenceRequests.company(1), "亮城市示例商贸有限公司");
    String key = TestCity.key();
    try (ExecutorService client = Executors.newSingleThreadExecutor()) {
      Future<String> cut = client.submit(() -> cut(key, request));
      // The record of the second seal's attempt is being written and is not committed.
      Awaitility.await()
          .atMost(LIMIT)
          .until(() ->
              number(database, "select count(*) from pg_stat_activity where wait_event = 'PgSleep'")
                  == 1);
      assertThat(signed(database)).containsExactly(SampleDepartment.MARKET.id().value());
      node.kill();
      assertThat(cut.get()).isEqualTo("cut");
    }
    database
        .sql("select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'PgSleep'")
        .query()
        .listOfRows();
    database.sql("drop trigger sleep_before on custody_attempt").update();
    assertThat(number(database, "select count(*) from licence")).isZero();

    start();
    JdbcClient after = database(); // on another port
    Reply issued =
        Awaitility.await()
            .atMost(LIMIT)
            .until(() -> city.issue(key, request), reply -> reply.status() != 409);
    assertThat(issued.status()).as(issued.text()).isEqualTo(201);
    assertThat(city.issue(key, request).body()).isEqualTo(issued.body());
    assertThat(number(after, "select count(*) from licence")).isOne();
    assertThat(
            number(
                after,
                "select count(distinct intent) from custody_attempt where act = 'SEAL_LICENCE'"))
        .isOne();
    assertThat(signed(after))
        .containsExactly(
            SampleDepartment.MARKET.id().value(),
            SampleDepartment.MARKET.id().value(),
            OTHER.id().value());
    // Each signature stands in the book of the authority whose seal made it.
    assertThat(
            after
                .sql(
                    "select authority from seal_use where act = 'SEAL_LICENCE' order by used_at, id")
                .query(String.class)
                .list())
        .isEqualTo(signed(after));
    Reply file = city.read(issued.json().at("/file/href").asString());
    Reply verified = city.verify(file.body());
    assertThat(verified.verdict()).as(verified.text()).isEqualTo("VALID");
  }

  private String cut(String key, ObjectNode request) {
    try {
      return city.issue(key, request).problem();
    } catch (UncheckedIOException down) {
      return "cut";
    }
  }

  private void start() throws Exception {
    node.start();
    city = new TestCity(node.base(), SampleToken.get(node.home().resolve("sample-client.json")));
  }

  /** Type and leave straight into the tables, and a long breath before the second seal. */
  private void prepare(JdbcClient database, ObjectNode type) {
    Timestamp now = Timestamp.from(clock.instant());
    database
        .sql(
            "insert into catalogue_licence_type (id, code, version, definition, published_at)"
                + " values (?, ?, 1, ?::jsonb, ?)")
        .params(UUID.randomUUID(), type.get("code").asString(), type.toString(), now)
        .update();
    UUID grant = UUID.randomUUID();
    database
        .sql(
            "insert into seal_grant (id, seal, authority, type, version, role, proposal,"
                + " granted_by, granted_at) select ?, id, authority, ?, 1, ?, ?, 'test', ?"
                + " from seal where authority = ? and kind = 'LICENCE'")
        .params(
            grant, type.get("code").asString(), JointTypes.SECOND, grant, now, OTHER.id().value())
        .update();
    database
        .sql(
            "insert into custody_key_grant (id, key_ref) select ?, key_ref from seal"
                + " where authority = ? and kind = 'LICENCE'")
        .params(grant, OTHER.id().value())
        .update();
    String key =
        database
            .sql("select key_ref from seal where authority = ? and kind = 'LICENCE'")
            .param(OTHER.id().value())
            .query(String.class)
            .single();
    database
        .sql(
            "create function sleep_before() returns trigger language plpgsql as $$ begin"
                + " if new.key_ref = '"
                + key
                + "' then perform pg_sleep(600); end if; return new; end $$")
        .update();
    database
        .sql(
            "create trigger sleep_before before insert on custody_attempt for each row"
                + " execute function sleep_before()")
        .update();
  }

  private static List<String> signed(JdbcClient database) {
    return database
        .sql(
            "select s.authority from custody_attempt a join seal s on s.key_ref = a.key_ref"
                + " where a.act = 'SEAL_LICENCE' and a.outcome = 'SIGNED' order by a.number")
        .query(String.class)
        .list();
  }

  private JdbcClient database() throws IOException {
    return new OwnDatabase(node.home()).client();
  }
}
