package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.api.identity.TestPeople.Who;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.api.identity.person.Roles;
import org.liangzheng.verifier.format.licence.PersonId;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The people of the matrix, and requests about them that succeed for who owns them. */
final class MatrixPeople {
  private final ApplicationContext context;
  private TestPeople people;
  private final Map<AccessMatrix.Role, Who> who = new EnumMap<>(AccessMatrix.Role.class);
  private final Map<String, String> tokens = new ConcurrentHashMap<>();
  private Who colleague;

  MatrixPeople(ApplicationContext context) {
    this.context = context;
  }

  private synchronized TestPeople people() {
    if (people == null) {
      people = TestPeople.of(context);
    }
    return people;
  }

  private synchronized Who who(AccessMatrix.Role role, Supplier<Who> made) {
    Who known = who.get(role);
    if (known == null) {
      known = made.get();
      who.put(role, known);
    }
    return known;
  }

  private Who officer() {
    return who(AccessMatrix.Role.OFFICER, () -> people().officer(Tokens.OWN, Role.values()));
  }

  private Who foreigner() {
    return who(
        AccessMatrix.Role.OFFICER_FOREIGN, () -> people().officer(Tokens.FOREIGN, Role.values()));
  }

  Who holder() {
    return who(AccessMatrix.Role.HOLDER, people()::person);
  }

  private Who mandated() {
    return who(
        AccessMatrix.Role.HOLDER_MANDATED,
        () -> {
          Who agent = people().person();
          delegate(holder(), agent);
          return agent;
        });
  }

  /** A guardian's mandate with everything, as an officer records it. */
  private void delegate(Who principal, Who agent) {
    Answer answer =
        people()
            .post(
                token(AccessMatrix.Role.OFFICER, Scope.MANDATE_RECORD),
                "/v1/mandate-records",
                record(principal.code(), agent.code(), "VIEW\",\"DELEGATE"));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
  }

  private static String record(PersonId principal, PersonId agent, String scopes) {
    return """
    {"principal":{"type":"111","code":"%s"},"agent":{"type":"111","code":"%s"},
     "source":"GUARDIAN","scopes":["%s"],"validUntil":"%s","evidence":"示例文书 1 号"}
    """
        .formatted(principal.value(), agent.value(), scopes, year());
  }

  private static String year() {
    return java.time.LocalDate.now(java.time.ZoneOffset.UTC).plusYears(1).toString();
  }

  String token(AccessMatrix.Role role, Scope scope) {
    return tokens.computeIfAbsent(
        role + " " + scope,
        _ -> {
          Scope[] asked = {scope};
          return switch (role) {
            case OFFICER -> people().token(officer(), Tokens.OWN, asked);
            case OFFICER_FOREIGN -> people().token(foreigner(), Tokens.FOREIGN, asked);
            case HOLDER -> people().token(holder(), null, asked);
            case HOLDER_OTHER -> people().token(who(role, people()::person), null, asked);
            case HOLDER_MANDATED -> people().token(mandated(), null, asked);
            case OFFICER_WITHOUT_ROLE -> {
              Who one = people().officer(Tokens.OWN, Role.values());
              String token = people().token(one, Tokens.OWN, asked);
              Roles roles = context.getBean(Roles.class);
              roles.list(Tokens.OWN).stream()
                  .filter(grant -> grant.account().equals(one.account().id()))
                  .forEach(grant -> roles.revoke(grant, one.account().id(), "test"));
              yield token;
            }
            default -> throw new IllegalArgumentException(role.name());
          };
        });
  }

  private static Call keyed(String path, String body) {
    return Call.json("POST", path, body).with("Idempotency-Key", UUID.randomUUID().toString());
  }

  Call proposeRole() {
    return keyed("/v1/roles", grant(people().person()));
  }

  private static String grant(Who to) {
    return "{\"account\":\"" + to.account().id() + "\",\"role\":\"AUDITOR\"}";
  }

  Call proposeClient() {
    String id = "matrix-" + UUID.randomUUID();
    return keyed("/v1/clients", ClientsFlowTest.request(id, new TestKey()));
  }

  Call disableClient() {
    String id = "matrix-" + UUID.randomUUID();
    context
        .getBean(Clients.class)
        .register(id, "示例", Tokens.OWN, new TestKey().jwk(), java.util.Set.of(Scope.LICENCE_READ));
    return keyed("/v1/clients/" + id + "/disabling", "");
  }

  Call revokeRole() {
    Who one = people().officer(Tokens.OWN, Role.AUDITOR);
    UUID id =
        context.getBean(Roles.class).list(Tokens.OWN).stream()
            .filter(grant -> grant.account().equals(one.account().id()))
            .findFirst()
            .orElseThrow()
            .id();
    return keyed("/v1/roles/" + id + "/revocation", "{\"reason\":\"示例\"}");
  }

  Call register() {
    String first17 = "9901001960010" + "1%03d".formatted(number());
    first17 = first17 + "0".repeat(17 - first17.length());
    return keyed(
        "/v1/accounts",
        "{\"code\":\"%s\",\"name\":\"示例\",\"signInName\":\"made-%s\"}"
            .formatted(first17 + PersonId.checkCharacter(first17), UUID.randomUUID()));
  }

  private int number() {
    return context
        .getBean(JdbcClient.class)
        .sql("select count(*) from identity_account")
        .query(Integer.class)
        .single();
  }

  Call disable() {
    return keyed("/v1/accounts/" + people().person().account().id() + "/disabling", "{}");
  }

  private Answer proposed(Who proposer) {
    String token =
        tokens.computeIfAbsent(
            proposer.signInName(), _ -> people().token(proposer, Tokens.OWN, Scope.ROLE_MANAGE));
    Answer answer = people().send(token, proposeRole());
    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    return answer;
  }

  private synchronized Who colleague() {
    if (colleague == null) {
      colleague = people().officer(Tokens.OWN, Role.ADMINISTRATOR);
    }
    return colleague;
  }

  Call showProposal() {
    return Call.get(proposed(colleague()).header("Location"));
  }

  Call approve() {
    Answer answer = proposed(colleague());
    return keyed(
        answer.header("Location") + "/approve",
        "{\"digest\":\"" + answer.json().get("digest").asString() + "\"}");
  }

  Call refuse() {
    return keyed(proposed(colleague()).header("Location") + "/refuse", "{\"reason\":\"示例\"}");
  }

  Call withdraw() {
    return keyed(proposed(officer()).header("Location") + "/withdraw", "{}");
  }

  Call mandate() {
    return keyed(
        "/v1/mandates",
        """
        {"principal":"%s","agent":{"type":"111","code":"%s"},"scopes":["VIEW"],"validUntil":"%s"}
        """
            .formatted(holder().party().id(), people().person().code().value(), year()));
  }

  Call endMandate() {
    Answer given = people().send(token(AccessMatrix.Role.HOLDER, Scope.MANDATE_OWN), mandate());
    assertThat(given.status()).as(given.body()).isEqualTo(201);
    return keyed(
        "/v1/mandates/" + given.json().get("id").asString() + "/revocation", "{\"reason\":\"示例\"}");
  }

  Call recordMandate() {
    List<Who> pair = List.of(people().person(), people().person());
    return keyed("/v1/mandate-records", record(pair.get(0).code(), pair.get(1).code(), "VIEW"));
  }

  Call strikeMandate() {
    Answer made =
        people().send(token(AccessMatrix.Role.OFFICER, Scope.MANDATE_RECORD), recordMandate());
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return keyed(
        "/v1/mandate-records/" + made.json().get("id").asString() + "/revocation",
        "{\"reason\":\"示例\"}");
  }
}
