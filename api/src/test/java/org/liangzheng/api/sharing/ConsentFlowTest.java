package org.liangzheng.api.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liangzheng.api.sharing.SharingWorld.code;
import static org.liangzheng.api.sharing.SharingWorld.consent;
import static org.liangzheng.api.sharing.SharingWorld.coverage;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestPeople;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.sharing.SharingWorld.Company;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.verifier.format.json.CanonicalJson;
import org.liangzheng.verifier.format.licence.PersonId;
import org.liangzheng.verifier.format.receipt.UsageReceipt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Consent: at home, at the counter, beforehand, by mandate; refused and withdrawn. */
@ApiTest
class ConsentFlowTest extends SharingTest {
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
    // The issuer holds the receipt as well, and nobody else.
    String receiptFile = "/v1/receipts/" + fetch.get("id").asString() + "/file";
    assertThat(verified(world.bytes(world.market(), receiptFile)).receipt().orElseThrow().leaf())
        .isEqualTo(receipt.leaf());
    String police = world.machine(SampleDepartment.PUBLIC_SECURITY.id());
    assertThat(code(world.get(police, receiptFile))).isEqualTo("404 receipt-unknown");
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
    // Only of what was shown.
    assertThat(
            code(
                world.people.post(
                    company.holder(),
                    "/v1/holder/consents/" + consent + "/code",
                    "{\"digest\":\"00\"}")))
        .isEqualTo("409 consent-outdated");
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
    JsonNode list = world.show(company.holder(), "/v1/holder/consents?principal=" + principal);
    assertThat(list.get("standing").size()).isEqualTo(1);
    assertThat(list.get("requests").size()).isEqualTo(3);
  }

  /** Of a minor, who has no account: who has the custody agrees, by the mandate's scope alone. */
  @Test
  void aGuardianAgreesForAChild() {
    String first17 = "99010020200101001";
    String child = first17 + PersonId.checkCharacter(first17);
    TestPeople.Who guardian = world.people.person();
    TestPeople.Who neighbour = world.people.person();
    world.mandate("GUARDIAN", "111", child, guardian, "VIEW", "CONSENT");
    world.mandate("GUARDIAN", "111", child, neighbour, "VIEW");
    Answer opened =
        world.people.post(
            world.market(), "/v1/cases", SharingWorld.openBody(world.matter, "111", child));
    assertThat(opened.status()).as(opened.body()).isEqualTo(201);
    String path = opened.header("Location");
    String decision = "/v1/holder/consents/" + consent(opened.json()) + "/decision";
    String looking = world.people.token(neighbour, null, Scope.CONSENT_OWN);
    assertThat(code(world.people.post(looking, decision, "{\"decision\":\"REFUSE\"}")))
        .isEqualTo("404 consent-unknown");
    String token = world.people.token(guardian, null, Scope.CONSENT_OWN);
    String digest =
        world.show(token, "/v1/holder/consents/" + consent(opened.json())).get("digest").asString();
    String agreed = "{\"decision\":\"AGREE\",\"digest\":\"" + digest + "\"}";
    assertThat(world.people.post(token, decision, agreed).status()).isEqualTo(200);
    assertThat(coverage(world.show(world.market(), path), "OTHER")).isEqualTo("NOT_FOUND ");
    // The log names who decided, not for whom.
    assertThat(acts(consent(opened.json()))).containsExactly("CONSENT_GRANTED");
  }
}
