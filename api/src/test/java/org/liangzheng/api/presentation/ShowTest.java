package org.liangzheng.api.presentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestPoint;
import org.liangzheng.api.presentation.point.PlaceKind;
import org.liangzheng.api.trust.TrustDirectory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * A holder, two points, and what is told of a scan; the codes and their outcomes are in subclasses.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ShowTest {
  static final String STOP = "TRAFFIC_STOP";

  @Autowired ApplicationContext context;
  @Autowired JdbcClient database;
  @Autowired TrustDirectory trust;

  ShowWorld world;
  UUID driving;
  TestPoint counter;
  TestPoint other;

  @BeforeAll
  void begin() {
    world = new ShowWorld(context);
    driving = world.drivingLicence();
    counter = TestPoint.enrolled(context, PlaceKind.COUNTER, STOP, "COUNTER", "CAR_RENTAL");
    other = TestPoint.enrolled(context, PlaceKind.GATE, STOP, "COUNTER");
  }

  static String code(JsonNode shown) {
    return shown.get("code").asString();
  }

  static JsonNode ok(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  /** Outcome and reason; each reason has a sentence in both languages, and a next step. */
  static String told(JsonNode answer) {
    for (String language : new String[] {"zh", "en"}) {
      assertThat(answer.at("/reason/" + language).asString("")).isNotBlank();
      assertThat(answer.at("/next/" + language).asString("")).isNotBlank();
    }
    assertThat(answer.get("reference").asString()).hasSize(4);
    String verdict = answer.path("verdict").asString("");
    return answer.get("outcome").asString()
        + (verdict.isEmpty() ? "" : " " + verdict)
        + " "
        + answer.at("/reason/code").asString();
  }

  String scan(String code, String scene) {
    return told(ok(counter.verify(code, scene)));
  }

  static List<String> names(JsonNode fields) {
    List<String> names = new ArrayList<>();
    fields.forEach(field -> names.add(field.get("name").asString()));
    return names;
  }
}
