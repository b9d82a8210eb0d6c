package org.liangzheng.api.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liangzheng.api.sharing.SharingWorld.code;
import static org.liangzheng.api.sharing.SharingWorld.consent;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.signer.sample.SampleDepartment;
import tools.jackson.databind.JsonNode;

/** What is not handed out, each with its own code. */
@ApiTest
class RefusalFlowTest extends SharingTest {
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
    verified(world.bytes(world.market(), "/v1/receipts/" + fetch.get("id").asString() + "/file"));
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
    assertThat(code(world.fetch(police, path, "LICENCE", "FIELDS"))).isEqualTo("404 case-unknown");
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
            world.market(), "/v1/cases", SharingWorld.openBody(world.matter, "91990100LC0000000X"));
    assertThat(wrong.body()).contains("/holders/0/code").doesNotContain("91990100LC");
    String nobody = "/v1/receipts/" + UUID.randomUUID();
    assertThat(code(world.get(world.market(), nobody))).isEqualTo("404 receipt-unknown");
    assertThat(code(world.get(company.holder(), "/v1/holder/receipts/" + UUID.randomUUID())))
        .isEqualTo("404 receipt-unknown");
  }

  /** What a node has taken in advance may still be fetched; then the day is over. */
  @Test
  void overTheLimitOfTheDayNothingIsFetched() {
    world.issue(company);
    String path = world.opened(company);
    assertThat(world.decide(company, consent(world.show(world.market(), path)), "AGREE").status())
        .isEqualTo(200);
    String housing = world.housing();
    fetched(housing, path, "OTHER", "FIELDS");
    database
        .sql("update sharing_volume set leased = 20000 where authority = ?")
        .param(SampleDepartment.HOUSING.id().value())
        .update();
    Answer last = world.fetch(housing, path, "OTHER", "FIELDS");
    for (int more = 0; last.status() == 201 && more < 64; more++) {
      last = world.fetch(housing, path, "OTHER", "FIELDS");
    }
    assertThat(code(last)).isEqualTo("429 fetch-limit-reached");
    assertThat(last.header("Retry-After")).isNotBlank();
    database
        .sql("delete from sharing_volume where authority = ?")
        .param(SampleDepartment.HOUSING.id().value())
        .update();
    fetched(housing, path, "OTHER", "FIELDS");
  }
}
