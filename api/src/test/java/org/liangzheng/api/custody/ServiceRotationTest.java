package org.liangzheng.api.custody;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.SecondNode;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.TestHttp;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.api.identity.TestPeople;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.licence.LicenceRequests;
import org.liangzheng.api.licence.TestCity;
import org.liangzheng.signer.sample.SampleDepartment;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Both keys are replaced on a whole service of two nodes that issues and is read meanwhile. Time is
 * shortened by dating a phase back, once both nodes have looked at the keys.
 */
@ApiTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServiceRotationTest {

  @Autowired private ApplicationContext first;
  @Autowired private JdbcClient database;

  private ConfigurableApplicationContext second;
  private TestCity one;
  private TestCity two;

  @BeforeAll
  void startTheSecond(@TempDir Path folder) throws Exception {
    Tokens tokens = Tokens.of(first);
    second =
        SecondNode.start(
            first,
            folder.resolve("home"),
            "--liangzheng.sample.enabled=true",
            "--liangzheng.sample.licences=false");
    String token =
        tokens.bearer(SampleDepartment.MARKET.id(), Scope.LICENCE_ISSUE, Scope.LICENCE_READ);
    one = new TestCity(tokens.base(), token);
    two = new TestCity(Tokens.of(second).base(), token);
  }

  @AfterAll
  void stopTheSecond() {
    if (second != null) {
      second.close();
    }
  }

  private Answer management(Call call) {
    String port = first.getEnvironment().getRequiredProperty("local.management.port");
    return TestHttp.send("http://127.0.0.1:" + port, call);
  }

  private List<String> phases() {
    return database
        .sql("select phase from custody_rotation order by kind")
        .query(String.class)
        .list();
  }

  /** Both nodes have looked: then the phase may be taken for an old one. */
  private void hurry() {
    List<Rotation> seen = first.getBean(RotationStore.class).open();
    first.getBean(DataKeys.class).refresh();
    second.getBean(DataKeys.class).refresh();
    seen.forEach(rotation ->
        database
            .sql(
                "update custody_rotation set phase_since = phase_since - interval '1 hour'"
                    + " where id = ? and phase = ?")
            .params(rotation.id(), rotation.phase().name())
            .update());
    // A field key is used from its own time on.
    database
        .sql(
            "update custody_data_key set active_from = active_from - interval '1 hour'"
                + " where version = 2 and active_from > now()")
        .update();
  }

  @Test
  void aWholeServiceGoesOnWhileItsKeysAreReplaced() throws Exception {
    TestPeople people = TestPeople.of(first);
    TestPeople.Who person = people.person();
    Map<String, String> before = new LinkedHashMap<>();
    for (int i = 0; i < 4; i++) {
      TestCity.Reply issued = one.issue(LicenceRequests.valid());
      before.put(issued.header("Location"), issued.text());
    }
    var holder = LicenceRequests.valid();
    ConcurrentLinkedQueue<String> ofOneHolder = new ConcurrentLinkedQueue<>();
    ofOneHolder.add(uuid(one.issue(holder)));

    assertThat(management(Call.json("POST", "/actuator/datakeys", "{}")).status()).isEqualTo(200);
    Answer again = management(Call.json("POST", "/actuator/datakeys", "{}"));
    assertThat(again.json().get("begun").size()).as("one at a time").isZero();
    assertThat(
            management(
                    new Call(
                        "POST", "/actuator/datakeys", Map.of("Content-Type", "text/plain"), "{}"))
                .status())
        .as("what a foreign page could send")
        .isEqualTo(415);

    AtomicBoolean stop = new AtomicBoolean();
    ConcurrentLinkedQueue<String> issued = new ConcurrentLinkedQueue<>();
    List<Future<?>> clients = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (TestCity node : List.of(one, two)) {
        clients.add(
            threads.submit(() -> {
              while (!stop.get()) {
                TestCity.Reply reply = node.issue(LicenceRequests.valid());
                assertThat(reply.status()).as(reply.text()).isEqualTo(201);
                issued.add(reply.header("Location"));
                // The same holder on both nodes, in every phase.
                ofOneHolder.add(uuid(node.issue(holder)));
                before.forEach(
                    (where, text) -> assertThat(node.read(where).text()).isEqualTo(text));
              }
            }));
      }
      try {
        Awaitility.await()
            .atMost(Duration.ofMinutes(4))
            .pollInterval(Duration.ofMillis(500))
            .until(() -> {
              hurry();
              for (Future<?> client : clients) {
                assertThat(client.isDone()).as("a client has stopped").isFalse();
              }
              return phases().equals(List.of("DONE", "DONE"));
            });
      } finally {
        stop.set(true);
      }
      for (Future<?> client : clients) {
        client.get();
      }
    }
    first.getBean(DataKeys.class).refresh();
    second.getBean(DataKeys.class).refresh();
    assertThat(issued).isNotEmpty();
    for (String where : issued) {
      assertThat(one.read(where).status()).isEqualTo(200);
      assertThat(two.read(where + "/file").status()).isEqualTo(200);
    }
    assertThat(
            database
                .sql("select count(distinct holder) from licence where id = any(?::uuid[])")
                .param(ofOneHolder.toArray(new String[0]))
                .query(Integer.class)
                .single())
        .as("one surrogate for the holder with many licences")
        .isEqualTo(1);
    assertThat(people.token(person, null)).as("people are still known").isNotBlank();
    assertThat(oldCells()).isEmpty();
    assertThat(
            database
                .sql(
                    "select (select count(*) from licence_identifier where key_version = 1)"
                        + " + (select count(*) from licence_holder where key_version = 1)"
                        + " + (select count(*) from identity_party_index where key_version = 1)"
                        + " + (select count(*) from identity_account_index where key_version = 1)"
                        + " + (select count(*) from identity_sign_in where key_version = 1)")
                .query(Integer.class)
                .single())
        .isZero();
    assertThat(
            database
                .sql("select count(*) from custody_data_key where version = 1 and wrapped is null")
                .query(Integer.class)
                .single())
        .isEqualTo(2);
    assertThat(
            database
                .sql("select count(*) from audit_entry where act like 'DATA_KEY%'")
                .query(Integer.class)
                .single())
        .isEqualTo(4);
  }

  private static String uuid(TestCity.Reply issued) {
    assertThat(issued.status()).as(issued.text()).isEqualTo(201);
    String where = issued.header("Location");
    return where.substring(where.lastIndexOf('/') + 1);
  }

  /** Every cell of the whole database that begins as a field under version 1 does. */
  private List<String> oldCells() {
    List<String> old = new ArrayList<>();
    database
        .sql(
            "select table_name, column_name from information_schema.columns where data_type ="
                + " 'bytea' and table_schema = 'public'")
        .query((row, _) -> List.of(row.getString(1), row.getString(2)))
        .list()
        .forEach(column -> {
          int rows =
              database
                  .sql(
                      "select count(*) from \""
                          + column.get(0)
                          + "\" where octet_length(\""
                          + column.get(1)
                          + "\") >= 33 and substring(\""
                          + column.get(1)
                          + "\" from 1 for 5) = '\\x0100000001'::bytea")
                  .query(Integer.class)
                  .single();
          if (rows > 0) {
            old.add(column + " " + rows);
          }
        });
    return old;
  }
}
