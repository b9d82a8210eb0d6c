package org.liangzheng.api.licence;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.liangzheng.api.document.SealedFiles;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.licence.TestCity.Reply;
import org.liangzheng.api.trust.StatusKind;
import org.liangzheng.api.trust.Statuses;
import org.liangzheng.api.web.Ids;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A department's client with all rights on its licences, and a register to put things into. */
final class LifeCity {
  private final ApplicationContext context;
  private final SampleDepartment department;
  private final TestCity http;

  private LifeCity(ApplicationContext context, SampleDepartment department) {
    this.context = context;
    this.department = department;
    Tokens tokens = Tokens.of(context);
    this.http =
        new TestCity(
            tokens.base(),
            tokens.bearer(
                department.id(),
                Scope.LICENCE_ISSUE,
                Scope.LICENCE_READ,
                Scope.LICENCE_ACT,
                Scope.LICENCE_COPY,
                Scope.LICENCE_EXPORT,
                Scope.EVENT_READ));
  }

  static LifeCity of(ApplicationContext context) {
    return new LifeCity(context, SampleDepartment.MARKET);
  }

  static LifeCity of(ApplicationContext context, SampleDepartment department) {
    return new LifeCity(context, department);
  }

  TestCity http() {
    return http;
  }

  Reply issued(ObjectNode request) {
    Reply reply = http.issue(request);
    if (reply.status() != 201) {
      throw new AssertionError(reply.text());
    }
    return reply;
  }

  byte[] file(String id) {
    Reply file = http.read("/v1/licences/" + id + "/file");
    if (file.status() != 200) {
      throw new AssertionError(file.text());
    }
    return file.body();
  }

  Reply post(String path, JsonNode body) {
    return post(path, TestCity.key(), body.toString());
  }

  Reply post(String path, String key, String body) {
    return http.send(
        "POST",
        path,
        Map.of("Content-Type", "application/json", "Idempotency-Key", key),
        body.getBytes(StandardCharsets.UTF_8));
  }

  Reply act(String licence, String act) {
    return post("/v1/licences/" + licence + "/status", request(act));
  }

  static ObjectNode request(String act) {
    return LicenceRequests.JSON
        .createObjectNode()
        .put("act", act)
        .put("reasonCode", "TEST-REASON")
        .put("reason", "示例事由");
  }

  Reply version(String licence, ObjectNode body) {
    return post("/v1/licences/" + licence + "/versions", body);
  }

  static ObjectNode change() {
    return LicenceRequests.JSON.createObjectNode().put("act", "CHANGE");
  }

  static ObjectNode renew() {
    return LicenceRequests.JSON.createObjectNode().put("act", "RENEW");
  }

  Reply search(String body) {
    return http.send(
        "POST",
        "/v1/licences/search",
        Map.of("Content-Type", "application/json"),
        body.getBytes(StandardCharsets.UTF_8));
  }

  JdbcClient database() {
    return context.getBean(JdbcClient.class);
  }

  /** As if the process had died after keeping what the act left, and before anybody was told. */
  void forgetAnswer() {
    int rows =
        database()
            .sql(
                "update web_intent set state = 'PERFORMING', answer = null, answered_at = null,"
                    + " lease_until = now() - interval '1 hour' where id ="
                    + " (select id from web_intent order by intent_time desc, id desc limit 1)")
            .update();
    if (rows != 1) {
      throw new AssertionError("no intent");
    }
  }

  /**
   * A licence straight into the register, past the seal: for states that time alone brings.
   *
   * @param number printed on it
   */
  String registered(String uscc, String number, LocalDate from, Optional<LocalDate> until) {
    Ids ids = context.getBean(Ids.class);
    Instant now = context.getBean(Clock.class).instant();
    Allotment allotted = Allotment.make(ids, context.getBean(SecureRandom.class));
    OrganizationId issuer = department.id();
    ObjectNode request = LicenceRequests.valid(uscc, "亮城市示例登记店");
    LicenceFacts facts =
        new LicenceFacts(
            "营业执照",
            number,
            new LicenceId(
                new LicenceTypeCode("11100000MB0143028R001"), issuer.value(), allotted.serial(), 1),
            department.displayName(),
            issuer,
            from,
            "亮城市示例登记店",
            new OrganizationId(uscc),
            from,
            until,
            List.of(issuer),
            Optional.of(context.getBean(Statuses.class).allot(StatusKind.LICENCE)));
    byte[] file = allotted.serial().getBytes(StandardCharsets.US_ASCII);
    context
        .getBean(TransactionTemplate.class)
        .executeWithoutResult(_ -> {
          context.getBean(SealedFiles.class).store(allotted.file(), file, now);
          context
              .getBean(LicenceWriting.class)
              .insert(allotted, facts, 1, request.get("data"), now);
        });
    return allotted.licence().toString();
  }

  /** Asks many at once. */
  static List<Reply> atOnce(int times, IntFunction<Reply> call) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
      List<Future<Reply>> running = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        int number = i;
        running.add(threads.submit(() -> call.apply(number)));
      }
      List<Reply> replies = new ArrayList<>();
      for (Future<Reply> one : running) {
        replies.add(one.get());
      }
      return replies;
    }
  }

  /** What happened to a licence, by the events that have their place. */
  List<String> events(String licence) {
    List<String> acts = new ArrayList<>();
    long after = -1;
    boolean more = true;
    while (more) {
      JsonNode page = http.read("/v1/events?limit=1000&after=" + after).json();
      for (JsonNode event : page.get("events")) {
        if (event.at("/record/subject").asString().equals(licence)) {
          acts.add(event.at("/record/act").asString());
        }
      }
      after = page.get("next").asLong();
      more = page.get("more").asBoolean();
    }
    return acts;
  }

  String listed(String licence) {
    UUID id = UUID.fromString(licence);
    long index =
        context
            .getBean(LicenceRegister.class)
            .find(id)
            .orElseThrow()
            .facts()
            .statusIndex()
            .orElseThrow();
    return listed(index);
  }

  String listed(long index) {
    return database()
        .sql("select act from trust_status where kind = 'LICENCE' and index = ?")
        .param(index)
        .query(String.class)
        .single();
  }
}
