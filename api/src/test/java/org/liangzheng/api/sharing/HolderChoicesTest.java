package org.liangzheng.api.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liangzheng.api.sharing.SharingWorld.code;
import static org.liangzheng.api.sharing.SharingWorld.consent;

import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.identity.person.Parties;
import org.liangzheng.api.licence.LegalDay;
import org.liangzheng.api.sharing.SharingWorld.Company;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a holder can look at before agreeing, and how long it agrees. */
@ApiTest
class HolderChoicesTest {
  @Autowired private ApplicationContext context;
  private SharingWorld world;
  private Company company;
  private UUID party;

  @BeforeEach
  void aCompany() {
    world = SharingWorld.of(context);
    company = world.company();
    party =
        context.getBean(Parties.class).find(new OrganizationId(company.uscc())).orElseThrow().id();
  }

  @Test
  void aStandingConsentGetsAnotherLastDayWhileItGoesOn() {
    world.issue(company);
    LocalDate today = LegalDay.of(context.getBean(Clock.class).instant());
    ObjectNode body =
        SharingWorld.JSON
            .createObjectNode()
            .put("principal", party.toString())
            .put("matter", world.matter)
            .put("version", 1)
            .put("authority", Tokens.OWN.value())
            .put("validUntil", today.toString());
    Answer stood =
        world.people.post(company.holder(), "/v1/holder/standing-consents", body.toString());
    assertThat(stood.json().get("name").get("en").asString()).isEqualTo("Sample matter");
    String id = stood.json().get("id").asString();
    String path = "/v1/holder/standing-consents/" + id;
    String later = today.plusDays(40).toString();
    assertThat(code(period(company, path, today.plusDays(4_000).toString())))
        .isEqualTo("422 standing-consent-too-long");
    assertThat(code(period(company, path, today.minusDays(1).toString())))
        .isEqualTo("422 standing-consent-too-long");
    assertThat(code(world.people.post(company.holder(), path + "/period", "{}")))
        .isEqualTo("400 request-invalid");
    assertThat(code(period(world.company(), path, later))).isEqualTo("404 consent-unknown");
    assertThat(period(company, path, later).status()).isEqualTo(200);
    JsonNode list =
        world.show(company.holder(), "/v1/holder/consents?principal=" + party.toString());
    assertThat(list.get("standing").get(0).get("validUntil").asString()).isEqualTo(later);
    // Its day is over; and then it is withdrawn.
    JdbcClient database = context.getBean(JdbcClient.class);
    database
        .sql("update sharing_standing_consent set valid_until = ? where id = ?")
        .params(today.minusDays(1), UUID.fromString(id))
        .update();
    assertThat(code(period(company, path, later))).isEqualTo("409 standing-consent-ended");
    assertThat(world.people.post(company.holder(), path + "/withdrawal", "").status())
        .isEqualTo(200);
    assertThat(code(period(company, path, later))).isEqualTo("409 standing-consent-ended");
  }

  private Answer period(Company whose, String path, String day) {
    return world.people.post(whose.holder(), path + "/period", "{\"validUntil\":\"" + day + "\"}");
  }

  @Test
  void beforeAgreeingTheHolderSeesWhatWouldBeHandedOver() {
    String path = world.opened(company);
    String consent = consent(world.show(world.market(), path));
    String preview = "/v1/holder/consents/" + consent + "/preview";
    JsonNode none = world.show(company.holder(), preview).get("materials");
    assertThat(none.get(0).get("state").asString()).isEqualTo("NOT_FOUND");
    assertThat(none.get(0).get("licences").size()).isZero();
    String licence = world.issue(company);
    JsonNode materials = world.show(company.holder(), preview).get("materials");
    assertThat(materials.size()).as("only those that take consent").isEqualTo(2);
    JsonNode one = materials.get(0).get("licences").get(0);
    assertThat(one.get("id").asString()).isEqualTo(licence);
    assertThat(one.get("fields").size()).isEqualTo(2);
    assertThat(one.get("fields").get(0).get("value").asString()).isEqualTo("亮城市示例商贸有限公司");
    assertThat(one.get("files").get(0).asString()).isEqualTo("ORIGINAL");
    assertThat(one.toString()).as("not what is not asked for").doesNotContain(company.uscc());
    // The same as what is then handed over.
    world.decide(company, consent, "AGREE");
    Answer answer = world.fetch(world.market(), path, "OTHER", "FIELDS");
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    JsonNode fetched = answer.json().get("fields");
    one.get("fields")
        .forEach(field ->
            assertThat(fetched.get(field.get("name").asString())).isEqualTo(field.get("value")));
    assertThat(code(world.people.get(world.company().holder(), preview)))
        .isEqualTo("404 consent-unknown");
  }
}
