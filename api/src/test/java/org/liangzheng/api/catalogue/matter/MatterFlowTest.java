package org.liangzheng.api.catalogue.matter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.TestHttp;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.api.identity.TestPeople;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.api.sharing.SharingWorld;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Matters: drafted with all faults told, published by two, exported and taken back, listed. */
@ApiTest
class MatterFlowTest {
  private static final String DRAFTS = "/v1/matter-drafts";

  @Autowired private ApplicationContext context;
  private TestPeople people;
  private String first;
  private String second;

  @BeforeEach
  void open() {
    people = TestPeople.of(context);
    first = people.token(people.officer(Tokens.OWN, Role.CATALOGUE_MANAGER), Tokens.OWN);
    second = people.token(people.officer(Tokens.OWN, Role.CATALOGUE_MANAGER), Tokens.OWN);
  }

  private static String fresh() {
    return "M_" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(java.util.Locale.ROOT);
  }

  private String draft(ObjectNode definition) {
    Answer made = people.post(first, DRAFTS, definition.toString());
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.header("Location");
  }

  private Set<String> faults(ObjectNode definition) {
    Set<String> faults = new TreeSet<>();
    people
        .get(first, draft(definition))
        .json()
        .get("faults")
        .forEach(
            one -> faults.add(one.get("pointer").asString() + " " + one.get("code").asString()));
    return faults;
  }

  private Answer propose(String draft) {
    return people.post(first, draft + "/publication", "");
  }

  private Answer approve(Answer proposed) {
    return people.post(
        second,
        proposed.header("Location") + "/approve",
        "{\"digest\":\"" + proposed.json().get("digest").asString() + "\"}");
  }

  private String publish(ObjectNode definition) {
    String draft = draft(definition);
    Answer proposed = propose(draft);
    assertThat(proposed.status()).as(proposed.body()).isEqualTo(202);
    assertThat(approve(proposed).status()).isEqualTo(200);
    return draft.substring(draft.lastIndexOf('/') + 1);
  }

  private static String code(Answer answer) {
    return answer.status() + " " + answer.json().path("code").asString("");
  }

  private Answer open(String path) {
    return TestHttp.send(people.base(), Call.get(path));
  }

  @Test
  void twoPeoplePublishAndVersionsStay() {
    String code = fresh();
    String id = publish(SharingWorld.definition(code));
    Answer shown = people.get(first, "/v1/matters/" + id);
    assertThat(shown.json().get("state").asString()).isEqualTo("IN_USE");
    assertThat(shown.json().get("definition")).isEqualTo(SharingWorld.definition(code));
    ObjectNode next = SharingWorld.definition(code);
    ((ObjectNode) next.get("purpose")).put("zh", "新的用途");
    // Written for version 1, and published as 2.
    String late = draft(SharingWorld.definition(code));
    Answer waiting = propose(late);
    String newer = publish(next);
    assertThat(people.get(first, "/v1/matters/" + newer).json().get("version").asInt())
        .isEqualTo(2);
    assertThat(people.get(first, "/v1/matters/" + id).json().get("state").asString())
        .isEqualTo("REPLACED");
    assertThat(people.get(first, "/v1/matters/" + id + "/versions").json().get("matters").size())
        .isEqualTo(2);
    approve(waiting);
    assertThat(people.get(first, waiting.header("Location")).body())
        .contains("matter-draft-outdated");

    String withdrawal = "/v1/matters/" + newer + "/withdrawal";
    assertThat(people.post(first, withdrawal, "{\"reason\":\"示例\"}").status()).isEqualTo(200);
    assertThat(code(people.post(first, withdrawal, "{\"reason\":\"示例\"}")))
        .isEqualTo("409 matter-withdrawn-already");
    assertThat(open("/v1/no-submission-list").body()).doesNotContain(code);
    assertThat(code(people.get(first, "/v1/matters/" + UUID.randomUUID())))
        .isEqualTo("404 matter-unknown");
  }

  @Test
  void aMatterIsPublishedByItsOwnerOrAKeeperAlone() {
    ObjectNode definition = SharingWorld.definition(fresh());
    String stranger =
        people.token(people.officer(Tokens.FOREIGN, Role.CATALOGUE_MANAGER), Tokens.FOREIGN);
    Answer made = people.post(stranger, DRAFTS, definition.toString());
    Answer refused = people.post(stranger, made.header("Location") + "/publication", "");
    assertThat(code(refused)).isEqualTo("403 matter-not-kept");
    assertThat(code(people.get(first, made.header("Location"))))
        .isEqualTo("404 matter-draft-unknown");
  }

  @Test
  void allFaultsAreToldByTheirPlace() {
    ObjectNode wrong = SharingWorld.definition(fresh());
    wrong.put("owner", "11990100LC000001XX");
    ((ArrayNode) wrong.get("authorities")).add("11100000MB0143028R");
    ((ArrayNode) wrong.get("produces")).add("x");
    assertThat(faults(wrong))
        .contains("/owner authority-code-wrong", "/produces/0 type-code-wrong");

    ObjectNode one = SharingWorld.definition(fresh());
    ObjectNode material = (ObjectNode) one.at("/materials/0");
    material.remove("statute");
    material.put("role", "NOBODY");
    ((ArrayNode) material.get("fetchers")).add("11990100LC0000031L");
    ObjectNode option = (ObjectNode) material.at("/options/0");
    option.remove("fields");
    ((ObjectNode) option.at("/questions/0")).remove("values");
    assertThat(faults(one))
        .contains(
            "/materials/0/statute matter-statute-wrong",
            "/materials/0/role matter-role-unknown",
            "/materials/0/fetchers matter-authority-outside",
            "/materials/0/options/0/forms matter-form-empty",
            "/materials/0/options/0/questions/0/test matter-question-wrong");

    ObjectNode two = SharingWorld.definition(fresh());
    ((ArrayNode) two.at("/materials/0/options/0/fields")).add("nothing");
    ((ObjectNode) two.at("/materials/1/options/0")).put("type", "11100000MB0143028R999");
    ((ArrayNode) two.get("produces")).add("11990100LC0000058C001");
    assertThat(faults(two))
        .contains(
            "/materials/0/options/0/fields/2 matter-field-unknown",
            "/materials/1/options/0/type matter-type-unknown",
            "/produces/0 matter-result-not-issued");
    ObjectNode type =
        org.liangzheng.api.catalogue.TestTypes.published(
            context, definition -> definition.put("annotatedCopies", false));
    ObjectNode three = SharingWorld.definition(fresh());
    ObjectNode copied = (ObjectNode) three.at("/materials/0/options/0");
    copied.put("type", type.get("code").asString());
    copied.putArray("fields").add("statement");
    copied.remove("questions");
    copied.putArray("forms").add("FIELDS").add("COPY");
    assertThat(faults(three))
        .containsExactly("/materials/0/options/0/forms matter-copy-not-allowed");
    assertThat(people.post(first, draft(three) + "/publication", "").status()).isEqualTo(400);
  }

  @Test
  void theEightMattersOfTheCityAreThereAndListed() {
    Answer list = open("/v1/no-submission-list");
    assertThat(list.status()).isEqualTo(200);
    assertThat(list.header("Cache-Control")).contains("public");
    assertThat(list.body())
        .contains("食品经营许可", "企业变更登记", "不动产登记", "新生儿出生一件事", "机动车驾驶证换证")
        .contains("建筑施工企业安全生产许可", "居住证办理", "机动车转让登记");
    Answer csv = open("/v1/no-submission-list?format=csv");
    assertThat(csv.header("Content-Type")).startsWith("text/csv");
    assertThat(csv.body()).contains("\"食品经营许可\",\"营业执照\",\"营业执照\"");
    assertThat(open("/v1/no-submission-list?format=xml").status()).isEqualTo(400);

    JsonNode graph = open("/v1/matter-graph").json();
    boolean produces = false;
    boolean needs = false;
    for (JsonNode edge : graph.get("edges")) {
      produces |=
          edge.get("from").asString().equals("COMPANY_CHANGE")
              && edge.get("to").asString().equals("11100000MB0143028R001")
              && !edge.has("material");
      needs |=
          edge.get("to").asString().equals("FOOD_BUSINESS_PERMIT")
              && edge.path("material").asString("").equals("BUSINESS_LICENCE");
    }
    assertThat(produces).isTrue();
    assertThat(needs).isTrue();
  }

  /** What goes out as JSON or CSV comes back as the same definitions, without a fault. */
  @Test
  void exportsComeBack() {
    JsonNode exported = people.get(first, "/v1/matter-exports").json();
    assertThat(exported.get("matters").size()).isGreaterThanOrEqualTo(8);
    String csv = people.get(first, "/v1/matter-exports?format=csv").body();
    for (Call call :
        new Call[] {
          Call.json("POST", "/v1/matter-imports", exported.toString()),
          new Call(
              "POST",
              "/v1/matter-imports",
              java.util.Map.of("Content-Type", "text/csv;charset=UTF-8"),
              csv)
        }) {
      Answer taken = people.send(first, call);
      assertThat(taken.status()).as(taken.body()).isEqualTo(201);
      JsonNode drafts = taken.json().get("drafts");
      assertThat(drafts.size()).isEqualTo(exported.get("matters").size());
      for (int i = 0; i < drafts.size(); i++) {
        assertThat(drafts.get(i).get("definition")).isEqualTo(exported.get("matters").get(i));
        assertThat(drafts.get(i).get("faults").size()).isZero();
        String draft = DRAFTS + "/" + drafts.get(i).get("id").asString();
        assertThat(people.post(first, draft + "/discarding", "").status()).isEqualTo(200);
      }
    }
    for (String broken : new String[] {"a,b\r\n", "\"open", "\"matter\"x\r\n", ""}) {
      assertThat(
              code(
                  people.send(
                      first,
                      new Call(
                          "POST",
                          "/v1/matter-imports",
                          java.util.Map.of("Content-Type", "text/csv"),
                          broken))))
          .isIn("422 matter-file-unreadable", "400 request-unreadable", "400 request-malformed");
    }
    assertThat(code(people.post(first, "/v1/matter-imports", "{\"matters\":[]}")))
        .isEqualTo("422 matter-file-unreadable");
  }
}
