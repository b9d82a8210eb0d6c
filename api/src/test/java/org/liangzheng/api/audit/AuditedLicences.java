package org.liangzheng.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.TestHttp;
import org.liangzheng.api.identity.TestPeople;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.api.licence.LicenceRequests;
import org.liangzheng.api.licence.TestCity;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.testkit.TestLicences;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Licences that a test of the log issues and has delivered. */
final class AuditedLicences {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private AuditedLicences() {}

  static List<UUID> issue(ApplicationContext context, int count) {
    List<UUID> licences = new ArrayList<>();
    TestCity city = TestCity.of(context, SampleDepartment.MARKET);
    for (int i = 0; i < count; i++) {
      TestCity.Reply reply = city.issue(LicenceRequests.valid());
      assertThat(reply.status()).as(reply.text()).isEqualTo(201);
      licences.add(UUID.fromString(reply.json().get("id").asString()));
    }
    return licences;
  }

  /** Licences of another issuer: one only delivered, one also suspended by its source. */
  static List<UUID> deliver(ApplicationContext context) {
    List<UUID> foreign = new ArrayList<>();
    TestPeople people = TestPeople.of(context);
    String administrator =
        people.token(
            people.officer(SampleDepartment.MARKET.id(), Role.ADMINISTRATOR),
            SampleDepartment.MARKET.id());
    String deliverer =
        Tokens.of(context).bearer(SampleDepartment.MARKET.id(), Scope.EXTERNAL_DELIVER);
    for (int i = 0; i < 2; i++) {
      String source = "audited-" + i;
      TestHttp.Answer registered =
          people.post(
              administrator,
              "/v1/external-issuers",
              JSON.createObjectNode()
                  .put("code", source)
                  .put("name", "邻市示例局")
                  .put("authority", SampleDepartment.HOUSING.id().value())
                  .toString());
      assertThat(registered.status()).as(registered.body()).isEqualTo(201);
      ObjectNode word =
          JSON.createObjectNode()
              .put("issuer", source)
              .put("sequence", 1)
              .put(
                  "identifier",
                  new LicenceId(
                          TestLicences.TYPE,
                          SampleDepartment.HOUSING.id().value(),
                          UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT),
                          1)
                      .text());
      ObjectNode content = word.deepCopy();
      content
          .putObject("holder")
          .put("type", "001")
          .put("code", LicenceRequests.company(777_900 + i))
          .put("name", "示例");
      content.putObject("data").put("address", "样例路1号");
      foreign.add(delivered(people, deliverer, content, 201));
      if (i == 1) {
        delivered(people, deliverer, word.put("sequence", 2).put("status", "SUSPENDED"), 200);
      }
    }
    return foreign;
  }

  private static UUID delivered(TestPeople people, String token, ObjectNode word, int status) {
    TestHttp.Answer answer = people.post(token, "/v1/external-licences", word.toString());
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    return UUID.fromString(answer.json().get("id").asString());
  }
}
