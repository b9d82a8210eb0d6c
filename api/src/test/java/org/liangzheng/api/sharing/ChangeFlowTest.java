package org.liangzheng.api.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liangzheng.api.sharing.SharingWorld.code;
import static org.liangzheng.api.sharing.SharingWorld.coverage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.Tokens;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Several licences, ended ones, and who is told of a change. */
@ApiTest
class ChangeFlowTest extends SharingTest {
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
    String version = "{\"act\": \"CHANGE\", \"number\": \"N-" + UUID.randomUUID() + "\"}";
    Answer changed =
        world.people.post(
            Tokens.of(context).bearer(Tokens.OWN, Scope.LICENCE_ISSUE),
            "/v1/licences/" + second + "/versions",
            version);
    assertThat(changed.status()).as(changed.body()).isEqualTo(201);
    assertThat(world.show(world.market(), "/v1/receipts/" + receipt).get("standing").asString())
        .isEqualTo("SUPERSEDED");
    // What replaced it is suspended and resumed: the version that was fetched stays replaced.
    act(second, "SUSPEND");
    act(second, "RESUME");
    assertThat(world.show(world.market(), "/v1/receipts/" + receipt).get("standing").asString())
        .isEqualTo("SUPERSEDED");
    verified(world.bytes(world.market(), "/v1/receipts/" + receipt + "/file"));
  }

  /** Who fetched in an open case gets an event; a closed case is no longer told. */
  @Test
  void whoFetchedInAnOpenCaseIsToldByAnEvent() {
    String licence = world.issue(company);
    String open = world.opened(company);
    String closed = world.opened(company);
    String token = world.market();
    String told = fetched(token, open, "LICENCE", "FIELDS").get("id").asString();
    String untold = fetched(token, closed, "LICENCE", "FIELDS").get("id").asString();
    assertThat(world.people.post(token, closed + "/closing", "").status()).isEqualTo(200);
    act(licence, "REVOKE");
    assertThat(acts(told)).containsExactly("LICENCE_FETCHED", "FETCHED_LICENCE_CHANGED");
    assertThat(acts(untold)).containsExactly("LICENCE_FETCHED");
    assertThat(world.show(token, "/v1/receipts/" + untold).get("standing").asString())
        .isEqualTo("REVOKED");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(events(token))
                .anyMatch(event ->
                    event.path("act").asString("").equals("FETCHED_LICENCE_CHANGED")
                        && event.path("subject").asString("").equals(told)));
  }

  private List<JsonNode> events(String token) {
    List<JsonNode> events = new ArrayList<>();
    long after = -1;
    JsonNode page;
    do {
      page = world.show(token, "/v1/events?limit=1000&after=" + after);
      page.get("events").forEach(event -> events.add(event.get("record")));
      after = page.get("next").asLong();
    } while (page.get("more").asBoolean());
    return events;
  }
}
