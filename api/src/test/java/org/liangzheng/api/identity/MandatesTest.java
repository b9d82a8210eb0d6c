package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestPeople.Who;
import org.liangzheng.api.identity.person.Parties;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who may act for whom. */
@ApiTest
class MandatesTest {

  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient jdbc;
  @Autowired private Representation representation;
  private TestPeople people;
  private LocalDate today;

  @BeforeEach
  void open() {
    people = TestPeople.of(context);
    today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
  }

  private static String company(int number) {
    String first17 = "91990100LC%07d".formatted(number);
    return first17 + OrganizationId.checkCharacter(first17);
  }

  private Answer give(Who who, Who agent, String scopes, LocalDate from, LocalDate until) {
    return people.post(
        people.token(who, null), "/v1/mandates", body(agent, scopes, from, until, null));
  }

  private static String body(
      Who agent, String scopes, LocalDate from, LocalDate until, Object principal) {
    return """
    {"agent":{"type":"111","code":"%s"},"scopes":[%s],"validFrom":"%s","validUntil":"%s"%s}
    """
        .formatted(
            agent.code().value(),
            scopes,
            from,
            until,
            principal == null ? "" : ",\"principal\":\"" + principal + "\"");
  }

  private Answer record(String source, String type, String code, Who agent, String scopes) {
    return record(
        people.officer(Tokens.OWN, Role.LICENCE_OFFICER), source, type, code, agent, scopes);
  }

  private Answer record(
      Who officer, String source, String type, String code, Who agent, String scopes) {
    return people.post(
        people.token(officer, Tokens.OWN),
        "/v1/mandate-records",
        """
        {"principal":{"type":"%s","code":"%s"},"agent":{"type":"111","code":"%s"},
         "source":"%s","scopes":[%s],"validUntil":"%s","evidence":"登记簿 12 号"}
        """
            .formatted(type, code, agent.code().value(), source, scopes, today.plusYears(1)));
  }

  private static String code(Answer answer) {
    return answer.json().get("code").asString();
  }

  private boolean may(Who agent, Object principal, MandateScope scope) {
    return representation.mayAct(
        agent.party().id(), java.util.UUID.fromString(principal.toString()), scope);
  }

  @Test
  void aHelperMayWhatItsMandateSaysUntilItIsRevoked() {
    Who who = people.person();
    Who helper = people.person();
    Answer given = give(who, helper, "\"SHOW\",\"VIEW\"", today, today);
    assertThat(given.status()).as(given.body()).isEqualTo(201);
    assertThat(given.body()).doesNotContain(helper.code().value()).contains("HELPER");
    Object principal = who.party().id();
    assertThat(may(helper, principal, MandateScope.SHOW)).isTrue();
    assertThat(may(helper, principal, MandateScope.CONSENT)).isFalse();
    assertThat(may(who, helper.party().id(), MandateScope.SHOW)).isFalse();
    String id = given.json().get("id").asString();
    assertThat(people.get(people.token(helper, null), "/v1/mandates").body()).contains(id);
    String path = "/v1/mandates/" + id + "/revocation";
    String reason = "{\"reason\":\"不再需要\"}";
    assertThat(code(people.post(people.token(people.person(), null), path, reason)))
        .isEqualTo("mandate-unknown");
    assertThat(people.post(people.token(who, null), path, "{}").status()).isEqualTo(400);
    assertThat(people.post(people.token(who, null), path, reason).status()).isEqualTo(200);
    assertThat(may(helper, principal, MandateScope.SHOW)).isFalse();
    assertThat(code(people.post(people.token(who, null), path, reason)))
        .isEqualTo("mandate-revoked");
    assertThat(
            jdbc.sql("select act from audit_entry where subject = ? order by drawn")
                .param(java.util.UUID.fromString(id))
                .query(String.class)
                .list())
        .containsExactly("MANDATE_GRANTED", "MANDATE_REVOKED");
  }

  @Test
  void aMandateCountsWithinItsDaysAlone() {
    Who who = people.person();
    Who helper = people.person();
    assertThat(give(who, helper, "\"SHOW\"", today.plusDays(1), today.plusDays(2)).status())
        .isEqualTo(201);
    assertThat(may(helper, who.party().id(), MandateScope.SHOW)).isFalse();
    jdbc.sql("update identity_mandate set valid_from = ?, valid_until = ? where agent = ?")
        .params(today.minusDays(2), today.minusDays(1), helper.party().id())
        .update();
    assertThat(may(helper, who.party().id(), MandateScope.SHOW)).isFalse();
    jdbc.sql("update identity_mandate set valid_until = ? where agent = ?")
        .params(today, helper.party().id())
        .update();
    assertThat(may(helper, who.party().id(), MandateScope.SHOW)).isTrue();
    assertThat(give(who, helper, "\"SHOW\"", today, today.minusDays(1)).status()).isEqualTo(400);
    assertThat(give(who, helper, "\"SHOW\"", today, today.plusYears(6)).status()).isEqualTo(400);
  }

  @Test
  void nobodyMandatesItself() {
    Who who = people.person();
    assertThat(code(give(who, who, "\"SHOW\"", today, today))).isEqualTo("mandate-for-oneself");
    Who officer = people.officer(Tokens.OWN, Role.LICENCE_OFFICER);
    assertThat(
            code(record(officer, "LEGAL_REPRESENTATIVE", "001", company(1), officer, "\"SHOW\"")))
        .isEqualTo("mandate-for-oneself");
    Who same = people.account(officer.code(), "twin-" + officer.signInName());
    assertThat(code(record(officer, "LEGAL_REPRESENTATIVE", "001", company(1), same, "\"SHOW\"")))
        .isEqualTo("mandate-for-oneself");
  }

  @Test
  void aRepresentativePassesOnNoMoreThanItHas() {
    Who representative = people.person();
    Who helper = people.person();
    String number = company(2);
    Answer recorded =
        record(
            "LEGAL_REPRESENTATIVE",
            "001",
            number,
            representative,
            "\"SHOW\",\"VIEW\",\"DELEGATE\"");
    assertThat(recorded.status()).as(recorded.body()).isEqualTo(201);
    Object company =
        context.getBean(Parties.class).find(new OrganizationId(number)).orElseThrow().id();
    String token = people.token(representative, null);
    assertThat(
            code(
                people.post(
                    token, "/v1/mandates", body(helper, "\"CONSENT\"", today, today, company))))
        .isEqualTo("mandate-too-wide");
    assertThat(
            code(
                people.post(
                    token, "/v1/mandates", body(helper, "\"DELEGATE\"", today, today, company))))
        .isEqualTo("mandate-too-wide");
    assertThat(
            code(
                people.post(
                    token,
                    "/v1/mandates",
                    body(helper, "\"SHOW\"", today, today.plusYears(2), company))))
        .isEqualTo("mandate-too-wide");
    assertThat(
            people
                .post(token, "/v1/mandates", body(helper, "\"SHOW\"", today, today, company))
                .status())
        .isEqualTo(201);
    assertThat(may(helper, company, MandateScope.SHOW)).isTrue();
    Who third = people.person();
    assertThat(
            code(
                people.post(
                    people.token(helper, null),
                    "/v1/mandates",
                    body(third, "\"SHOW\"", today, today, company))))
        .isEqualTo("mandate-party-wrong");
  }

  @Test
  void sourcesGoWithTheirPrincipals() {
    Who agent = people.person();
    Who child = people.person();
    assertThat(code(record("GUARDIAN", "001", company(3), agent, "\"SHOW\"")))
        .isEqualTo("mandate-party-wrong");
    assertThat(code(record("LEGAL_REPRESENTATIVE", "111", child.code().value(), agent, "\"SHOW\"")))
        .isEqualTo("mandate-party-wrong");
    assertThat(code(record("HELPER", "111", child.code().value(), agent, "\"SHOW\"")))
        .isEqualTo("mandate-party-wrong");
    assertThat(record("GUARDIAN", "111", "990100197001010000", agent, "\"SHOW\"").status())
        .isEqualTo(400);
  }
}
