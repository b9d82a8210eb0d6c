package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.api.identity.TestPeople.Who;
import org.liangzheng.api.identity.approval.Approvals;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.api.identity.person.Roles;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two people, shown by the granting of roles. */
@ApiTest
class ApprovalsTest {
  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient jdbc;
  @Autowired private Approvals approvals;
  @Autowired private Roles roles;
  private TestPeople people;
  private Who one;
  private Who other;
  private Who subject;
  private String first;
  private String second;

  @BeforeEach
  void open() {
    people = TestPeople.of(context);
    one = people.officer(Tokens.OWN, Role.ADMINISTRATOR);
    other = people.officer(Tokens.OWN, Role.ADMINISTRATOR);
    subject = people.person();
    first = people.token(one, Tokens.OWN);
    second = people.token(other, Tokens.OWN);
  }

  private Answer propose() {
    return people.post(
        first,
        "/v1/roles",
        "{\"account\":\"" + subject.account().id() + "\",\"role\":\"SEAL_KEEPER\"}");
  }

  private Answer approve(String token, Answer proposed, String digest) {
    return people.post(
        token, proposed.header("Location") + "/approve", "{\"digest\":\"" + digest + "\"}");
  }

  private static String digest(Answer proposed) {
    return proposed.json().get("digest").asString();
  }

  private static String code(Answer answer) {
    return answer.json().get("code").asString();
  }

  private String state(Answer proposed) {
    return people.get(first, proposed.header("Location")).json().get("state").asString();
  }

  private boolean granted() {
    return roles.holds(subject.account().id(), Tokens.OWN, Role.SEAL_KEEPER);
  }

  @Test
  void twoPeopleGrantARoleAndOneRevokesIt() {
    Answer proposed = propose();
    assertThat(proposed.status()).as(proposed.body()).isEqualTo(202);
    assertThat(proposed.json().get("state").asString()).isEqualTo("OPEN");
    assertThat(granted()).isFalse();
    Answer shown = people.get(second, proposed.header("Location"));
    assertThat(shown.json().get("mine").asBoolean()).isFalse();
    assertThat(shown.json().get("request").get("role").asString()).isEqualTo("SEAL_KEEPER");
    assertThat(shown.json().get("digest").asString()).isEqualTo(digest(proposed));
    Answer approved = approve(second, proposed, digest(proposed));
    assertThat(approved.status()).as(approved.body()).isEqualTo(200);
    assertThat(state(proposed)).isEqualTo("EXECUTED");
    assertThat(granted()).isTrue();
    String grant =
        roles.list(Tokens.OWN).stream()
            .filter(each -> each.account().equals(subject.account().id()))
            .findFirst()
            .orElseThrow()
            .id()
            .toString();
    for (String none : List.of("{}", "{\"reason\":\" \"}", "{\"reason\":\"two\\nlines\"}")) {
      assertThat(code(people.post(first, "/v1/roles/" + grant + "/revocation", none)))
          .as(none)
          .isEqualTo("reason-missing");
    }
    assertThat(
            people
                .post(first, "/v1/roles/" + grant + "/revocation", "{\"reason\":\"调离\"}")
                .status())
        .isEqualTo(200);
    assertThat(granted()).isFalse();
    assertThat(
            jdbc.sql("select act from audit_entry where subject = ? order by drawn")
                .param(subject.account().id())
                .query(String.class)
                .list())
        .containsExactly(
            "PROPOSAL_MADE",
            "PROPOSAL_APPROVED",
            "ROLE_GRANTED",
            "PROPOSAL_EXECUTED",
            "ROLE_REVOKED");
  }

  @Test
  void oneCannotBeTwo() {
    Answer proposed = propose();
    Answer again = approve(first, proposed, digest(proposed));
    assertThat(again.status()).isEqualTo(409);
    assertThat(code(again)).isEqualTo("second-person-needed");
    Who sameWithOtherAccount = people.account(one.code(), "second-" + one.signInName());
    people.grant(sameWithOtherAccount, Tokens.OWN, Role.ADMINISTRATOR);
    Answer asOther =
        approve(people.token(sameWithOtherAccount, Tokens.OWN), proposed, digest(proposed));
    assertThat(code(asOther)).isEqualTo("second-person-needed");
    assertThat(state(proposed)).isEqualTo("OPEN");
    assertThat(granted()).isFalse();
  }

  @Test
  void anotherDigestIsNotApproved() {
    Answer proposed = propose();
    String changed = (digest(proposed).startsWith("0") ? "1" : "0") + digest(proposed).substring(1);
    Answer refused = approve(second, proposed, changed);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(code(refused)).isEqualTo("proposal-changed");
    assertThat(approve(second, proposed, "ab").status()).isEqualTo(400);
    assertThat(granted()).isFalse();
  }

  @Test
  void anExpiredProposalIsNotApproved() {
    Answer proposed = propose();
    jdbc.sql("update identity_proposal set expires_at = now() - interval '1 second' where id = ?")
        .param(id(proposed))
        .update();
    assertThat(state(proposed)).isEqualTo("EXPIRED");
    assertThat(code(approve(second, proposed, digest(proposed)))).isEqualTo("proposal-expired");
    assertThat(granted()).isFalse();
  }

  private static UUID id(Answer proposed) {
    return UUID.fromString(proposed.json().get("proposal").asString());
  }

  @Test
  void oneRefusesWithAReasonAndOnlyTheProposerWithdraws() {
    Answer proposed = propose();
    String place = proposed.header("Location");
    assertThat(code(people.post(second, place + "/refuse", "{\"reason\":\" \"}")))
        .isEqualTo("reason-missing");
    assertThat(code(people.post(second, place + "/withdraw", "{}"))).isEqualTo("proposer-only");
    assertThat(people.post(second, place + "/refuse", "{\"reason\":\"人员不符\"}").status())
        .isEqualTo(200);
    assertThat(people.get(first, place).json().get("reason").asString()).isEqualTo("人员不符");
    assertThat(code(approve(second, proposed, digest(proposed)))).isEqualTo("proposal-settled");
    Answer next = propose();
    assertThat(people.post(first, next.header("Location") + "/withdraw", "{}").status())
        .isEqualTo(200);
    assertThat(state(next)).isEqualTo("WITHDRAWN");
    assertThat(code(approve(second, next, digest(next)))).isEqualTo("proposal-settled");
    assertThat(granted()).isFalse();
  }

  @Test
  void whoHasNotTheRoleDoesNotDecide() {
    Answer proposed = propose();
    String keeper = people.token(people.officer(Tokens.OWN, Role.SEAL_KEEPER), Tokens.OWN);
    Answer refused = approve(keeper, proposed, digest(proposed));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(code(refused)).isEqualTo("act-role-missing");
    assertThat(people.get(keeper, proposed.header("Location")).status()).isEqualTo(404);
    assertThat(people.get(keeper, "/v1/approvals").body())
        .doesNotContain(proposed.json().get("proposal").asString());
    String machine =
        Tokens.of(context).bearer(Tokens.OWN, Scope.APPROVAL_DECIDE, Scope.ROLE_MANAGE);
    assertThat(approve(machine, proposed, digest(proposed)).status()).isEqualTo(403);
    assertThat(
            people
                .post(machine, "/v1/roles", "{\"account\":\"" + subject.account().id() + "\"}")
                .status())
        .isEqualTo(403);
    assertThat(granted()).isFalse();
  }

  @Test
  void aProposerWhoHasLostTheRoleCountsNoMore() {
    Answer proposed = propose();
    roles.list(Tokens.OWN).stream()
        .filter(grant -> grant.account().equals(one.account().id()))
        .forEach(grant -> roles.revoke(grant, other.account().id(), "test"));
    Answer refused = approve(second, proposed, digest(proposed));
    assertThat(code(refused)).isEqualTo("approver-not-entitled");
    assertThat(granted()).isFalse();
    assertThat(
            jdbc.sql("select count(*) from identity_approval where proposal = ?")
                .param(id(proposed))
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void whatWasApprovedBeforeACrashIsDoneAfterIt() {
    Answer proposed = propose();
    jdbc.sql(
            "insert into identity_approval (proposal, party, account, approved_at)"
                + " values (?, ?, ?, now())")
        .params(id(proposed), other.party().id(), other.account().id())
        .update();
    jdbc.sql("update identity_proposal set state = 'APPROVED' where id = ?")
        .param(id(proposed))
        .update();
    approvals.carryOut(id(proposed));
    approvals.carryOut(id(proposed));
    assertThat(state(proposed)).isEqualTo("EXECUTED");
    assertThat(granted()).isTrue();
  }

  @Test
  void whatIsNotWhatWasApprovedIsNotDone() {
    Answer proposed = propose();
    jdbc.sql("update identity_proposal set state = 'APPROVED' where id = ?")
        .param(id(proposed))
        .update();
    approvals.carryOut(id(proposed));
    assertThat(granted()).as("one approval").isFalse();
    jdbc.sql(
            "insert into identity_approval (proposal, party, account, approved_at)"
                + " values (?, ?, ?, now())")
        .params(id(proposed), other.party().id(), other.account().id())
        .update();
    jdbc.sql("update identity_proposal set digest = ? where id = ?")
        .params(
            context
                .getBean(FieldCipher.class)
                .encrypt(new Cell("identity_proposal", "digest", id(proposed)), new byte[32]),
            id(proposed))
        .update();
    approvals.carryOut(id(proposed));
    assertThat(granted()).as("another digest").isFalse();
    assertThat(state(proposed)).isEqualTo("APPROVED");
    jdbc.sql("delete from identity_approval where proposal = ?").param(id(proposed)).update();
    jdbc.sql("delete from identity_proposal where id = ?").param(id(proposed)).update();
  }

  @Test
  void whatCanNoLongerBeDoneFails() {
    Answer proposed = propose();
    Answer twin = propose();
    assertThat(approve(second, proposed, digest(proposed)).status()).isEqualTo(200);
    assertThat(approve(second, twin, digest(twin)).status()).isEqualTo(200);
    Answer shown = people.get(first, twin.header("Location"));
    assertThat(shown.json().get("state").asString()).isEqualTo("FAILED");
    assertThat(shown.json().get("failure").asString()).isEqualTo("role-held");
  }

  @Test
  void wrongProposalsAreNotMade() {
    for (Map.Entry<String, String> wrong :
        List.of(
            Map.entry("{}", "request-invalid"),
            Map.entry(
                "{\"account\":\"" + subject.account().id() + "\",\"role\":\"KING\"}",
                "request-invalid"),
            Map.entry(
                "{\"account\":\"" + UUID.randomUUID() + "\",\"role\":\"AUDITOR\"}",
                "account-unknown"),
            Map.entry(
                "{\"account\":\"" + one.account().id() + "\",\"role\":\"ADMINISTRATOR\"}",
                "role-held"))) {
      assertThat(code(people.post(first, "/v1/roles", wrong.getKey()))).isEqualTo(wrong.getValue());
    }
  }

  @Test
  void theSameRequestTwiceIsOneProposal() {
    String key = UUID.randomUUID().toString();
    Call call =
        Call.json(
                "POST",
                "/v1/roles",
                "{\"account\":\"" + subject.account().id() + "\",\"role\":\"AUDITOR\"}")
            .with("Authorization", "Bearer " + first)
            .with("Idempotency-Key", key);
    Answer one = TestHttp.send(people.base(), call);
    Answer two = TestHttp.send(people.base(), call);
    assertThat(two.body()).isEqualTo(one.body());
    assertThat(two.header("Idempotency-Replayed")).isEqualTo("true");
  }
}
