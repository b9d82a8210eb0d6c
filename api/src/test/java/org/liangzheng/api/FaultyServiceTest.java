package org.liangzheng.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liangzheng.api.seal.SealWorld.code;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.catalogue.TestTypes;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.TestHttp;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.api.identity.TestPeople;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.api.licence.LicenceRequests;
import org.liangzheng.api.schedule.OneNode;
import org.liangzheng.signer.layout.BuiltInLayout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A service that is not whole, and a caller that stops in the middle: each made so for a moment,
 * asked over HTTP, and mended.
 */
@ApiTest
class FaultyServiceTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient database;
  private Tokens tokens;
  private TestPeople people;

  @BeforeEach
  void open() {
    tokens = Tokens.of(context);
    people = TestPeople.of(context);
  }

  private Answer ask(String path) {
    return TestHttp.send(tokens.base(), Call.get(path));
  }

  // ---- a caller that stops ----

  /** Sends a head and half of its body, and waits for what the service makes of it. */
  private String half(String head) throws IOException {
    URI base = URI.create(tokens.base());
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout(60_000);
      socket
          .getOutputStream()
          .write(
              (head + "Host: x\r\nConnection: close\r\nContent-Length: 500\r\n\r\n{\"type\":")
                  .getBytes(StandardCharsets.UTF_8));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void whoStopsInTheMiddleIsTold() throws Exception {
    String token = tokens.bearer(Tokens.OWN, Scope.LICENCE_ISSUE);
    String issue =
        "POST /v1/licences HTTP/1.1\r\nContent-Type: application/json\r\nAuthorization: Bearer "
            + token
            + "\r\nIdempotency-Key: "
            + UUID.randomUUID()
            + "\r\n";
    String verify = "POST /v1/verifications HTTP/1.1\r\nContent-Type: application/octet-stream\r\n";
    try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers =
          List.of(both.submit(() -> half(issue)), both.submit(() -> half(verify)));
      for (Future<String> answer : answers) {
        assertThat(answer.get())
            .startsWith("HTTP/1.1 408")
            .contains("\"code\":\"request-timeout\"", "application/problem+json");
      }
    }
  }

  // ---- publications that are not there ----

  /** With a table empty, while the job that fills it stands still. */
  private void without(String table, String job, Runnable check) {
    OneNode oneNode = context.getBean(OneNode.class);
    Awaitility.await()
        .until(() ->
            oneNode.tryRun(
                job,
                () -> {
                  database.sql("create table kept_rows as select * from " + table).update();
                  try {
                    database.sql("delete from " + table).update();
                    check.run();
                  } finally {
                    database.sql("delete from " + table).update();
                    database.sql("insert into " + table + " select * from kept_rows").update();
                    database.sql("drop table kept_rows").update();
                  }
                }));
  }

  @Test
  void aLogWithoutACheckpointShowsNothing() {
    Awaitility.await().until(() -> ask("/v1/log/checkpoint").status() == 200);
    String auditor = people.token(people.officer(Tokens.OWN, Role.AUDITOR), Tokens.OWN);
    without(
        "audit_checkpoint",
        "audit-checkpoint",
        () -> {
          for (String path :
              new String[] {
                "/v1/log/checkpoint",
                "/v1/log/leaves?from=0",
                "/v1/log/proofs/inclusion?index=0&size=1"
              }) {
            assertThat(code(ask(path))).as(path).isEqualTo("404 log-empty");
          }
          Answer export = people.get(auditor, "/v1/log/export");
          assertThat(code(export)).isEqualTo("404 log-empty");
          assertThat(export.header("Content-Type")).isEqualTo("application/problem+json");
        });
    assertThat(ask("/v1/log/checkpoint").status()).isEqualTo(200);
  }

  @Test
  void aStatusListThatWasNeverPublishedIsMissing() {
    String path = "/v1/trust/status-lists/licences";
    Awaitility.await().until(() -> ask(path).status() == 200);
    without(
        "trust_status_list",
        "trust-publication",
        () -> {
          // A node serves what it just read for half a second.
          Awaitility.await().until(() -> ask(path).status() != 200);
          assertThat(code(ask(path))).isEqualTo("503 status-list-missing");
        });
    Awaitility.await().until(() -> ask(path).status() == 200);
  }

  // ---- types that cannot be drawn ----

  /** Issues by a type that is in the catalogue although nobody could have published it. */
  private Answer issue(Consumer<ObjectNode> fault) throws Exception {
    ObjectNode layout = (ObjectNode) JSON.readTree(certificate());
    fault.accept(layout);
    ObjectNode type = TestTypes.valid();
    type.set("layout", layout);
    UUID id = UUID.randomUUID();
    database
        .sql(
            "insert into catalogue_licence_type (id, code, version, definition, published_at)"
                + " values (?, ?, 1, ?::jsonb, now())")
        .params(id, type.get("code").asString(), type.toString())
        .update();
    try {
      return people.post(
          tokens.bearer(Tokens.OWN, Scope.LICENCE_ISSUE),
          "/v1/licences",
          TestTypes.request(type, LicenceRequests.company(777_321), "亮城市示例商行").toString());
    } finally {
      String fixed = "alter table catalogue_licence_type %s trigger catalogue_version_is_fixed";
      database.sql(fixed.replace("%s", "disable")).update();
      database.sql("delete from catalogue_licence_type where id = ?").param(id).update();
      database.sql(fixed.replace("%s", "enable")).update();
    }
  }

  private static byte[] certificate() throws IOException {
    try (InputStream in = BuiltInLayout.class.getResourceAsStream("certificate.json")) {
      return in.readAllBytes();
    }
  }

  @Test
  void aTypeWhoseFontThisMachineLacksIsUnusableHere() throws Exception {
    Answer answer =
        issue(layout -> {
          for (JsonNode font : layout.get("fonts")) {
            ((ObjectNode) font).putArray("chain").add("NoSuchFont-Regular");
          }
        });
    assertThat(code(answer)).isEqualTo("503 type-unusable-here");
  }

  @Test
  void aTypeWhoseLayoutLostAPlaceIsUnsuitable() throws Exception {
    for (Map.Entry<String, String> lost :
        Map.of("value", "data.statement", "name", "issuer-seal").entrySet()) {
      Answer answer =
          issue(layout -> {
            ArrayNode items = (ArrayNode) layout.at("/pages/0/items");
            int before = items.size();
            items.removeIf(item -> item.path(lost.getKey()).asString("").equals(lost.getValue()));
            assertThat(items.size()).isEqualTo(before - 1);
          });
      assertThat(code(answer)).as(lost.getValue()).isEqualTo("503 layout-unsuitable");
    }
  }
}
