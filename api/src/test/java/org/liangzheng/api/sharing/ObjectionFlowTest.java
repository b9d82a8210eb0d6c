package org.liangzheng.api.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liangzheng.api.sharing.SharingWorld.code;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.Tokens;
import tools.jackson.databind.JsonNode;

/** Objections, and how a holder comes from a use to them. */
@ApiTest
class ObjectionFlowTest extends SharingTest {
  @Test
  void anObjectionPausesUntilItIsAnswered() {
    world.issue(company);
    String path = world.opened(company);
    JsonNode fetch = fetched(world.market(), path, "LICENCE", "FIELDS");
    String id = fetch.get("id").asString();
    String body = "{\"fetch\":\"" + id + "\",\"text\":\"我没有申请过\",\"pause\":true}";
    assertThat(code(world.people.post(world.company().holder(), "/v1/holder/objections", body)))
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
    assertThat(code(world.people.post(stranger, answer, reply))).isEqualTo("404 objection-unknown");
    assertThat(world.people.post(officer, answer, reply).status()).isEqualTo(200);
    assertThat(code(world.people.post(officer, answer, reply))).isEqualTo("409 objection-answered");
    JsonNode own =
        world.show(company.holder(), "/v1/holder/objections?principal=" + party(company));
    assertThat(own.at("/objections/0/answer").asString()).isEqualTo("有申请书为证");
    assertThat(own.at("/objections/0/state").asString()).isEqualTo("REJECTED");
    assertThat(world.fetch(world.market(), path, "LICENCE", "FIELDS").status()).isEqualTo(201);
    assertThat(acts(objection)).containsExactly("OBJECTION_MADE", "OBJECTION_REJECTED");
  }

  /** One id: of the use's line, of the receipt, of the log's entry, of what an objection names. */
  @Test
  void theLineOfAUseLeadsToItsReceiptAndItsObjection() {
    world.issue(company);
    String path = world.opened(company);
    List<String> fetches = new ArrayList<>();
    for (String form : List.of("FIELDS", "ANSWER", "COPY")) {
      fetches.add(fetched(world.market(), path, "LICENCE", form).get("id").asString());
    }
    String uses = "/v1/holder/uses?of=" + company.mandate();
    List<String> receipts = new ArrayList<>();
    for (JsonNode use : world.show(company.holder(), uses).get("items")) {
      assertThat(use.has("objection")).isFalse();
      receipts.add(use.get("receipt").asString());
    }
    // Of the same moment: in no order of their own.
    assertThat(receipts).containsExactlyInAnyOrderElementsOf(fetches);
    for (String receipt : receipts) {
      assertThat(
              verified(world.bytes(company.holder(), "/v1/holder/receipts/" + receipt))
                  .receipt()
                  .orElseThrow()
                  .facts()
                  .id())
          .hasToString(receipt);
    }
    String second = fetches.get(1);
    Answer objected =
        world.people.post(
            company.holder(), "/v1/holder/objections", "{\"fetch\":\"" + second + "\"}");
    assertThat(objected.status()).as(objected.body()).isEqualTo(201);
    for (JsonNode use : world.show(company.holder(), uses).get("items")) {
      assertThat(use.path("objection").asString(""))
          .isEqualTo(
              use.get("receipt").asString().equals(second)
                  ? objected.json().get("id").asString()
                  : "");
    }
    // Ten working days from the day after, the whole of the last one.
    LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    LocalDate due = LocalDate.parse(objected.json().get("dueOn").asString());
    assertThat(
            today
                .plusDays(1)
                .datesUntil(due.plusDays(1))
                .filter(day -> day.getDayOfWeek().getValue() <= 5)
                .count())
        .isEqualTo(10);
    assertThat(objected.json().get("overdue").asBoolean()).isFalse();
    database
        .sql("update sharing_objection set due_on = ? where fetch_id = ?::uuid")
        .params(today.minusDays(1), second)
        .update();
    assertThat(
            world
                .show(company.holder(), "/v1/holder/objections?principal=" + party(company))
                .at("/objections/0/overdue")
                .asBoolean())
        .isTrue();
  }
}
