package org.liangzheng.api.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.licence.LicenceRequests;
import org.liangzheng.api.licence.TestCity;
import org.liangzheng.api.sharing.SharingWorld.Company;
import org.liangzheng.api.web.Problem;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Working days, limits and alarms, foreign licences, what runs out. */
@ApiTest
class SharingPartsTest {
  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient database;
  @Autowired private AuditLog audit;
  @Autowired private TransactionTemplate transactions;
  @Autowired private JsonMapper json;
  @Autowired private ChangeNotices notices;

  private static LocalDate day(String text) {
    return LocalDate.parse(text);
  }

  @Test
  void workingDaysSkipWeekendsAndHolidaysButNotWorkedOnes() {
    WorkingDays plain = WorkingDays.of(List.of(), List.of());
    // 2026-11-20 is a Friday.
    assertThat(plain.after(day("2026-11-20"), 1)).isEqualTo(day("2026-11-23"));
    assertThat(plain.after(day("2026-11-20"), 10)).isEqualTo(day("2026-12-04"));
    assertThat(plain.after(day("2026-11-21"), 1)).isEqualTo(day("2026-11-23"));
    WorkingDays autumn =
        new WorkingDays(
            Set.of(day("2026-10-01"), day("2026-10-02"), day("2026-10-05")),
            Set.of(day("2026-10-10")));
    assertThat(autumn.after(day("2026-09-30"), 1)).isEqualTo(day("2026-10-06"));
    assertThat(autumn.after(day("2026-10-09"), 1)).isEqualTo(day("2026-10-10"));
    assertThat(autumn.isWorked(day("2026-10-01"))).isFalse();
  }

  private static SharingSettings settings(int limit, int floor) {
    return new SharingSettings(
        Duration.ZERO,
        limit,
        Map.of(),
        floor,
        3,
        Duration.ofMinutes(1),
        5,
        30,
        10,
        List.of(),
        List.of(),
        30);
  }

  /** By an authority that fetches nothing else, on a day long past. */
  @Test
  void anAuthorityHasALimitADayAndAnUnusualDayIsToldOnce() {
    OrganizationId authority = SampleDepartment.HUMAN_RESOURCES.id();
    Instant at = Instant.parse("2020-02-03T04:05:06Z");
    Volume volume = new Volume(database, audit, settings(4, 2), json);
    UUID subject = UUID.randomUUID();
    for (int i = 0; i < 4; i++) {
      Volume.Taken taken = volume.take(authority, at);
      transactions.executeWithoutResult(_ -> volume.tell(taken, subject, "test"));
    }
    assertThatThrownBy(() -> volume.take(authority, at))
        .isInstanceOfSatisfying(
            Problem.class,
            refused -> assertThat(refused.code()).isEqualTo(SharingProblem.FETCH_LIMIT_REACHED));
    assertThat(
            database
                .sql("select count(*) from audit_entry where subject = ? and act = ?")
                .params(subject, "FETCH_VOLUME_UNUSUAL")
                .query(Integer.class)
                .single())
        .isEqualTo(1);
    // Another day begins anew.
    Volume.Taken next = volume.take(authority, at.plus(Duration.ofDays(1)));
    assertThat(next.day()).isEqualTo(day("2020-02-04"));
    // What did not come about is not counted.
    for (int i = 0; i < 9; i++) {
      volume.giveBack(next);
      next = volume.take(authority, at.plus(Duration.ofDays(1)));
    }
    database
        .sql("delete from sharing_volume where authority = ? and legal_day < '2021-01-01'")
        .param(authority.value())
        .update();
  }

  /** What another city's source says counts while it is heard. */
  @Test
  void aForeignLicenceCoversWhileItsSourceIsHeard() {
    SharingWorld world = SharingWorld.of(context);
    Company company = world.company();
    TestCity housing = TestCity.of(context, SampleDepartment.HOUSING);
    ObjectNode request = LicenceRequests.safety();
    ((ObjectNode) request.get("holder")).put("code", company.uscc());
    ((ObjectNode) request.get("data")).put("uscc", company.uscc());
    TestCity.Reply issued = housing.issue(request);
    assertThat(issued.status()).as(issued.text()).isEqualTo(201);
    byte[] file = housing.read(issued.header("Location") + "/file").body();
    Answer cancelled =
        world.people.post(
            Tokens.of(context).bearer(SampleDepartment.HOUSING.id(), Scope.LICENCE_ACT),
            issued.header("Location") + "/status",
            "{\"act\":\"CANCEL\",\"reasonCode\":\"TEST\",\"reason\":\"示例\"}");
    assertThat(cancelled.status()).as(cancelled.body()).isEqualTo(201);

    UUID source = UUID.randomUUID();
    String code = "source-" + source.toString().substring(0, 8);
    database
        .sql(
            "insert into external_issuer (id, code, name, authority, keeper, stale_after,"
                + " registered_at) values (?, ?, '邻市示例局', ?, ?, 3600, now())")
        .params(source, code, SampleDepartment.HOUSING.id().value(), Tokens.OWN.value())
        .update();
    ObjectNode word =
        json.createObjectNode()
            .put("issuer", code)
            .put("sequence", 1)
            .put("identifier", issued.json().get("identifier").asString())
            .put("file", Base64.getEncoder().encodeToString(file));
    word.set("holder", issued.json().get("holder"));
    word.set("data", request.get("data"));
    Answer taken =
        world.people.post(
            Tokens.of(context).bearer(Tokens.OWN, Scope.EXTERNAL_DELIVER),
            "/v1/external-licences",
            word.toString());
    assertThat(taken.status()).as(taken.body()).isEqualTo(201);

    String path = world.opened(company);
    String consent = SharingWorld.consent(world.show(world.market(), path));
    assertThat(world.decide(company, consent, "AGREE").status()).isEqualTo(200);
    JsonNode covered = world.show(world.housing(), path);
    assertThat(SharingWorld.coverage(covered, "HOUSING_ONLY")).isEqualTo("COVERED ");
    Answer fetched = world.fetch(world.housing(), path, "HOUSING_ONLY", "FIELDS");
    assertThat(fetched.status()).as(fetched.body()).isEqualTo(201);
    assertThat(fetched.json().at("/fields/companyName").asString()).isEqualTo("亮城市示例建筑工程有限公司");
    String receipt = fetched.json().get("id").asString();

    database
        .sql("update external_issuer set heard_at = heard_at - interval '2 hours' where id = ?")
        .param(source)
        .update();
    assertThat(SharingWorld.coverage(world.show(world.housing(), path), "HOUSING_ONLY"))
        .isEqualTo("ISSUER_UNREACHABLE ");
    assertThat(SharingWorld.code(world.fetch(world.housing(), path, "HOUSING_ONLY", "FIELDS")))
        .isEqualTo("503 issuer-unreachable");
    // The source tells that it ended: who fetched it is told.
    ObjectNode ended =
        json.createObjectNode()
            .put("issuer", code)
            .put("sequence", 2)
            .put("identifier", issued.json().get("identifier").asString())
            .put("status", "REVOKED");
    Answer told =
        world.people.post(
            Tokens.of(context).bearer(Tokens.OWN, Scope.EXTERNAL_DELIVER),
            "/v1/external-licences",
            ended.toString());
    assertThat(told.status()).as(told.body()).isBetween(200, 201);
    assertThat(world.show(world.housing(), "/v1/receipts/" + receipt).get("standing").asString())
        .isEqualTo("REVOKED");
    assertThat(SharingWorld.coverage(world.show(world.housing(), path), "HOUSING_ONLY"))
        .startsWith("ENDED ");
  }

  /** A licence that ran out is told of by the hourly look. */
  @Test
  void whatRanOutIsToldOf() {
    SharingWorld world = SharingWorld.of(context);
    Company company = world.company();
    world.issue(company);
    String path = world.opened(company);
    Answer fetched = world.fetch(world.market(), path, "LICENCE", "FIELDS");
    String id = fetched.json().get("id").asString();
    database
        .sql("update sharing_fetch set valid_until = '2020-01-01' where id = ?::uuid")
        .param(id)
        .update();
    notices.runExpiry();
    assertThat(world.show(world.market(), "/v1/receipts/" + id).get("standing").asString())
        .isEqualTo("EXPIRED");
    assertThat(
            database
                .sql("select count(*) from audit_entry where subject = ?::uuid and act = ?")
                .params(id, ChangeNotices.CHANGED)
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  /** Several nodes, several at a time: never more than the limit, and at most 64 a node less. */
  @Test
  void blocksOfSeveralNodesNeverAddUpToMoreThanTheLimit() {
    OrganizationId authority = SampleDepartment.HUMAN_RESOURCES.id();
    Instant at = Instant.parse("2020-03-03T04:05:06Z");
    int limit = 1_000;
    List<Volume> nodes =
        List.of(
            new Volume(database, audit, settings(limit, limit), json),
            new Volume(database, audit, settings(limit, limit), json),
            new Volume(database, audit, settings(limit, limit), json));
    AtomicInteger taken = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 12; i++) {
        Volume node = nodes.get(i % nodes.size());
        threads.execute(() -> {
          try {
            for (; ; ) {
              Volume.Taken _ = node.take(authority, at);
              taken.incrementAndGet();
            }
          } catch (Problem full) {
            assertThat(full.code()).isEqualTo(SharingProblem.FETCH_LIMIT_REACHED);
          }
        });
      }
    }
    // Each spent what it had: nothing is left anywhere.
    assertThat(taken).hasValue(limit);
    // A node that stands still keeps a block from the others, no more.
    Instant next = at.plus(Duration.ofDays(1));
    int spent = 0;
    try {
      for (; ; ) {
        Volume.Taken _ = nodes.get(spent < 600 ? spent % 2 : 0).take(authority, next);
        spent++;
      }
    } catch (Problem full) {
      assertThat(full.code()).isEqualTo(SharingProblem.FETCH_LIMIT_REACHED);
    }
    assertThat(spent).isBetween(limit - 64, limit);
    database
        .sql("delete from sharing_volume where authority = ? and legal_day < '2021-01-01'")
        .param(authority.value())
        .update();
  }
}
