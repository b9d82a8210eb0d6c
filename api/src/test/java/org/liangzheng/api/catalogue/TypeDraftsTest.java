package org.liangzheng.api.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestPeople;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.signer.sample.SampleDepartment;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A draft is looked at completely: one wrong sample for each check, and all at once. */
@ApiTest
class TypeDraftsTest {
  private static final String DRAFTS = "/v1/licence-type-drafts";
  private static String token;

  @Autowired private ApplicationContext context;
  private TestPeople people;

  @BeforeEach
  void open() {
    people = TestPeople.of(context);
    if (token == null) {
      token = people.token(people.officer(Tokens.OWN, Role.CATALOGUE_MANAGER), Tokens.OWN);
    }
  }

  private List<String> faults(JsonNode definition) {
    Answer answer = people.post(token, DRAFTS, definition.toString());
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    List<String> faults = new ArrayList<>();
    answer
        .json()
        .get("faults")
        .forEach(fault -> {
          faults.add(fault.get("pointer").asString() + " " + fault.get("code").asString());
          assertThat(fault.get("zh").asString()).containsPattern("\\p{IsHan}");
          assertThat(fault.get("en").asString()).isNotBlank();
          assertThat(fault.at("/next/en").asString()).isNotBlank();
        });
    return faults;
  }

  @Test
  void aRightDraftHasNoFaults() {
    assertThat(faults(TestTypes.valid())).isEmpty();
    // A long scene is right where its codes are checked by the service, a short one everywhere.
    ObjectNode scenes = TestTypes.valid();
    at(scenes, "/scenes/0").put("code", "A_VERY_LONG_SCENE").put("offline", false);
    assertThat(faults(scenes)).isEmpty();
    at(scenes, "/scenes/0").put("code", "A_VERY_LONG_SCEN").put("offline", true);
    assertThat(faults(scenes)).isEmpty();
    // With a layout of its own.
    ObjectNode own = TestTypes.valid();
    own.set("layout", layout());
    assertThat(faults(own)).isEmpty();
  }

  private static ObjectNode layout() {
    return TestTypes.json(
        """
        {"layout": 1, "name": "small",
         "fonts": [{"id": "text", "chain": ["LXGWWenKai-Regular"]}],
         "pages": [{"size": [100, 100], "items": [
           {"kind": "field", "value": "data.holder", "box": [5, 5, 90, 8], "font": "text", "size": 4},
           {"kind": "field", "value": "data.statement", "box": [5, 15, 90, 20], "font": "text",
            "size": 4, "least": 2, "wrap": true},
           {"kind": "field", "value": "data.remark", "box": [5, 37, 90, 8], "font": "text",
            "size": 4, "least": 2, "required": false},
           {"kind": "seal", "name": "seal", "role": "issuer", "box": [50, 50, 46, 46]}]}]}
        """);
  }

  private static ObjectNode at(ObjectNode definition, String pointer) {
    return (ObjectNode) definition.at(pointer);
  }

  private static Arguments wrong(String fault, Consumer<ObjectNode> change) {
    return Arguments.of(fault, change);
  }

  private static Arguments layout(String fault, Consumer<ObjectNode> change) {
    return wrong(
        fault,
        d -> {
          ObjectNode layout = layout();
          change.accept(layout);
          d.set("layout", layout);
        });
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong("/code field-missing", d -> d.remove("code")),
        wrong("/code type-code-wrong", d -> d.put("code", "11990100LC0000016Y001")),
        wrong("/name/en field-missing", d -> at(d, "/name").remove("en")),
        wrong("/fields/1/label/zh field-missing", d -> at(d, "/fields/1/label").remove("zh")),
        wrong("/name/zh field-malformed", d -> at(d, "/name").put("zh", "示\u202e例")),
        wrong("/holderTypes field-malformed", d -> d.putArray("holderTypes")),
        wrong("/holderTypes/0 field-malformed", d -> d.putArray("holderTypes").add("1")),
        wrong("/issuers field-missing", d -> d.remove("issuers")),
        wrong("/issuers/0 authority-code-wrong", d -> d.putArray("issuers").add("x")),
        wrong("/issuers authority-unknown", d -> d.putArray("issuers").add("11990100LC00000667")),
        wrong("/holding not-of-the-list", d -> d.put("holding", "TWO")),
        wrong("/fields/0/pii not-of-the-list", d -> at(d, "/fields/0").put("pii", "SOME")),
        wrong("/fields/0/holds not-of-the-list", d -> at(d, "/fields/0").put("holds", "AGE")),
        wrong(
            "/fields/3/name name-twice",
            d -> ((ArrayNode) d.get("fields")).add(d.at("/fields/2").deepCopy())),
        wrong("/validity field-missing", d -> d.remove("validity")),
        wrong(
            "/validity/period field-malformed",
            d -> d.putObject("validity").put("rule", "FIXED").put("period", "P0D")),
        wrong(
            "/validity/period field-malformed",
            d -> d.putObject("validity").put("rule", "FIXED").put("period", "P101Y")),
        wrong(
            "/validity/field field-not-declared",
            d -> d.putObject("validity").put("rule", "BY_FIELD").put("field", "end")),
        wrong("/validity field-unknown", d -> at(d, "/validity").put("more", 1)),
        wrong("/seals field-malformed", d -> d.putArray("seals")),
        wrong("/seals seals-lack-issuer", d -> at(d, "/seals/0").put("by", "11990100LC0000023R")),
        joint("/seals/1/by seal-authority-twice", "ISSUER"),
        joint("/seals/1/by seal-authority-twice", "11990100LC0000015Y"),
        joint("/seals/1/by authority-unknown", "11990100LC00000667"),
        joint("/seals/1/by authority-code-wrong", "x"),
        wrong(
            "/scenes/0/fields/0 field-not-declared",
            d -> ((ArrayNode) d.at("/scenes/0/fields")).removeAll().add("other")),
        wrong(
            "/scenes/1/code name-twice",
            d -> ((ArrayNode) d.get("scenes")).add(d.at("/scenes/0").deepCopy())),
        wrong(
            "/scenes/0/code scene-unfit-offline",
            d -> at(d, "/scenes/0").put("code", "A_VERY_LONG_SCENE").put("offline", true)),
        wrong("/annotatedCopies field-malformed", d -> d.put("annotatedCopies", "yes")),
        wrong(" field-unknown", d -> d.put("more", 1)),
        wrong("/schema field-missing", d -> d.remove("schema")),
        wrong("/schema schema-open", d -> at(d, "/schema").put("additionalProperties", true)),
        wrong(
            "/schema/properties schema-lacks-field",
            d -> at(d, "/schema/properties").remove("remark")),
        wrong(
            "/schema/properties field-not-declared",
            d -> at(d, "/schema/properties").putObject("other").put("type", "string")),
        wrong(
            "/schema/required field-not-declared",
            d -> ((ArrayNode) d.at("/schema/required")).add("other")),
        wrong(
            "/schema/properties/remark/type schema-unusable",
            d -> at(d, "/schema/properties/remark").put("type", "number")),
        wrong(
            "/schema/properties/remark/pattern schema-unusable",
            d -> at(d, "/schema/properties/remark").put("pattern", "(")),
        wrong(
            "/schema/properties/remark/maxLength schema-unusable",
            d -> at(d, "/schema/properties/remark").put("maxLength", "ten")),
        wrong(
            "/schema/properties/remark schema-keyword-not-allowed",
            d -> at(d, "/schema/properties/remark").put("$ref", "http://127.0.0.1:9/x")),
        wrong(
            "/schema/$schema schema-unusable",
            d -> at(d, "/schema").put("$schema", "http://json-schema.org/draft-07/schema#")),
        wrong("/layout layout-unknown", d -> d.put("layout", "none")),
        wrong("/layout field-missing", d -> d.remove("layout")),
        wrong("/layout field-malformed", d -> d.put("layout", 1)),
        wrong("/layout place-without-value", d -> ((ArrayNode) d.at("/schema/required")).remove(1)),
        wrong(
            "/fields/2 layout-lacks-place",
            d -> {
              at(d, "/fields/2").put("kind", "PICTURE");
            }),
        layout(
            "/layout/pages/0/items/0/box layout-faulty",
            l -> at(l, "/pages/0/items/0").remove("box")),
        layout(
            "/layout/fonts/0 font-missing",
            l -> ((ArrayNode) l.at("/fonts/0/chain")).removeAll().add("No-Such-Font")),
        layout("/fields/2 layout-lacks-place", l -> ((ArrayNode) l.at("/pages/0/items")).remove(2)),
        layout(
            "/seals/0/role seal-place-missing",
            l -> ((ArrayNode) l.at("/pages/0/items")).remove(3)),
        layout(
            "/layout seal-place-unused",
            l ->
                ((ArrayNode) l.at("/pages/0/items"))
                    .addObject()
                    .setAll(at(l, "/pages/0/items/3").deepCopy().put("role", "other"))));
  }

  /** A second seal, for which the face has room. */
  private static Arguments joint(String faults, String by) {
    return wrong(
        faults,
        d -> {
          d.set("layout", JointTypes.layout());
          ((ArrayNode) d.get("seals")).addObject().put("role", JointTypes.SECOND).put("by", by);
        });
  }

  @Test
  void severalAuthoritiesMaySeal() {
    assertThat(faults(JointTypes.valid(SampleDepartment.HOUSING.id()))).isEmpty();
    // Two that may issue, and both seal whoever of them does.
    ObjectNode either = JointTypes.valid(SampleDepartment.HOUSING.id());
    ((ArrayNode) either.get("issuers")).add(SampleDepartment.HOUSING.id().value());
    assertThat(faults(either)).containsExactly("/seals/1/by seal-authority-twice");
    at(either, "/seals/0").put("by", SampleDepartment.MARKET.id().value());
    assertThat(faults(either)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void aFaultIsNamed(String fault, Consumer<ObjectNode> change) {
    ObjectNode definition = TestTypes.valid();
    change.accept(definition);
    assertThat(faults(definition)).containsExactly(fault);
  }

  @Test
  void allFaultsAreToldAtOnce() {
    ObjectNode definition = TestTypes.valid();
    at(definition, "/fields/0/label").remove("en");
    at(definition, "/fields/0").put("kind", "PICTURE");
    definition.put("code", "x");
    at(definition, "/schema").put("additionalProperties", true);
    ObjectNode layout = layout();
    ((ArrayNode) layout.at("/fonts/0/chain")).removeAll().add("No-Such-Font");
    ((ArrayNode) layout.get("fonts")).addObject().put("id", "b").putArray("chain").add("Nor-This");
    definition.set("layout", layout);
    assertThat(faults(definition))
        .containsExactlyInAnyOrder(
            "/code type-code-wrong",
            "/fields/0/label/en field-missing",
            "/fields/0/holds field-not-text",
            "/schema schema-open",
            "/layout/fonts/0 font-missing",
            "/layout/fonts/1 font-missing");
  }

  @Test
  void whatTheDatabaseCannotHoldIsRefused() {
    for (String body :
        List.of("[]", "1", "{\"a\":\"\\u0000\"}", "{\"\\u0000\":1}", "{\"a\":[\"\\ud800\"]}")) {
      Answer answer = people.post(token, DRAFTS, body);
      assertThat(answer.status()).as(body + answer.body()).isEqualTo(400);
    }
  }

  @Test
  void aDraftIsWrittenAnewListedAndDiscarded() {
    ObjectNode definition = TestTypes.valid();
    Answer made = people.post(token, DRAFTS, "{}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().get("faults").size()).isPositive();
    String path = made.header("Location");
    Answer written = people.post(token, path + "/definition", definition.toString());
    assertThat(written.json().get("faults").size()).isZero();
    assertThat(people.get(token, path).json().get("definition")).isEqualTo(definition);
    assertThat(people.get(token, DRAFTS).body()).contains(made.json().get("id").asString());
    assertThat(people.post(token, path + "/discarding", "").status()).isEqualTo(200);
    assertThat(people.get(token, path).status()).isEqualTo(404);
    assertThat(people.post(token, path + "/publication", "").status()).isEqualTo(404);
  }
}
