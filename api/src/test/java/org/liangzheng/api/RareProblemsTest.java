package org.liangzheng.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liangzheng.api.seal.SealWorld.code;

import java.time.LocalDate;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.api.identity.TestPeople;
import org.liangzheng.api.identity.TestPeople.Who;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.api.licence.LicenceRequests;
import org.liangzheng.api.schedule.OneNode;
import org.liangzheng.signer.sample.SampleDepartment;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Errors that no other test meets on its way: each made to happen, and told with its code. */
@ApiTest
class RareProblemsTest {
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

  private String officer(Role role) {
    return people.token(people.officer(Tokens.OWN, role), Tokens.OWN);
  }

  private String machine(Scope... scopes) {
    return tokens.bearer(Tokens.OWN, scopes);
  }

  private static String field(Answer answer) {
    assertThat(code(answer)).isEqualTo("400 request-invalid");
    return answer.json().at("/errors/0/pointer").asString()
        + " "
        + answer.json().at("/errors/0/code").asString();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/approvals/{}, SEAL_KEEPER, proposal-unknown",
    "GET, /v1/licence-type-drafts/{}, CATALOGUE_MANAGER, draft-unknown",
    "POST, /v1/clients/{}/disabling, ADMINISTRATOR, client-unknown",
    "POST, /v1/roles/{}/revocation, ADMINISTRATOR, role-unknown",
    "POST, /v1/accounts/{}/disabling, ADMINISTRATOR, account-unknown",
    "GET, /v1/seal-signatures/{}/file, SEAL_KEEPER, seal-use-unknown",
    "GET, /v1/licence-batches/{}, LICENCE_OFFICER, batch-unknown"
  })
  void whatIsNotThereIsToldByItsKind(String method, String path, Role role, String expected) {
    String address = path.replace("{}", UUID.randomUUID().toString());
    Call call = method.equals("GET") ? Call.get(address) : Call.json(method, address, "{}");
    Answer answer = people.send(officer(role), call);
    assertThat(code(answer)).isEqualTo("404 " + expected);
  }

  @Test
  void accountsAreCheckedBeforeTheyAreMade() {
    String administrator = officer(Role.ADMINISTRATOR);
    Who who = people.person();
    String body = "{\"code\":\"%s\",\"name\":\"示例\",\"signInName\":\"%s\"}";
    String twoLines =
        String.format(java.util.Locale.ROOT, body, who.code().value(), "new-" + who.signInName())
            .replace("示例", "示\\n例");
    assertThat(field(people.post(administrator, "/v1/accounts", twoLines)))
        .isEqualTo("/name field-malformed");
    Answer wrong =
        people.post(
            administrator,
            "/v1/accounts",
            String.format(
                java.util.Locale.ROOT, body, "990100197001010000", "new-" + who.signInName()));
    assertThat(field(wrong)).isEqualTo("/code person-code-wrong");
    Answer taken =
        people.post(
            administrator,
            "/v1/accounts",
            String.format(java.util.Locale.ROOT, body, who.code().value(), who.signInName()));
    assertThat(code(taken)).isEqualTo("409 sign-in-name-taken");
  }

  @Test
  void aMandateHasADayToEndWithinItsYears() {
    Who who = people.person();
    Who agent = people.person();
    String token = people.token(who, null);
    LocalDate today = LocalDate.now(java.time.ZoneId.of("Asia/Shanghai"));
    String body =
        "{\"agent\":{\"type\":\"111\",\"code\":\"%s\"},\"scopes\":[\"VIEW\"],"
            + "\"validFrom\":\"%s\",\"validUntil\":\"%s\"}";
    for (LocalDate[] period :
        new LocalDate[][] {
          {today, today.minusDays(1)},
          {today, today.plusYears(200)},
          {today.plusDays(2), today.plusDays(1)},
          // Days that can be written and not be reckoned with, or not be stored.
          {LocalDate.MAX, LocalDate.MAX},
          {LocalDate.of(5_900_000, 1, 1), LocalDate.of(5_900_001, 1, 1)},
          {LocalDate.MIN, today}
        }) {
      Answer answer =
          people.post(
              token,
              "/v1/mandates",
              String.format(
                  java.util.Locale.ROOT, body, agent.code().value(), period[0], period[1]));
      assertThat(field(answer))
          .as(period[0] + " " + period[1])
          .isEqualTo("/validUntil mandate-period-wrong");
    }
  }

  // ---- licences ----

  private Answer issued() {
    Answer issued =
        people.post(
            machine(Scope.LICENCE_ISSUE), "/v1/licences", LicenceRequests.valid().toString());
    assertThat(issued.status()).as(issued.body()).isEqualTo(201);
    return issued;
  }

  private Answer copy(Answer issued) {
    ObjectNode body = JSON.createObjectNode();
    body.put("cause", "示例").put("caseNumber", "示例1号").put("asker", "示例单位");
    body.put("expiry", LocalDate.now(java.time.ZoneId.of("Asia/Shanghai")).toString());
    body.put("useCause", "TEST-1");
    return people.post(
        machine(Scope.LICENCE_COPY),
        issued.header("Location") + "/annotated-copies",
        body.toString());
  }

  /** Nothing of it is an answer for good: the seal back in its place, the same is made. */
  @Test
  void withoutACopySealNoCopyIsMade() {
    Answer issued = issued();
    database.sql("create table copy_kept as select * from seal where kind = 'COPY'").update();
    try {
      database.sql("update seal set state = 'SUSPENDED' where kind = 'COPY'").update();
      assertThat(code(copy(issued))).isEqualTo("409 copy-seal-missing");
      mend();
      database
          .sql(
              "update seal set signer_certificate = (select signer_certificate from seal where"
                  + " authority = ? and kind = 'LICENCE' and state = 'ACTIVE') where kind = 'COPY'")
          .param(SampleDepartment.HOUSING.id().value())
          .update();
      assertThat(code(copy(issued))).isEqualTo("409 copy-seal-not-valid");
    } finally {
      mend();
      database.sql("drop table copy_kept").update();
    }
    assertThat(copy(issued).status()).isEqualTo(201);
  }

  private void mend() {
    database
        .sql(
            "update seal s set state = k.state, signer_certificate = k.signer_certificate"
                + " from copy_kept k where k.id = s.id")
        .update();
  }

  @Test
  void withoutATimestampNothingIsIssued() {
    String request = LicenceRequests.valid().toString();
    byte[] kept =
        database
            .sql("select certificate from timestamp_authority where state = 'ACTIVE'")
            .query(byte[].class)
            .single();
    String token = machine(Scope.LICENCE_ISSUE);
    try {
      database.sql("update timestamp_authority set state = 'RETIRED'").update();
      Answer missing = people.post(token, "/v1/licences", request);
      assertThat(missing.json().get("code").asString()).isEqualTo("timestamp-authority-missing");
      database.sql("update timestamp_authority set state = 'ACTIVE'").update();
      // A certificate that is no timestamp authority's.
      database
          .sql(
              "update timestamp_authority set certificate = (select signer_certificate from seal"
                  + " where authority = ? and kind = 'LICENCE' and state = 'ACTIVE')")
          .param(Tokens.OWN.value())
          .update();
      Answer wrong = people.post(token, "/v1/licences", request);
      assertThat(wrong.json().get("code").asString()).isEqualTo("timestamp-authority-not-valid");
    } finally {
      database
          .sql("update timestamp_authority set state = 'ACTIVE', certificate = ?")
          .param(kept)
          .update();
    }
    assertThat(people.post(token, "/v1/licences", request).status()).isEqualTo(201);
  }

  /** While no checkpoint is signed an issuing waits for its proof; what has no entry has none. */
  @Test
  void aProofIsPendingOrAbsent() {
    AtomicReference<Answer> pending = new AtomicReference<>();
    OneNode oneNode = context.getBean(OneNode.class);
    Awaitility.await()
        .until(() ->
            oneNode.tryRun(
                "audit-checkpoint",
                () ->
                    pending.set(
                        people.get(
                            machine(Scope.LICENCE_READ), issued().header("Location") + "/proof"))));
    assertThat(code(pending.get())).isEqualTo("409 proof-pending");
    Answer issued = issued();
    database
        .sql("update audit_entry set subject = ? where subject = ?::uuid")
        .params(UUID.randomUUID(), issued.json().get("id").asString())
        .update();
    try {
      assertThat(
              code(people.get(machine(Scope.LICENCE_READ), issued.header("Location") + "/proof")))
          .isEqualTo("404 proof-absent");
    } finally {
      // The log goes on being what it was: others read it.
      database
          .sql(
              "update audit_entry set subject = ?::uuid where act = 'LICENCE_ISSUED' and subject"
                  + " not in (select id from licence)")
          .param(issued.json().get("id").asString())
          .update();
    }
  }

  // ---- batches and foreign licences ----

  @Test
  void aDeliverySaysSomethingAboutALicence() {
    String administrator = officer(Role.ADMINISTRATOR);
    String source = "rare-" + UUID.randomUUID().toString().substring(0, 8);
    Answer registered =
        people.post(
            administrator,
            "/v1/external-issuers",
            "{\"code\":\""
                + source
                + "\",\"name\":\"邻市示例局\",\"authority\":\""
                + Tokens.FOREIGN.value()
                + "\"}");
    assertThat(registered.status()).as(registered.body()).isEqualTo(201);
    String token = machine(Scope.EXTERNAL_DELIVER, Scope.LICENCE_READ);
    ObjectNode word = JSON.createObjectNode().put("issuer", source).put("sequence", 1);
    word.put("identifier", "no identifier").put("status", "IN_FORCE");
    assertThat(field(people.post(token, "/v1/external-licences", word.toString())))
        .isEqualTo("/identifier external-identifier-malformed");
    String identifier =
        new org.liangzheng.verifier.format.licence.LicenceId(
                org.liangzheng.testkit.TestLicences.TYPE,
                Tokens.FOREIGN.value(),
                UUID.randomUUID().toString().replace("-", "").toUpperCase(java.util.Locale.ROOT),
                1)
            .text();
    word.put("identifier", identifier).remove("status");
    assertThat(field(people.post(token, "/v1/external-licences", word.toString())))
        .isEqualTo(" external-delivery-empty");
    word.putObject("holder")
        .put("type", "001")
        .put("code", LicenceRequests.company(777_777))
        .put("name", "示例");
    word.putObject("data").put("address", "样例路1号");
    Answer taken = people.post(token, "/v1/external-licences", word.toString());
    assertThat(taken.status()).as(taken.body()).isEqualTo(201);
    Answer file =
        people.send(
            token, Call.get(taken.header("Location") + "/file").with("LZ-Use-Cause", "TEST-1"));
    assertThat(code(file)).isEqualTo("404 external-file-absent");
    assertThat(code(people.post(token, "/v1/external-licences/search", "{}")))
        .isEqualTo("400 external-search-empty");
  }

  @Test
  void oneExportOfTheLogAtATime() throws Exception {
    Semaphore one =
        (Semaphore) ReflectionTestUtils.getField(context.getBean("logExportController"), "one");
    assertThat(one.tryAcquire()).isTrue();
    try {
      Answer busy = people.get(officer(Role.AUDITOR), "/v1/log/export");
      assertThat(busy.json().get("code").asString()).isEqualTo("log-export-busy");
      assertThat(busy.header("Retry-After")).isNotBlank();
    } finally {
      one.release();
    }
  }
}
