package org.liangzheng.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestPeople;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.identity.person.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Numbers are not taken for text, nor text for numbers; told at the field, whatever the call. */
@ApiTest
class StrictJsonTest {
  @Autowired private ApplicationContext context;
  private Tokens tokens;
  private TestPeople people;

  @BeforeEach
  void open() {
    tokens = Tokens.of(context);
    people = TestPeople.of(context);
  }

  private String token(String right) {
    return switch (right) {
      case "HOLDER" -> people.token(people.person(), null);
      case "SEAL_KEEPER", "ADMINISTRATOR" ->
          people.token(people.officer(Tokens.OWN, Role.valueOf(right)), Tokens.OWN);
      default -> tokens.bearer(Tokens.OWN, Scope.valueOf(right));
    };
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "LICENCE_ISSUE, /v1/licences, `{'type':5}`, /type",
        "LICENCE_ISSUE, /v1/licences, `{'number':991}`, /number",
        "LICENCE_ISSUE, /v1/licences, `{'number':9.5}`, /number",
        "LICENCE_ISSUE, /v1/licences, `{'holder':{'type':1}}`, /holder/type",
        "LICENCE_ISSUE, /v1/licences, `{'holder':{'code':110101199003070038}}`, /holder/code",
        "LICENCE_ISSUE, /v1/licences, `{'holder':{'name':true}}`, /holder/name",
        "LICENCE_ISSUE, /v1/licences, `{'issueDate':20000}`, /issueDate",
        "LICENCE_ISSUE, /v1/licences, `{'validFrom':1.5}`, /validFrom",
        "LICENCE_ISSUE, /v1/licences, `{'validUntil':false}`, /validUntil",
        "LICENCE_READ, /v1/licences/search, `{'number':5}`, /number",
        "LICENCE_READ, /v1/licences/search, `{'identifier':5}`, /identifier",
        "LICENCE_READ, /v1/licences/search, `{'registeredFrom':1700000000}`, /registeredFrom",
        "LICENCE_READ, /v1/licences/search, `{'registeredFrom':1.7e9}`, /registeredFrom",
        "LICENCE_READ, /v1/licences/search, `{'registeredBefore':'1700000000'}`, /registeredBefore",
        "LICENCE_READ, /v1/licences/search, `{'limit':'5'}`, /limit",
        "EXTERNAL_DELIVER, /v1/external-licences, `{'issuer':5}`, /issuer",
        "EXTERNAL_DELIVER, /v1/external-licences, `{'sequence':'5'}`, /sequence",
        "EXTERNAL_DELIVER, /v1/external-licences, `{'sequence':true}`, /sequence",
        "EXTERNAL_DELIVER, /v1/external-licences, `{'sequence':''}`, /sequence",
        "ADMINISTRATOR, /v1/external-issuers, `{'code':5}`, /code",
        "ADMINISTRATOR, /v1/external-issuers, `{'staleAfterSeconds':'60'}`, /staleAfterSeconds",
        "ADMINISTRATOR, /v1/accounts, `{'name':5}`, /name",
        "ADMINISTRATOR, /v1/roles, `{'account':5}`, /account",
        "SEAL_KEEPER, /v1/seals, `{'name':5}`, /name",
        "SEAL_KEEPER, /v1/seals, `{'kind':0}`, /kind",
        "SEAL_KEEPER, /v1/seals, `{'picture':{'organization':{'diameter':'42'}}}`, /picture/organization/diameter",
        "SEAL_KEEPER, /v1/seals, `{'rules':{'hoursFrom':8}}`, /rules/hoursFrom",
        "HOLDER, /v1/mandates, `{'validUntil':20000}`, /validUntil",
        "HOLDER, /v1/mandates, `{'scopes':[0]}`, /scopes/0",
      })
  void aScalarOfAnotherKindIsRefused(String right, String path, String body, String pointer) {
    Answer answer = people.post(token(right), path, body.replace('\'', '"'));
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.json().get("code").asString()).isEqualTo("request-invalid");
    assertThat(answer.json().get("errors").valueStream())
        .as(answer.body())
        .anySatisfy(error -> {
          assertThat(error.get("pointer").asString()).isEqualTo(pointer);
          assertThat(error.get("code").asString()).isEqualTo("field-malformed");
        });
  }

  /** Met by a handler it would be a fault of ours; it is the caller's, and told at its place. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "HOLDER, /v1/mandates, `{'scopes':[null]}`, /scopes/0",
        "HOLDER, /v1/mandates, `{'scopes':['VIEW',null]}`, /scopes/1",
        "ADMINISTRATOR, /v1/clients, `{'scopes':[null]}`, /scopes/0",
        "ADMINISTRATOR, /v1/clients, `{'certificates':[null]}`, /certificates/0",
        "ADMINISTRATOR, /v1/clients, `{'keys':[null]}`, /keys/0",
        "ADMINISTRATOR, /v1/verifier-points, `{'scenes':[null]}`, /scenes/0",
        "SEAL_KEEPER, /v1/seals, `{'rules':{'matters':[null]}}`, /rules/matters/0",
        "SEAL_USE, /v1/sealing-tasks, `{'parties':[null]}`, /parties/0",
        "SEAL_USE, /v1/sealing-tasks, `{'parties':[{'places':[null]}]}`, /parties/0/places/0",
        "SEAL_USE, /v1/seal-signatures, `{'places':[{},null]}`, /places/1",
        "CASE_MANAGE, /v1/cases, `{'holders':[null]}`, /holders/0",
      })
  void nothingInAListIsRefused(String right, String path, String body, String pointer) {
    Answer answer = people.post(token(right), path, body.replace('\'', '"'));
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.json().get("code").asString()).isEqualTo("request-invalid");
    assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo(pointer);
    assertThat(answer.json().at("/errors/0/code").asString()).isEqualTo("field-missing");
  }
}
