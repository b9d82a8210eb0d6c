package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liangzheng.api.licence.LicenceRequests.data;
import static org.liangzheng.api.licence.LicenceRequests.holder;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.catalogue.TestTypes;
import org.liangzheng.api.licence.TestCity.Reply;
import org.liangzheng.signer.sample.SampleDepartment;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a type says about its licences is held when they are issued. */
@ApiTest
class TypeRulesTest {
  private static final AtomicInteger HOLDERS = new AtomicInteger(8_200_000);

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

  private ObjectNode type(Consumer<ObjectNode> change) {
    return TestTypes.published(context, change);
  }

  private static ObjectNode request(ObjectNode type) {
    return TestTypes.request(type, LicenceRequests.company(HOLDERS.incrementAndGet()), "示例公司");
  }

  private static ObjectNode until(ObjectNode request, LocalDate day) {
    return request.put("validUntil", day.toString());
  }

  @Test
  void anAuthorityThatTheTypeDoesNotNameIssuesNothing() {
    ObjectNode type = type(_ -> {});
    TestCity housing = TestCity.of(context, SampleDepartment.HOUSING);
    ObjectNode request = request(type);
    Reply refused = housing.issue(request);
    assertThat(refused.problem()).isEqualTo("403 authority-not-entitled");
    // Nothing is said of the content, be it right or wrong.
    request.remove("number");
    assertThat(housing.issue(request).problem()).isEqualTo("403 authority-not-entitled");
    ObjectNode shared =
        type(t -> ((ArrayNode) t.get("issuers")).add(SampleDepartment.HOUSING.id().value()));
    assertThat(housing.issue(request(shared)).status()).isEqualTo(201);
  }

  @Test
  void fieldsThatRepeatTheHolderAreTheHolders() {
    ObjectNode request = LicenceRequests.valid();
    data(request).put("name", "另一家公司").put("uscc", LicenceRequests.company(8_299_999));
    Reply refused = city.issue(request);
    assertThat(refused.problem()).isEqualTo("400 request-invalid");
    assertThat(refused.fields())
        .containsExactlyInAnyOrder(
            "/data/name differs-from-holder", "/data/uscc differs-from-holder");
    assertThat(refused.text()).contains("/holder/name").doesNotContain("另一家公司");
    holder(request).remove("name");
    assertThat(city.issue(request).fields())
        .containsExactlyInAnyOrder("/holder/name field-missing", "/data/uscc differs-from-holder");
  }

  @Test
  void aFixedPeriodIsComputedAndHeld() {
    ObjectNode type = type(t -> t.putObject("validity").put("rule", "FIXED").put("period", "P3Y"));
    LocalDate last = today().plusYears(3).minusDays(1);
    assertThat(city.issue(request(type)).json().get("validUntil").asString())
        .isEqualTo(last.toString());
    assertThat(city.issue(until(request(type), last)).status()).isEqualTo(201);
    assertThat(city.issue(until(request(type), last.plusDays(1))).fields())
        .containsExactly("/validUntil period-not-by-rule");
    ObjectNode past = request(type);
    past.put("issueDate", today().minusYears(4).toString());
    assertThat(city.issue(past).fields()).containsExactly("/validUntil period-over");
    // The period ends in a year that the face cannot show.
    ObjectNode late = request(type);
    late.put("validFrom", "9999-01-01");
    assertThat(city.issue(late).fields()).containsExactly("/validFrom field-malformed");
  }

  @Test
  void theLastDayIsGivenOrThereIsNone() {
    ObjectNode given =
        type(t -> t.putObject("validity").put("rule", "UNTIL_GIVEN").put("required", true));
    assertThat(city.issue(request(given)).fields()).containsExactly("/validUntil field-missing");
    assertThat(city.issue(until(request(given), today())).status()).isEqualTo(201);
    ObjectNode open = type(t -> t.putObject("validity").put("rule", "OPEN"));
    assertThat(city.issue(request(open)).json().has("validUntil")).isFalse();
    assertThat(city.issue(until(request(open), today())).fields())
        .containsExactly("/validUntil period-not-by-rule");
  }

  @Test
  void theLastDayStandsInAField() {
    ObjectNode type =
        type(t -> t.putObject("validity").put("rule", "BY_FIELD").put("field", "remark"));
    ObjectNode request = request(type);
    data(request).put("remark", today().plusDays(30).toString());
    assertThat(city.issue(request).json().get("validUntil").asString())
        .isEqualTo(today().plusDays(30).toString());
    data(request).put("remark", "明年");
    assertThat(city.issue(request).fields()).containsExactly("/data/remark field-malformed");
    data(request).put("remark", today().minusDays(1).toString());
    assertThat(city.issue(request).fields()).contains("/validUntil period-over");
  }

  private static ObjectNode again(ObjectNode request) {
    ObjectNode again = request.deepCopy();
    return again.put("number", "示例 2 号");
  }

  private void status(Reply issued, String status) {
    database
        .sql("update licence set status = ? where id = ?")
        .params(status, UUID.fromString(issued.id()))
        .update();
  }

  @Test
  void oneHolderHasOneLicenceOfTheType() {
    ObjectNode type = type(t -> t.put("holding", "ONE"));
    ObjectNode request = request(type);
    Reply first = city.issue(until(request, today().plusDays(10)));
    assertThat(first.status()).as(first.text()).isEqualTo(201);
    ObjectNode second = again(request);
    assertThat(city.issue(second).problem()).isEqualTo("409 licence-held-already");
    // Another holder, and another type, are another matter.
    assertThat(city.issue(request(type)).status()).isEqualTo(201);
    ObjectNode elsewhere = second.deepCopy();
    elsewhere.put("type", type(t -> t.put("holding", "ONE")).get("code").asString());
    assertThat(city.issue(elsewhere).status()).isEqualTo(201);
    // Not on the same days.
    ObjectNode later = again(request);
    later.remove("validUntil");
    later.put("validFrom", today().plusDays(11).toString());
    assertThat(city.issue(later).status()).isEqualTo(201);
    later.put("validFrom", today().plusDays(10).toString());
    assertThat(city.issue(later).problem()).isEqualTo("409 licence-held-already");

    status(first, "SUSPENDED");
    assertThat(city.issue(second).problem()).isEqualTo("409 licence-held-already");
    for (String ended : List.of("REVOKED", "ANNULLED", "CANCELLED")) {
      status(first, ended);
      first = city.issue(second);
      assertThat(first.status()).as(ended).isEqualTo(201);
    }
  }

  @Test
  void aRefusedSecondLicenceLeavesNothing() {
    ObjectNode type = type(t -> t.put("holding", "ONE"));
    ObjectNode request = request(type);
    assertThat(city.issue(request).status()).isEqualTo(201);
    long signatures = count("custody_attempt");
    long files = count("document_file");
    assertThat(city.issue(again(request)).status()).isEqualTo(409);
    assertThat(count("custody_attempt")).isEqualTo(signatures);
    assertThat(count("document_file")).isEqualTo(files);
  }

  private long count(String table) {
    return database.sql("select count(*) from " + table).query(Long.class).single();
  }

  /** All have passed the look before any is written; one may stay. */
  @Test
  void ofManyAtTheSameTimeOneIsIssued() throws Exception {
    ObjectNode type = type(t -> t.put("holding", "ONE"));
    int clients = 6;
    for (int round = 0; round < 3; round++) {
      ObjectNode request = request(type);
      CyclicBarrier start = new CyclicBarrier(clients);
      List<Future<Reply>> replies = new ArrayList<>();
      try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
        for (int i = 0; i < clients; i++) {
          replies.add(
              threads.submit(() -> {
                start.await();
                return city.issue(request);
              }));
        }
      }
      List<String> answers = new ArrayList<>();
      for (Future<Reply> reply : replies) {
        answers.add(reply.get().status() == 201 ? "201" : reply.get().problem());
      }
      assertThat(answers).containsOnlyOnce("201");
      assertThat(answers)
          .filteredOn(a -> !a.equals("201"))
          .containsOnly("409 licence-held-already");
      assertThat(
              database
                  .sql("select count(*) from licence where type = ?")
                  .param(type.get("code").asString())
                  .query(Integer.class)
                  .single())
          .isEqualTo(round + 1);
    }
  }

  @Test
  void ofOtherTypesAHolderHasSeveral() {
    ObjectNode type = type(t -> t.put("holding", "SEVERAL"));
    ObjectNode request = request(type);
    assertThat(city.issue(request).status()).isEqualTo(201);
    assertThat(city.issue(again(request)).status()).isEqualTo(201);
  }
}
