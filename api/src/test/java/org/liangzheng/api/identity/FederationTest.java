package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.api.identity.person.Parties;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.verifier.format.licence.PersonId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Signing in through an outside issuer, which is honest, and in one way each time not. */
@ApiTest
class FederationTest {
  static final String NUMBER = number();

  private static final StandInIssuer ISSUER = new StandInIssuer();

  private static String number() {
    String first17 = "99010019830404004";
    return first17 + PersonId.checkCharacter(first17);
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) throws IOException {
    Path secret = Files.createTempFile(Files.createDirectories(Path.of("target")), "secret", "");
    Files.writeString(secret, StandInIssuer.SECRET + "\n");
    String prefix = "liangzheng.identity.federation.";
    registry.add(prefix + "issuer", ISSUER::name);
    registry.add(prefix + "client-id", () -> StandInIssuer.CLIENT);
    registry.add(prefix + "client-secret-file", secret::toString);
    registry.add(prefix + "acr[urn:example:two-factors]", () -> "SUBSTANTIAL");
    registry.add(prefix + "acr[urn:example:card]", () -> "HIGH");
    registry.add("liangzheng.identity.minimum-assurance.office", () -> "SUBSTANTIAL");
    registry.add("liangzheng.identity.minimum-assurance.weighty", () -> "HIGH");
  }

  @AfterAll
  static void stop() {
    ISSUER.stop();
  }

  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient jdbc;
  private TestPeople people;

  @BeforeEach
  void open() {
    people = TestPeople.of(context);
  }

  private record Gone(Map<String, String> query, String cookie) {}

  private Gone go() {
    Answer answer = TestHttp.send(people.base(), Call.get("/login/federated"));
    assertThat(answer.status()).as(answer.body()).isEqualTo(303);
    assertThat(answer.header("Location")).startsWith(ISSUER.name() + "/authorize?");
    Map<String, String> query = TestPeople.query(answer.header("Location"));
    ISSUER.ask(query);
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Lax").doesNotContain(query.get("nonce"));
    return new Gone(query, cookie.split(";", 2)[0]);
  }

  private Answer comeBack(Gone gone, Map<String, String> query) {
    return TestHttp.send(
        people.base(),
        Call.get("/login/federated/callback?" + TestPeople.encode(query))
            .with("Cookie", gone.cookie()));
  }

  private static Map<String, String> good(Gone gone) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("code", "good");
    query.put("state", gone.query().get("state"));
    return query;
  }

  private static String session(Answer answer) {
    return answer.headers().allValues("Set-Cookie").stream()
        .filter(line -> line.startsWith("lz-session="))
        .map(line -> line.split(";", 2)[0])
        .findFirst()
        .orElse("");
  }

  @Test
  void somebodyTheIssuerKnowsIsSignedIn() {
    Gone gone = go();
    assertThat(gone.query())
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("client_id", StandInIssuer.CLIENT)
        .containsEntry("acr_values", "urn:example:card urn:example:two-factors");
    Answer done = comeBack(gone, good(gone));
    assertThat(done.status()).isEqualTo(303);
    assertThat(done.header("Location")).isEqualTo("/me");
    String cookie = session(done);
    assertThat(people.get(people.token(cookie, null, Scope.MANDATE_OWN), "/v1/mandates").status())
        .isEqualTo(200);
    Gone again = go();
    assertThat(session(comeBack(again, good(again)))).isNotEmpty();
    assertThat(
            jdbc.sql("select count(*) from identity_account where party = ?")
                .param(context.getBean(Parties.class).find(new PersonId(NUMBER)).orElseThrow().id())
                .query(Integer.class)
                .single())
        .isEqualTo(1);
    assertThat(TestHttp.send(people.base(), Call.get("/login")).body())
        .contains("href=\"/login/federated\"");
  }

  @Test
  void howSurelyAPersonIsKnownDecidesWhatItMayDo() {
    TestPeople.Who officer = people.officer(Tokens.OWN, Role.ADMINISTRATOR);
    String weak = people.token(officer, Tokens.OWN);
    Answer refused = people.get(weak, "/v1/roles");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.json().get("code").asString()).isEqualTo("assurance-too-weak");
    assertThat(refused.header("WWW-Authenticate")).contains("acr_values=\"SUBSTANTIAL\"");
    String sure =
        people.token(
            people.cookie(officer, org.liangzheng.api.identity.person.Assurance.SUBSTANTIAL),
            Tokens.OWN);
    assertThat(people.get(sure, "/v1/roles").status()).isEqualTo(200);
    Answer weighty = people.post(sure, "/v1/roles", "{}");
    assertThat(weighty.header("WWW-Authenticate")).contains("acr_values=\"HIGH\"");
    String surest =
        people.token(
            people.cookie(officer, org.liangzheng.api.identity.person.Assurance.HIGH), Tokens.OWN);
    assertThat(people.post(surest, "/v1/roles", "{}").status()).isEqualTo(400);
  }

  private static UnaryOperator<Map<String, Object>> lie(String claim, Object value) {
    return said -> {
      Map<String, Object> other = new LinkedHashMap<>(said);
      if (value == null) {
        other.remove(claim);
      } else {
        other.put(claim, value);
      }
      return other;
    };
  }

  private static final Map<String, UnaryOperator<Map<String, Object>>> LIES =
      Map.ofEntries(
          Map.entry("other issuer", lie("iss", "https://example.invalid")),
          Map.entry("other audience", lie("aud", "somebody")),
          Map.entry("two audiences", lie("aud", List.of(StandInIssuer.CLIENT, "somebody"))),
          Map.entry("for another party", lie("azp", "somebody")),
          Map.entry("ended", lie("exp", 1_000_000_000L)),
          Map.entry("without end", lie("exp", null)),
          Map.entry("of tomorrow", lie("iat", 4_000_000_000L)),
          Map.entry("other nonce", lie("nonce", "x")),
          Map.entry("no nonce", lie("nonce", null)),
          Map.entry("weak acr", lie("acr", "urn:example:password")),
          Map.entry("no acr", lie("acr", null)),
          Map.entry("no number", lie("id_number", null)),
          Map.entry("wrong number", lie("id_number", "990100198304040040")),
          Map.entry("no name", lie("name", null)),
          // By everything else it would be taken.
          Map.entry("too long", lie("more", "x".repeat(1 << 20))));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "other issuer",
        "other audience",
        "two audiences",
        "for another party",
        "ended",
        "without end",
        "of tomorrow",
        "other nonce",
        "no nonce",
        "weak acr",
        "no acr",
        "no number",
        "wrong number",
        "no name",
        "too long"
      })
  void aTokenThatIsWrongInOneWaySignsNobodyIn(String how) {
    Gone gone = go();
    ISSUER.lie(LIES.get(how));
    int before = ISSUER.redeemed();
    refused(comeBack(gone, good(gone)));
    assertThat(ISSUER.redeemed()).isEqualTo(before + 1);
  }

  @Test
  void aTokenOfAnotherKeySignsNobodyIn() {
    Gone gone = go();
    ISSUER.signWith(new TestKey());
    refused(comeBack(gone, good(gone)));
  }

  @Test
  void anAnswerNobodyAskedForSignsNobodyIn() {
    Gone gone = go();
    int before = ISSUER.redeemed();
    for (Map.Entry<String, String> wrong :
        List.of(
            Map.entry("state", "x"),
            Map.entry("state", ""),
            Map.entry("iss", "https://x.invalid"))) {
      Map<String, String> query = good(gone);
      query.put(wrong.getKey(), wrong.getValue());
      refused(comeBack(gone, query));
    }
    Gone other = go();
    refused(comeBack(new Gone(gone.query(), other.cookie()), good(gone)));
    refused(comeBack(new Gone(gone.query(), "lz-federated=x"), good(gone)));
    refused(
        TestHttp.send(
            people.base(), Call.get("/login/federated/callback?" + TestPeople.encode(good(gone)))));
    Map<String, String> denied = good(gone);
    denied.remove("code");
    refused(comeBack(gone, denied));
    assertThat(ISSUER.redeemed()).as("no code was even tried").isEqualTo(before);
    Map<String, String> bad = good(gone);
    bad.put("code", "bad");
    refused(comeBack(gone, bad));
  }

  private static void refused(Answer answer) {
    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location")).isEqualTo("/login?failed");
    assertThat(session(answer)).isEmpty();
  }
}
