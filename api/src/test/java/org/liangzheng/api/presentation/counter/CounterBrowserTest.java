package org.liangzheng.api.presentation.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.TestPeople;
import org.liangzheng.api.identity.TestPeople.Who;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.api.licence.TestCity;
import org.liangzheng.signer.sample.SampleDepartment;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The counter's page in Chromium: each of its states, and scans of codes that a holder shows. */
@ApiTest
class CounterBrowserTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Autowired private ApplicationContext context;

  @Test
  void eachStateSaysWhatItIs() {
    WebScript.run(Duration.ofMinutes(5), "browser/counter-states.mjs", Tokens.of(context).base());
  }

  @Test
  void codesAreShownAndScanned() throws IOException {
    TestPeople people = TestPeople.of(context);
    Who holder = people.person();
    Who officer = people.officer(SampleDepartment.PUBLIC_SECURITY.id(), Role.ADMINISTRATOR);
    Tokens tokens = Tokens.of(context);
    ObjectNode config = JSON.createObjectNode();
    config.put("base", tokens.base());
    config.put("name", holder.party().name().orElseThrow());
    config.put("holder", people.token(holder, null));
    config.put("session", people.cookie(holder));
    config.put("officer", people.token(officer, SampleDepartment.PUBLIC_SECURITY.id()));
    config.put(
        "department",
        tokens.bearer(
            SampleDepartment.PUBLIC_SECURITY.id(), Scope.LICENCE_READ, Scope.LICENCE_ACT));
    config
        .putObject("licences")
        .put("driving", issued("driving-licence", holder))
        .put("residence", issued("residence-certificate", holder));
    Path file = Files.createTempFile("counter-flow", ".json");
    Files.writeString(file, JSON.writeValueAsString(config));
    WebScript.run(Duration.ofMinutes(6), "browser/counter-flow.mjs", file.toString());
  }

  /** An example of the documentation, for this person. */
  private String issued(String example, Who holder) throws IOException {
    ObjectNode request =
        (ObjectNode)
            JSON.readTree(
                Files.readString(
                    Path.of(
                        System.getProperty("house.root"), "docs", "examples", example + ".json")));
    ObjectNode of = (ObjectNode) request.get("holder");
    String before = of.get("code").asString();
    String name = of.get("name").asString();
    ObjectNode own =
        (ObjectNode)
            JSON.readTree(
                request
                    .toString()
                    .replace(before, holder.code().value())
                    .replace(name, holder.party().name().orElseThrow()));
    TestCity.Reply reply = TestCity.of(context, SampleDepartment.PUBLIC_SECURITY).issue(own);
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    return reply.json().get("id").asString();
  }
}
