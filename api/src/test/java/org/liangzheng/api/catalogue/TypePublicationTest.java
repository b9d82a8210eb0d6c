package org.liangzheng.api.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.TestHttp;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.api.identity.TestPeople;
import org.liangzheng.api.identity.TestPeople.Who;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.api.licence.LicenceRequests;
import org.liangzheng.api.licence.TestCity;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** Types are published by two people, version by version, and withdrawn by one. */
@ApiTest
class TypePublicationTest {
  private static final String DRAFTS = "/v1/licence-type-drafts";

  @Autowired private ApplicationContext context;
  @Autowired private Catalogue catalogue;
  @Autowired private JdbcClient database;
  private TestPeople people;
  private String first;
  private String second;
  private Who one;

  @BeforeEach
  void open() {
    people = TestPeople.of(context);
    one = people.officer(Tokens.OWN, Role.CATALOGUE_MANAGER);
    first = people.token(one, Tokens.OWN);
    second = people.token(people.officer(Tokens.OWN, Role.CATALOGUE_MANAGER), Tokens.OWN);
  }

  private String draft(String token, ObjectNode definition) {
    Answer made = people.post(token, DRAFTS, definition.toString());
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.header("Location");
  }

  private Answer propose(String token, String draft) {
    return people.post(token, draft + "/publication", "");
  }

  private Answer approve(String token, Answer proposed) {
    return people.post(
        token,
        proposed.header("Location") + "/approve",
        "{\"digest\":\"" + proposed.json().get("digest").asString() + "\"}");
  }

  private String state(Answer proposed) {
    Answer shown = people.get(first, proposed.header("Location"));
    return shown.json().get("state").asString() + " " + shown.json().path("failure").asString("");
  }

  private String publish(ObjectNode definition) {
    String draft = draft(first, definition);
    Answer proposed = propose(first, draft);
    assertThat(proposed.status()).as(proposed.body()).isEqualTo(202);
    assertThat(approve(second, proposed).status()).isEqualTo(200);
    assertThat(state(proposed)).startsWith("EXECUTED");
    return draft.substring(draft.lastIndexOf('/') + 1);
  }

  private static String code(Answer answer) {
    return answer.status() + " " + answer.json().path("code").asString("");
  }

  private TestCity.Reply issue(ObjectNode definition, int holder) {
    return TestCity.of(context)
        .issue(TestTypes.request(definition, LicenceRequests.company(holder), "示例公司"));
  }

  @Test
  void twoPeoplePublishAndOnlyThenAreLicencesIssued() {
    ObjectNode definition = TestTypes.valid();
    String draft = draft(first, definition);
    Answer proposed = propose(first, draft);
    assertThat(proposed.status()).as(proposed.body()).isEqualTo(202);
    assertThat(issue(definition, 8_100_001).text()).contains("licence-type-unknown");
    // The same person, also by a second account, is not a second one.
    assertThat(code(approve(first, proposed))).isEqualTo("409 second-person-needed");
    Who again = people.account(one.code(), "again-" + one.signInName());
    people.grant(again, Tokens.OWN, Role.CATALOGUE_MANAGER);
    assertThat(code(approve(people.token(again, Tokens.OWN), proposed)))
        .isEqualTo("409 second-person-needed");
    String other = people.token(people.officer(Tokens.OWN, Role.LICENCE_OFFICER), Tokens.OWN);
    assertThat(code(approve(other, proposed))).isEqualTo("403 act-role-missing");
    assertThat(issue(definition, 8_100_001).status()).isEqualTo(400);

    assertThat(approve(second, proposed).status()).isEqualTo(200);
    assertThat(state(proposed)).startsWith("EXECUTED");
    assertThat(issue(definition, 8_100_001).status()).isEqualTo(201);
    assertThat(people.get(first, draft).status()).isEqualTo(404);
    assertThat(acts(draft.substring(draft.lastIndexOf('/') + 1)))
        .contains("LICENCE_TYPE_DRAFTED", "PROPOSAL_EXECUTED", "LICENCE_TYPE_PUBLISHED");
  }

  private List<String> acts(String subject) {
    return database
        .sql("select act from audit_entry where subject = ?::uuid")
        .param(subject)
        .query(String.class)
        .list();
  }

  @Test
  void aFaultyDraftIsNotProposed() {
    ObjectNode definition = TestTypes.valid();
    definition.remove("seals");
    Answer refused = propose(first, draft(first, definition));
    assertThat(code(refused)).isEqualTo("400 request-invalid");
    assertThat(refused.body()).contains("\"/seals\"");
  }

  @Test
  void whatIsApprovedIsPublishedAndNotWhatTheDraftBecame() {
    ObjectNode definition = TestTypes.valid();
    String draft = draft(first, definition);
    Answer proposed = propose(first, draft);
    ObjectNode changed = definition.deepCopy();
    ((ObjectNode) changed.get("name")).put("zh", "改了的证书");
    assertThat(people.post(first, draft + "/definition", changed.toString()).status())
        .isEqualTo(200);
    approve(second, proposed);
    LicenceTypeCode code = new LicenceTypeCode(definition.get("code").asString());
    assertThat(catalogue.newest(code).orElseThrow().definition()).isEqualTo(definition);
  }

  @Test
  void aNewVersionNeverChangesAnOldOne() {
    ObjectNode definition = TestTypes.valid();
    final String id = publish(definition);
    TestCity city = TestCity.of(context);
    String licence = issue(definition, 8_100_002).header("Location");
    TestCity.Reply before = city.read(licence);
    ObjectNode next = definition.deepCopy();
    ((ObjectNode) next.get("name")).put("zh", "示例证书（新版）");
    ((ObjectNode) next.at("/schema/properties/statement")).put("maxLength", 3);
    String newer = publish(next);

    assertThat(city.read(licence).body()).isEqualTo(before.body());
    assertThat(issue(definition, 8_100_003).text()).contains("/data/statement");
    LicenceTypeCode code = new LicenceTypeCode(definition.get("code").asString());
    assertThat(catalogue.version(code, 1).orElseThrow().type().name().zh()).isEqualTo("示例证书");
    assertThat(catalogue.version(code, 2).orElseThrow().type().name().zh()).isEqualTo("示例证书（新版）");
    Answer old = people.get(first, "/v1/licence-types/" + id);
    assertThat(old.json().get("definition")).isEqualTo(definition);
    assertThat(old.json().get("state").asString()).isEqualTo("REPLACED");
    List<String> versions = new ArrayList<>();
    people
        .get(first, "/v1/licence-types/" + newer + "/versions")
        .json()
        .get("types")
        .forEach(
            type -> versions.add(type.get("version").asInt() + " " + type.get("state").asString()));
    assertThat(versions).containsExactly("2 IN_USE", "1 REPLACED");
    for (String sql :
        List.of(
            "update catalogue_licence_type set definition = '{}' where code = ?",
            "delete from catalogue_licence_type where code = ?")) {
      assertThatThrownBy(() -> database.sql(sql).param(code.value()).update())
          .hasMessageContaining("does not change");
    }
  }

  @Test
  void aDraftForAnEarlierVersionIsOutdated() {
    ObjectNode definition = TestTypes.valid();
    String late = draft(first, definition);
    Answer waiting = propose(first, late);
    publish(definition);
    approve(second, waiting);
    assertThat(state(waiting)).isEqualTo("FAILED draft-outdated");
    assertThat(code(propose(first, late))).isEqualTo("409 draft-outdated");
    // Written anew it is for the version there is now.
    assertThat(people.post(first, late + "/definition", definition.toString()).status())
        .isEqualTo(200);
    assertThat(propose(first, late).status()).isEqualTo(202);
  }

  @Test
  void anAuthorityPublishesItsOwnTypesAlone() {
    Who stranger = people.officer(Tokens.FOREIGN, Role.CATALOGUE_MANAGER);
    String housing = people.token(stranger, Tokens.FOREIGN);
    Answer refused = propose(housing, draft(housing, TestTypes.valid()));
    assertThat(code(refused)).isEqualTo("403 type-not-kept");
    ObjectNode own = TestTypes.valid(Tokens.FOREIGN.value() + "901");
    assertThat(propose(housing, draft(housing, own)).status()).isEqualTo(202);
    // Drafts of others are not there.
    String draft = draft(first, TestTypes.valid());
    assertThat(people.get(housing, draft).status()).isEqualTo(404);
    String id = publish(TestTypes.valid());
    assertThat(
            code(
                people.post(
                    housing, "/v1/licence-types/" + id + "/withdrawal", "{\"reason\":\"示例\"}")))
        .isEqualTo("403 type-not-kept");
  }

  @Test
  void byAWithdrawnTypeNothingIsIssuedUntilThereIsANewVersion() {
    ObjectNode definition = TestTypes.valid();
    String id = publish(definition);
    String licence = issue(definition, 8_100_004).header("Location");
    String path = "/v1/licence-types/" + id + "/withdrawal";
    assertThat(code(people.post(first, path, "{}"))).isEqualTo("422 reason-missing");
    assertThat(people.post(first, path, "{\"reason\":\"示例：不再颁发\"}").status()).isEqualTo(200);
    assertThat(code(people.post(first, path, "{\"reason\":\"示例\"}")))
        .isEqualTo("409 type-withdrawn-already");
    assertThat(acts(id)).contains("LICENCE_TYPE_WITHDRAWN");

    assertThat(issue(definition, 8_100_005).text()).contains("licence-type-withdrawn");
    assertThat(TestCity.of(context).read(licence).status()).isEqualTo(200);
    Answer shown = people.get(first, "/v1/licence-types/" + id);
    assertThat(shown.json().get("state").asString()).isEqualTo("WITHDRAWN");

    publish(definition);
    assertThat(issue(definition, 8_100_005).status()).isEqualTo(201);
    // The old version stays withdrawn, and is no longer the one to withdraw.
    assertThat(code(people.post(first, path, "{\"reason\":\"示例\"}"))).isEqualTo("404 type-unknown");
  }

  @Test
  void machinesReadTheCatalogue() {
    Tokens tokens = Tokens.of(context);
    String machine = tokens.bearer(Tokens.FOREIGN, Scope.CATALOGUE_READ);
    Answer all =
        TestHttp.send(
            tokens.base(),
            Call.get("/v1/licence-types").with("Authorization", "Bearer " + machine));
    assertThat(all.body()).contains("营业执照", "社会保障卡", "机动车驾驶证", "机动车行驶证", "居住证", "建筑施工企业安全生产许可证");
    Answer some =
        TestHttp.send(
            tokens.base(),
            Call.get("/v1/licence-types?code=11990100LC0000058C001")
                .with("Authorization", "Bearer " + machine));
    assertThat(some.json().get("types").size()).isEqualTo(1);
    assertThat(
            TestHttp.send(
                    tokens.base(),
                    Call.get("/v1/licence-types?code=x").with("Authorization", "Bearer " + machine))
                .status())
        .isEqualTo(400);
  }
}
