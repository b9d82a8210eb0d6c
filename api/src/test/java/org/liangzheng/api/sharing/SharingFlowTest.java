package org.liangzheng.api.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liangzheng.api.sharing.SharingWorld.code;
import static org.liangzheng.api.sharing.SharingWorld.consent;
import static org.liangzheng.api.sharing.SharingWorld.coverage;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.sharing.SharingWorld.Company;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.check.ReceiptReport;
import org.liangzheng.verifier.check.ReceiptVerifier;
import org.liangzheng.verifier.format.json.CanonicalJson;
import org.liangzheng.verifier.format.pack.PackAge;
import org.liangzheng.verifier.format.receipt.UsageReceipt;
import org.liangzheng.verifier.report.Verdict;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** 免提交 over HTTP: coverage, consent, fetch, receipt, refusals, notices, objections, the meter. */
@ApiTest
class SharingFlowTest {
  @Autowired private ApplicationContext context;
  @Autowired private TrustDirectory trust;
  @Autowired private JdbcClient database;
  private SharingWorld world;
  private Company company;

  @BeforeEach
  void open() {
    world = SharingWorld.of(context);
    company = world.company();
  }

  private JsonNode fetched(String token, String path, String material, String form) {
    Answer answer = world.fetch(token, path, material, form);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.json();
  }

  private ReceiptReport verified(byte[] receipt) {
    Evidence evidence = Evidence.of(trust.newest().pack(), PackAge.DEFAULT_LIMIT);
    ReceiptReport report = ReceiptVerifier.verify(receipt, evidence, Instant.now());
    assertThat(report.fault()).isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.VALID);
    return report;
  }

  /** As anybody may ask the service. */
  private String judged(byte[] receipt) {
    JsonNode answer =
        world
            .market
            .send(
                "POST",
                "/v1/verifications",
                java.util.Map.of("Content-Type", UsageReceipt.MEDIA_TYPE),
                receipt)
            .json();
    return answer.get("verdict").asString()
        + " "
        + answer.path("reason").asString("")
        + " "
        + answer.get("log").asString();
  }

  private List<String> acts(String subject) {
    return database
        .sql("select act from audit_entry where subject = ?::uuid order by drawn")
        .param(subject)
        .query(String.class)
        .list();
  }

  @Test
  void aMaterialByStatuteIsFetchedWithAReceiptThatProvesItOffline() throws Exception {
    String licence = world.issue(company);
    Answer opened = world.open(world.market(), company);
    assertThat(opened.status()).as(opened.body()).isEqualTo(201);
    assertThat(coverage(opened.json(), "LICENCE")).isEqualTo("COVERED ");
    assertThat(coverage(opened.json(), "OTHER")).isEqualTo("ASK_HOLDER ");
    assertThat(opened.json().at("/materials/0/choices/0/licences/0/id").asString())
        .isEqualTo(licence);
    String path = opened.header("Location");

    JsonNode fetch = fetched(world.market(), path, "LICENCE", "FIELDS");
    assertThat(fetch.get("fields").propertyNames()).containsExactlyInAnyOrder("name", "uscc");
    assertThat(fetch.at("/fields/uscc").asString()).isEqualTo(company.uscc());
    byte[] inAnswer = CanonicalJson.write(fetch.get("receipt"));
    UsageReceipt receipt = verified(inAnswer).receipt().orElseThrow();
    assertThat(receipt.facts().isAbout(CanonicalJson.write(fetch.get("fields")))).isTrue();
    assertThat(receipt.facts().asking().caseNumber()).isEqualTo("例〔2026〕7号");
    assertThat(receipt.facts().asking().consent()).isEmpty();
    assertThat(receipt.facts().licence().id()).hasToString(licence);

    String id = fetch.get("id").asString();
    assertThat(acts(id)).containsExactly("LICENCE_FETCHED");
    // Asker, issuer and holder hold it; the log's proof comes a moment later.
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            world.show(world.market(), "/v1/receipts/" + id).get("log").asString()
                .equals("INCLUDED"));
    byte[] logged = world.bytes(world.market(), "/v1/receipts/" + id + "/file");
    assertThat(verified(logged).logged()).isTrue();
    assertThat(world.bytes(company.holder(), "/v1/holder/receipts/" + id)).isEqualTo(logged);

    assertThat(judged(logged)).isEqualTo("VALID  INCLUDED");
    assertThat(
            judged(
                new String(logged, StandardCharsets.UTF_8)
                    .replace("\"place\":0", "\"place\":1")
                    .replaceFirst("\"leaf\":\"ey", "\"leaf\":\"eY")
                    .getBytes(StandardCharsets.UTF_8)))
        .startsWith("UNREADABLE RECEIPT_MALFORMED");

    JsonNode answer = fetched(world.market(), path, "LICENCE", "ANSWER");
    assertThat(answer.at("/answers/SELLS_WHOLESALE").asBoolean()).isTrue();
    assertThat(answer.at("/answers/TEN_YEARS").asBoolean()).isFalse();
    assertThat(answer.has("fields")).isFalse();
    assertThat(
            verified(CanonicalJson.write(answer.get("receipt")))
                .receipt()
                .orElseThrow()
                .facts()
                .given()
                .answers())
        .containsEntry("SELLS_WHOLESALE", true)
        .containsEntry("TEN_YEARS", false);

    JsonNode copy = fetched(world.market(), path, "LICENCE", "COPY");
    byte[] file = world.bytes(world.market(), copy.at("/file/href").asString());
    assertThat(
            verified(CanonicalJson.write(copy.get("receipt")))
                .receipt()
                .orElseThrow()
                .facts()
                .isAbout(file))
        .isTrue();
    // The holder sees each use, though nobody asked for consent.
    JsonNode cases =
        world.show(
            company.holder(), "/v1/holder/cases?principal=" + party(company));
    assertThat(cases.at("/cases/0/uses").size()).isEqualTo(3);
    assertThat(cases.at("/cases/0/request/purpose/zh").asString()).isEqualTo("示例用途");
    assertThat(
            database
                .sql("select count(*) from holder_usage where licence = ?::uuid and cause = ?")
                .params(licence, world.matter)
                .query(Integer.class)
                .single())
        .isEqualTo(3);
  }

  private String party(Company one) {
    return database
        .sql("select p.party::text from sharing_case_party p join sharing_case c on c.id = p.case_id"
            + " where c.matter = ? order by c.opened_at desc limit 1")
        .param(world.matter)
        .query(String.class)
        .single();
  }

  @Test
  void consentAtHomeIsAskedOnceForAllDepartmentsAndCanBeWithdrawn() {
    world.issue(company);
    String path = world.opened(company);
    JsonNode before = world.show(world.market(), path);
    String consent = consent(before);
    assertThat(before.get("consents").size()).isEqualTo(1);
    // Nothing but that the holder has to be asked, whatever there is.
    assertThat(coverage(before, "OTHER")).isEqualTo("ASK_HOLDER ");
    assertThat(coverage(before, "HOUSING_ONLY")).isEqualTo("ASK_HOLDER ");
    assertThat(before.at("/materials/1").has("choices")).isFalse();
    assertThat(code(world.fetch(world.market(), path, "OTHER", "FIELDS")))
        .isEqualTo("403 consent-missing");

    JsonNode request = world.request(company, consent);
    assertThat(request.at("/request/materials").size()).isEqualTo(2);
    assertThat(request.toString()).contains("名称", "示例用途").doesNotContain(company.uscc());
    assertThat(
            code(
                world.people.post(
                    company.holder(),
                    "/v1/holder/consents/" + consent + "/decision",
                    "{\"decision\":\"AGREE\",\"digest\":\"00\"}")))
        .isEqualTo("409 consent-outdated");
    assertThat(world.decide(company, consent, "AGREE").status()).isEqualTo(200);
    assertThat(code(world.decide(company, consent, "REFUSE"))).isEqualTo("409 consent-decided");

    JsonNode after = world.show(world.housing(), path);
    assertThat(coverage(after, "OTHER")).isEqualTo("COVERED ");
    assertThat(coverage(after, "HOUSING_ONLY")).isEqualTo("NOT_FOUND ");
    JsonNode fetch = fetched(world.housing(), path, "OTHER", "ORIGINAL");
    String file = fetch.at("/file/href").asString();
    assertThat(world.bytes(world.housing(), file)).isNotEmpty();
    UsageReceipt receipt =
        verified(CanonicalJson.write(fetch.get("receipt"))).receipt().orElseThrow();
    assertThat(receipt.facts().asking().consent()).contains(UUID.fromString(consent));
    assertThat(receipt.facts().asking().asker()).isEqualTo(SampleDepartment.HOUSING.id());
    // Of another authority, though of the same case.
    assertThat(code(world.get(world.market(), file))).isEqualTo("404 fetch-unknown");

    assertThat(world.decide(company, consent, "WITHDRAW").status()).isEqualTo(200);
    assertThat(code(world.fetch(world.housing(), path, "OTHER", "FIELDS")))
        .isEqualTo("403 consent-withdrawn");
    assertThat(code(world.get(world.housing(), file))).isEqualTo("403 consent-withdrawn");
    assertThat(coverage(world.show(world.housing(), path), "OTHER")).isEqualTo("ASK_HOLDER ");
    assertThat(world.decide(company, consent, "AGREE").status()).isEqualTo(200);
    assertThat(world.bytes(world.housing(), file)).isNotEmpty();
    assertThat(acts(consent))
        .containsExactly("CONSENT_GRANTED", "CONSENT_WITHDRAWN", "CONSENT_GRANTED");
  }

  @Test
  void whoRefusesIsNotAskedAround() {
    world.issue(company);
    String path = world.opened(company);
    String consent = consent(world.show(world.market(), path));
    assertThat(world.decide(company, consent, "REFUSE").status()).isEqualTo(200);
    assertThat(code(world.fetch(world.market(), path, "OTHER", "FIELDS")))
        .isEqualTo("403 consent-refused");
    // Others see neither the request nor its code.
    Company stranger = world.company();
    assertThat(code(world.get(stranger.holder(), "/v1/holder/consents/" + consent)))
        .isEqualTo("404 consent-unknown");
    assertThat(
            code(
                world.people.post(
                    stranger.holder(),
                    "/v1/holder/consents/" + consent + "/code",
                    "{\"digest\":\"00\"}")))
        .isEqualTo("404 consent-unknown");
  }

  @Test
  void atTheCounterACodeStandsForTheHolder() {
    world.issue(company);
    String path = world.opened(company);
    String consent = consent(world.show(world.market(), path));
    String digest = world.request(company, consent).get("digest").asString();
    Answer made =
        world.people.post(
            company.holder(),
            "/v1/holder/consents/" + consent + "/code",
            "{\"digest\":\"" + digest + "\"}");
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    String shown = made.json().get("code").asString();
    assertThat(shown).matches("[0-9]{8}");
    // A code is of one case only.
    String other = world.opened(world.company());
    assertThat(code(redeem(other, shown))).isEqualTo("403 consent-code-wrong");
    assertThat(code(redeem(path, shown.equals("00000000") ? "1" : "00000000")))
        .isEqualTo("403 consent-code-wrong");
    assertThat(redeem(path, shown).status()).isEqualTo(200);
    assertThat(world.fetch(world.market(), path, "OTHER", "FIELDS").status()).isEqualTo(201);
    assertThat(code(redeem(path, shown))).isEqualTo("403 consent-code-wrong");
    assertThat(world.request(company, consent).get("means").asString()).isEqualTo("CODE");
  }

  @Test
  void wrongCodesSpoilTheRightOne() {
    String path = world.opened(company);
    String consent = consent(world.show(world.market(), path));
    String digest = world.request(company, consent).get("digest").asString();
    String shown =
        world
            .people
            .post(
                company.holder(),
                "/v1/holder/consents/" + consent + "/code",
                "{\"digest\":\"" + digest + "\"}")
            .json()
            .get("code")
            .asString();
    for (int i = 0; i < 5; i++) {
      assertThat(redeem(path, "x" + i).status()).isEqualTo(403);
    }
    assertThat(code(redeem(path, shown))).isEqualTo("403 consent-code-wrong");
    assertThat(world.request(company, consent).get("state").asString()).isEqualTo("PENDING");
  }

  private Answer redeem(String path, String code) {
    return world.people.post(
        world.market(), path + "/consent-codes", "{\"code\":\"" + code + "\"}");
  }

  @Test
  void aStandingConsentOpensTheNextCasesUntilItIsWithdrawn() {
    world.issue(company);
    String first = world.opened(company);
    String principal = party(company);
    String day = java.time.LocalDate.now(java.time.ZoneOffset.UTC).plusDays(30).toString();
    ObjectNode body =
        SharingWorld.JSON
            .createObjectNode()
            .put("principal", principal)
            .put("matter", world.matter)
            .put("version", 1)
            .put("authority", Tokens.OWN.value())
            .put("validUntil", day);
    Answer stood =
        world.people.post(company.holder(), "/v1/holder/standing-consents", body.toString());
    assertThat(stood.status()).as(stood.body()).isEqualTo(201);
    // What was asked before is still asked.
    assertThat(coverage(world.show(world.market(), first), "OTHER")).isEqualTo("ASK_HOLDER ");
    String next = world.opened(company);
    assertThat(coverage(world.show(world.market(), next), "OTHER")).isEqualTo("COVERED ");
    assertThat(world.fetch(world.market(), next, "OTHER", "FIELDS").status()).isEqualTo(201);
    // For this authority alone.
    Answer elsewhere = world.open(world.housing(), company);
    assertThat(coverage(elsewhere.json(), "OTHER")).isEqualTo("ASK_HOLDER ");

    String standing =
        "/v1/holder/standing-consents/" + stood.json().get("id").asString() + "/withdrawal";
    assertThat(code(world.people.post(world.company().holder(), standing, "")))
        .isEqualTo("404 consent-unknown");
    assertThat(world.people.post(company.holder(), standing, "").status()).isEqualTo(200);
    assertThat(code(world.fetch(world.market(), next, "OTHER", "FIELDS")))
        .isEqualTo("403 consent-withdrawn");
    assertThat(code(world.people.post(company.holder(), standing, "")))
        .isEqualTo("409 consent-decided");
    body.put("validUntil", "2031-01-01");
    assertThat(
            code(
                world.people.post(
                    company.holder(), "/v1/holder/standing-consents", body.toString())))
        .isEqualTo("422 standing-consent-too-long");
    body.put("validUntil", day).put("version", 2);
    assertThat(
            code(
                world.people.post(
                    company.holder(), "/v1/holder/standing-consents", body.toString())))
        .isEqualTo("409 consent-outdated");
    JsonNode list =
        world.show(company.holder(), "/v1/holder/consents?principal=" + principal);
    assertThat(list.get("standing").size()).isEqualTo(1);
    assertThat(list.get("requests").size()).isEqualTo(3);
  }

  @Test
  void closingEndsEveryGrant() {
    world.issue(company);
    String path = world.opened(company);
    String consent = consent(world.show(world.market(), path));
    world.decide(company, consent, "AGREE");
    JsonNode fetch = fetched(world.market(), path, "OTHER", "ORIGINAL");
    assertThat(code(world.people.post(world.housing(), path + "/closing", "")))
        .isEqualTo("403 case-matter-not-yours");
    assertThat(world.people.post(world.market(), path + "/closing", "").status()).isEqualTo(200);
    assertThat(code(world.people.post(world.market(), path + "/closing", "")))
        .isEqualTo("409 case-closed");
    assertThat(code(world.fetch(world.market(), path, "LICENCE", "FIELDS")))
        .isEqualTo("409 case-closed");
    assertThat(code(world.get(world.market(), fetch.at("/file/href").asString())))
        .isEqualTo("409 case-closed");
    assertThat(code(world.decide(company, consent, "WITHDRAW"))).isEqualTo("409 consent-decided");
    assertThat(world.request(company, consent).get("state").asString()).isEqualTo("ENDED");
    // The receipt outlives the case.
    verified(
        world.bytes(
            world.market(), "/v1/receipts/" + fetch.get("id").asString() + "/file"));
  }

  @Test
  void whatIsOutsideIsRefusedWithItsOwnCode() {
    String path = world.opened(company);
    assertThat(code(world.fetch(world.market(), path, "NOTHING", "FIELDS")))
        .isEqualTo("422 material-outside-matter");
    assertThat(code(world.fetch(world.housing(), path, "LICENCE", "FIELDS")))
        .isEqualTo("403 fetch-not-for-you");
    assertThat(code(world.fetch(world.market(), path, "LICENCE", "ORIGINAL")))
        .isEqualTo("422 fetch-form-not-allowed");
    assertThat(code(world.fetch(world.market(), path, "LICENCE", "FIELDS")))
        .isEqualTo("404 material-not-found");
    assertThat(world.fetch(world.market(), path, "LICENCE", "PAPER").status()).isEqualTo(400);
    String police = world.machine(SampleDepartment.PUBLIC_SECURITY.id());
    assertThat(code(world.fetch(police, path, "LICENCE", "FIELDS")))
        .isEqualTo("404 case-unknown");
    assertThat(code(world.get(police, path))).isEqualTo("404 case-unknown");
    assertThat(code(world.open(police, company))).isEqualTo("403 case-matter-not-yours");
    assertThat(
            code(
                world.people.post(
                    world.market(),
                    "/v1/cases",
                    SharingWorld.openBody("NO_SUCH_MATTER", company.uscc()))))
        .isEqualTo("422 case-matter-unknown");
    assertThat(
            code(
                world.people.post(
                    world.market(),
                    "/v1/cases",
                    "{\"matter\":\"" + world.matter + "\",\"caseNumber\":\"1\",\"holders\":[]}")))
        .isEqualTo("422 case-parties-wrong");
    Answer wrong =
        world.people.post(
            world.market(),
            "/v1/cases",
            SharingWorld.openBody(world.matter, "91990100LC0000000X"));
    assertThat(wrong.body()).contains("/holders/0/code").doesNotContain("91990100LC");
    String nobody = "/v1/receipts/" + UUID.randomUUID();
    assertThat(code(world.get(world.market(), nobody))).isEqualTo("404 receipt-unknown");
    assertThat(code(world.get(company.holder(), "/v1/holder/receipts/" + UUID.randomUUID())))
        .isEqualTo("404 receipt-unknown");
  }

  @Test
  void severalLicencesAreChosenFromAndEndedOnesSayWhy() {
    String first = world.issue(company);
    final String second = world.issue(company);
    String path = world.opened(company);
    assertThat(coverage(world.show(world.market(), path), "LICENCE")).isEqualTo("SEVERAL ");
    assertThat(code(world.fetch(world.market(), path, "LICENCE", "FIELDS")))
        .isEqualTo("409 licence-choice-needed");
    ObjectNode body =
        SharingWorld.JSON
            .createObjectNode()
            .put("material", "LICENCE")
            .put("form", "FIELDS")
            .put("licence", UUID.randomUUID().toString());
    assertThat(code(world.people.post(world.market(), path + "/fetches", body.toString())))
        .isEqualTo("422 licence-not-offered");
    body.put("licence", second);
    Answer chosen = world.people.post(world.market(), path + "/fetches", body.toString());
    assertThat(chosen.status()).as(chosen.body()).isEqualTo(201);
    assertThat(chosen.json().get("licence").asString()).isEqualTo(second);

    act(first, "CANCEL");
    assertThat(coverage(world.show(world.market(), path), "LICENCE")).isEqualTo("COVERED ");
    act(second, "SUSPEND");
    String covered = coverage(world.show(world.market(), path), "LICENCE");
    assertThat(covered).isIn("ENDED SUSPENDED", "ENDED CANCELLED");
    assertThat(code(world.fetch(world.market(), path, "LICENCE", "FIELDS")))
        .isEqualTo("409 material-ended");
    // Who fetched it is told, and the receipt says so.
    String receipt = chosen.json().get("id").asString();
    assertThat(world.show(world.market(), "/v1/receipts/" + receipt).get("standing").asString())
        .isEqualTo("SUSPENDED");
    assertThat(acts(receipt)).containsExactly("LICENCE_FETCHED", "FETCHED_LICENCE_CHANGED");
    act(second, "RESUME");
    assertThat(world.show(world.market(), "/v1/receipts/" + receipt).get("standing").asString())
        .isEqualTo("CURRENT");
    String version =
        "{\"act\": \"CHANGE\", \"number\": \"N-" + UUID.randomUUID() + "\"}";
    Answer changed =
        world.people.post(
            Tokens.of(context).bearer(Tokens.OWN, Scope.LICENCE_ISSUE),
            "/v1/licences/" + second + "/versions",
            version);
    assertThat(changed.status()).as(changed.body()).isEqualTo(201);
    assertThat(world.show(world.market(), "/v1/receipts/" + receipt).get("standing").asString())
        .isEqualTo("SUPERSEDED");
    verified(world.bytes(world.market(), "/v1/receipts/" + receipt + "/file"));
  }

  private void act(String licence, String act) {
    Answer done =
        world.people.post(
            Tokens.of(context).bearer(Tokens.OWN, Scope.LICENCE_ACT),
            "/v1/licences/" + licence + "/status",
            "{\"act\":\"" + act + "\",\"reasonCode\":\"TEST\",\"reason\":\"示例\"}");
    assertThat(done.status()).as(done.body()).isEqualTo(201);
  }

  @Test
  void anObjectionPausesUntilItIsAnswered() {
    world.issue(company);
    String path = world.opened(company);
    JsonNode fetch = fetched(world.market(), path, "LICENCE", "FIELDS");
    String id = fetch.get("id").asString();
    String body = "{\"fetch\":\"" + id + "\",\"text\":\"我没有申请过\",\"pause\":true}";
    assertThat(
            code(
                world.people.post(
                    world.company().holder(), "/v1/holder/objections", body)))
        .isEqualTo("404 fetch-unknown");
    Answer objected = world.people.post(company.holder(), "/v1/holder/objections", body);
    assertThat(objected.status()).as(objected.body()).isEqualTo(201);
    assertThat(objected.json().get("dueOn").asString()).isNotBlank();
    assertThat(code(world.people.post(company.holder(), "/v1/holder/objections", body)))
        .isEqualTo("409 objection-made-already");
    assertThat(code(world.fetch(world.market(), path, "LICENCE", "FIELDS")))
        .isEqualTo("403 fetch-paused");

    String officer =
        world.people.token(
            world.people.officer(
                Tokens.OWN, org.liangzheng.api.identity.person.Role.LICENCE_OFFICER),
            Tokens.OWN,
            Scope.OBJECTION_ANSWER);
    JsonNode waiting = world.show(officer, "/v1/objections");
    assertThat(waiting.toString()).contains("我没有申请过");
    String objection = objected.json().get("id").asString();
    String reply = "{\"outcome\":\"REJECTED\",\"text\":\"有申请书为证\"}";
    String stranger =
        world.people.token(
            world.people.officer(
                Tokens.FOREIGN, org.liangzheng.api.identity.person.Role.LICENCE_OFFICER),
            Tokens.FOREIGN,
            Scope.OBJECTION_ANSWER);
    String answer = "/v1/objections/" + objection + "/answer";
    assertThat(code(world.people.post(stranger, answer, reply)))
        .isEqualTo("404 objection-unknown");
    assertThat(world.people.post(officer, answer, reply).status()).isEqualTo(200);
    assertThat(code(world.people.post(officer, answer, reply)))
        .isEqualTo("409 objection-answered");
    JsonNode own =
        world.show(company.holder(), "/v1/holder/objections?principal=" + party(company));
    assertThat(own.at("/objections/0/answer").asString()).isEqualTo("有申请书为证");
    assertThat(own.at("/objections/0/state").asString()).isEqualTo("REJECTED");
    assertThat(world.fetch(world.market(), path, "LICENCE", "FIELDS").status()).isEqualTo(201);
    assertThat(acts(objection)).containsExactly("OBJECTION_MADE", "OBJECTION_REJECTED");
  }

  @Test
  void theMeterCounts() {
    world.issue(company);
    String path = world.opened(company);
    world.opened(world.company());
    fetched(world.market(), path, "LICENCE", "FIELDS");
    fetched(world.market(), path, "LICENCE", "ANSWER");
    assertThat(world.fetch(world.market(), path, "OTHER", "FIELDS").status()).isEqualTo(403);
    assertThat(
            world
                .people
                .post(
                    world.market(),
                    path + "/paper",
                    "{\"material\":\"OTHER\",\"reason\":\"HOLDER_ABSENT\"}")
                .status())
        .isEqualTo(200);
    assertThat(
            code(
                world.people.post(
                    world.market(), path + "/paper", "{\"material\":\"X\",\"reason\":\"AB\"}")))
        .isEqualTo("422 material-outside-matter");
    JsonNode licence = null;
    JsonNode other = null;
    for (JsonNode line : world.show(world.market(), "/v1/sharing-meter").get("lines")) {
      if (line.get("matter").asString().equals(world.matter)) {
        if (line.get("material").asString().equals("LICENCE")) {
          licence = line;
        } else if (line.get("material").asString().equals("OTHER")) {
          other = line;
        }
      }
    }
    assertThat(licence).isNotNull();
    assertThat(other).isNotNull();
    assertThat(licence.get("asked").asInt()).isEqualTo(2);
    assertThat(licence.get("covered").asInt()).isEqualTo(1);
    assertThat(licence.get("fetched").asInt()).isEqualTo(1);
    assertThat(licence.get("medianSeconds").asDouble()).isGreaterThanOrEqualTo(-1);
    assertThat(other.at("/refused/consent-missing").asInt()).isEqualTo(1);
    assertThat(other.get("paper").asInt()).isEqualTo(1);
    assertThat(other.at("/paperReasons/HOLDER_ABSENT").asInt()).isEqualTo(1);
    assertThat(world.get(world.market(), "/v1/sharing-meter?from=x").status()).isEqualTo(400);
    // Others see their own cases only.
    assertThat(world.show(world.housing(), "/v1/sharing-meter").toString())
        .doesNotContain(world.matter);
  }

  /** Many fetches at once share signatures, and each has a receipt of its own. */
  @Test
  void fetchesOfOneMomentShareASignature() throws Exception {
    world.issue(company);
    String path = world.opened(company);
    String token = world.market();
    ConcurrentLinkedQueue<JsonNode> receipts = new ConcurrentLinkedQueue<>();
    CountDownLatch ready = new CountDownLatch(12);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      threads.add(
          Thread.ofVirtual().start(() -> {
            ready.countDown();
            try {
              ready.await();
            } catch (InterruptedException stopped) {
              throw new IllegalStateException(stopped);
            }
            receipts.add(fetched(token, path, "LICENCE", "FIELDS").get("receipt"));
          }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(receipts).hasSize(12);
    Set<String> ids = new HashSet<>();
    for (JsonNode receipt : receipts) {
      byte[] bytes = CanonicalJson.write(receipt);
      ids.add(verified(bytes).receipt().orElseThrow().facts().id().toString());
    }
    assertThat(ids).hasSize(12);
  }

  /** A repetition is the same fetch, byte for byte. */
  @Test
  void aRepeatedFetchIsOneFetch() {
    world.issue(company);
    String path = world.opened(company);
    String key = UUID.randomUUID().toString();
    String token = world.market();
    var call =
        org.liangzheng.api.identity.TestHttp.Call.json(
                "POST", path + "/fetches", "{\"material\":\"LICENCE\",\"form\":\"FIELDS\"}")
            .with("Authorization", "Bearer " + token)
            .with("Idempotency-Key", key);
    Answer once = org.liangzheng.api.identity.TestHttp.send(world.people.base(), call);
    Answer again = org.liangzheng.api.identity.TestHttp.send(world.people.base(), call);
    assertThat(once.status()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(once.body());
    assertThat(
            database
                .sql("select count(*) from sharing_fetch where case_id = ?")
                .param(world.id(path))
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  /** Neither numbers nor codes nor receipts stand in the open. */
  @Test
  void nothingOfACaseStandsInTheOpen() {
    world.issue(company);
    String path = world.opened(company);
    fetched(world.market(), path, "LICENCE", "FIELDS");
    for (String table :
        List.of("sharing_case", "sharing_fetch", "sharing_consent", "sharing_case_party")) {
      String all =
          database
              .sql("select coalesce(string_agg(t::text, ' '), '') from " + table + " t")
              .query(String.class)
              .single();
      assertThat(all)
          .doesNotContain(company.uscc())
          .doesNotContain("例〔2026〕7号")
          .doesNotContain(
              java.util.HexFormat.of()
                  .formatHex("例〔2026〕7号".getBytes(StandardCharsets.UTF_8)));
    }
  }
}
