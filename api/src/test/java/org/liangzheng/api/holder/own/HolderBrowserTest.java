package org.liangzheng.api.holder.own;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestPeople;
import org.liangzheng.api.identity.TestPeople.Who;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.identity.mandate.RegisterMandates;
import org.liangzheng.api.identity.person.Parties;
import org.liangzheng.api.identity.person.Party;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.api.licence.LegalDay;
import org.liangzheng.api.licence.LicenceRequests;
import org.liangzheng.api.licence.TestCity;
import org.liangzheng.api.presentation.counter.WebScript;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The holder's pages in Chromium, by a person with licences of every kind of state. */
@ApiTest
class HolderBrowserTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Autowired private ApplicationContext context;

  @Test
  void theHoldersPagesInABrowser() throws IOException {
    TestPeople people = TestPeople.of(context);
    Tokens tokens = Tokens.of(context);
    Who holder = people.person();
    Who nobody = people.person();
    String company = LicenceRequests.company(4_400_001);
    issue(SampleDepartment.MARKET, LicenceRequests.valid(company, "亮城市示例小吃店"));
    Party firm = context.getBean(Parties.class).ensure(new OrganizationId(company), "亮城市示例小吃店");
    context
        .getBean(RegisterMandates.class)
        .legalRepresentative(firm, holder.party(), SampleDepartment.MARKET.id(), "test");
    Who child = people.person();
    guardian(people, child, holder);
    ObjectNode config = JSON.createObjectNode();
    config.put("child", child.party().name().orElseThrow());
    config.put("base", tokens.base());
    config.put("name", holder.signInName());
    config.put("password", TestPeople.PASSWORD);
    config.put("holderName", holder.party().name().orElseThrow());
    config.put("firm", "亮城市示例小吃店");
    config.put("nobody", nobody.signInName());
    config.put(
        "department",
        tokens.bearer(
            SampleDepartment.PUBLIC_SECURITY.id(), Scope.LICENCE_READ, Scope.LICENCE_ACT));
    LocalDate begun = LegalDay.of(context.getBean(Clock.class).instant()).minusDays(345);
    config
        .putObject("licences")
        .put(
            "driving",
            issued(SampleDepartment.PUBLIC_SECURITY, "driving-licence", holder, Map.of()))
        .put(
            "vehicle",
            issued(SampleDepartment.PUBLIC_SECURITY, "vehicle-licence", holder, Map.of()))
        .put(
            "card",
            issued(SampleDepartment.HUMAN_RESOURCES, "social-security-card", holder, Map.of()))
        .put(
            "residence",
            issued(
                SampleDepartment.PUBLIC_SECURITY,
                "residence-certificate",
                holder,
                Map.of("issueDate", begun.toString(), "validFrom", begun.toString())))
        .put(
            "childs",
            issued(SampleDepartment.PUBLIC_SECURITY, "residence-certificate", child, Map.of()));
    Path file = Files.createTempFile("holder-pages", ".json");
    try {
      Files.writeString(file, JSON.writeValueAsString(config));
      WebScript.run(Duration.ofMinutes(8), "browser/holder-pages.mjs", file.toString());
      WebScript.run(Duration.ofMinutes(6), "browser/holder-looks.mjs", file.toString());
    } finally {
      Files.delete(file);
    }
  }

  private static void guardian(TestPeople people, Who child, Who guardian) {
    Who officer = people.officer(Tokens.OWN, Role.LICENCE_OFFICER);
    ObjectNode mandate =
        JSON.createObjectNode()
            .put("source", "GUARDIAN")
            .put("evidence", "示例登记 2 号")
            .put("validUntil", "2030-12-31");
    mandate.putObject("principal").put("type", "111").put("code", child.code().value());
    mandate.putObject("agent").put("type", "111").put("code", guardian.code().value());
    mandate.putArray("scopes").add("VIEW").add("SHOW");
    Answer recorded =
        people.post(
            people.token(officer, Tokens.OWN, Scope.MANDATE_RECORD),
            "/v1/mandate-records",
            mandate.toString());
    assertThat(recorded.status()).as(recorded.body()).isEqualTo(201);
  }

  /** An example of the documentation, for this person. */
  private String issued(
      SampleDepartment issuer, String example, Who holder, Map<String, String> dates)
      throws IOException {
    Path examples = Path.of(System.getProperty("house.root"), "docs", "examples");
    ObjectNode request =
        (ObjectNode) JSON.readTree(Files.readString(examples.resolve(example + ".json")));
    String code = request.get("holder").get("code").asString();
    String name = request.get("holder").get("name").asString();
    String own =
        request
            .toString()
            .replace(code, holder.code().value())
            .replace(name, holder.party().name().orElseThrow());
    ObjectNode forHolder = (ObjectNode) JSON.readTree(own);
    dates.forEach(forHolder::put);
    return issue(issuer, forHolder);
  }

  private String issue(SampleDepartment issuer, ObjectNode request) {
    TestCity.Reply reply = TestCity.of(context, issuer).issue(request);
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    return reply.json().get("id").asString();
  }
}
