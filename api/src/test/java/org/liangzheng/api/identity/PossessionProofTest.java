package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.api.presentation.point.PlaceKind;
import org.liangzheng.api.presentation.point.Points;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A verifier point proves its key at each call (RFC 9449); one thing wrong each time. */
@ApiTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PossessionProofTest {
  private static final String SELF = "/v1/verifier-points/self";

  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient database;

  private TestPoint point;

  @BeforeAll
  void enrol() {
    point = TestPoint.enrolled(context, PlaceKind.COUNTER, "TRAFFIC_STOP");
  }

  private Answer send(String proof) {
    return point.sendWith(Call.get(SELF), "DPoP " + point.token(), proof);
  }

  private Map<String, Object> claims() {
    return point.claims("GET", SELF, point.token());
  }

  private static void refused(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(401);
    assertThat(answer.json().get("code").asString()).isIn("not-authenticated", "proof-refused");
    assertThat(answer.json().at("/next/zh").asString("")).isNotBlank();
  }

  @Test
  void aRightProofIsGoodOnce() {
    String proof = point.proof(claims());
    assertThat(send(proof).status()).isEqualTo(200);
    Answer replay = send(proof);
    refused(replay);
    assertThat(replay.json().get("code").asString()).isEqualTo("proof-refused");
    assertThat(replay.header("WWW-Authenticate")).isNotBlank();
  }

  @Test
  void aReplayIsRefusedOnEveryNode() {
    // What another node has seen stands in the database alone.
    String proof = point.proof(claims());
    Map<String, Object> seen = claims();
    PossessionProofs proofs = context.getBean(PossessionProofs.class);
    assertThat(proofs).isNotNull();
    String fresh = point.proof(seen);
    new SpentProofs(database, context.getBean(java.time.Clock.class))
        .spend(thumbprint(fresh), String.valueOf(seen.get("jti")));
    Answer refused = send(fresh);
    refused(refused);
    assertThat(refused.json().get("code").asString()).isEqualTo("proof-refused");
    assertThat(send(proof).status()).isEqualTo(200);
  }

  private static String thumbprint(String proof) {
    try {
      return com.nimbusds.jwt.SignedJWT.parse(proof)
          .getHeader()
          .getJWK()
          .computeThumbprint()
          .toString();
    } catch (java.text.ParseException | com.nimbusds.jose.JOSEException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Test
  void oneThingWrongIsEnough() {
    refused(send(null));
    Map<String, Object> claims = claims();
    claims.put("htu", "https://other.example.invalid" + SELF);
    refused(send(point.proof(claims)));
    claims = claims();
    claims.put("htu", String.valueOf(claims.get("htu")) + "/scans");
    refused(send(point.proof(claims)));
    claims = claims();
    claims.put("htm", "POST");
    refused(send(point.proof(claims)));
    claims = claims();
    claims.put("iat", (Long) claims.get("iat") - 600);
    refused(send(point.proof(claims)));
    claims = claims();
    claims.put("iat", (Long) claims.get("iat") + 600);
    refused(send(point.proof(claims)));
    claims = claims();
    claims.remove("ath");
    refused(send(point.proof(claims)));
    claims = claims();
    claims.put("ath", "AAAA");
    refused(send(point.proof(claims)));
    claims = claims();
    claims.remove("jti");
    refused(send(point.proof(claims)));
    refused(send("no.proof.atall"));
    // By another key, though all it says is right.
    TestPoint thief = TestPoint.of(context, point.id());
    refused(send(thief.proof(claims())));
    // The right proof of another point beside this point's token.
    TestPoint other = TestPoint.enrolled(context, PlaceKind.GATE, "TRAFFIC_STOP");
    refused(send(other.proof("GET", SELF, point.token())));
    assertThat(send(point.proof(claims())).status()).isEqualTo(200);
  }

  @Test
  void theProofItselfIsReadStrictly() {
    refused(send(point.proof("at+jwt", point.jwk(), claims())));
    // The bytes of the private half, whatever they are, have no business here.
    Map<String, String> jwk = point.jwk();
    jwk.put("d", "AAAA");
    refused(send(point.proof("dpop+jwt", jwk, claims())));
    jwk = point.jwk();
    jwk.put("x", jwk.get("y"));
    refused(send(point.proof("dpop+jwt", jwk, claims())));
    jwk = point.jwk();
    jwk.put("crv", "P-384");
    refused(send(point.proof("dpop+jwt", jwk, claims())));
    refused(send(point.proof("dpop+jwt", Map.of(), claims())));
    Map<String, Object> claims = claims();
    claims.put("jti", "x".repeat(129));
    refused(send(point.proof(claims)));
    claims = claims();
    claims.put("iat", "now");
    refused(send(point.proof(claims)));
    claims = claims();
    claims.put("iat", (Long) claims.get("iat") - 50);
    assertThat(send(point.proof(claims)).status()).as("a clock that is off").isEqualTo(200);
    String right = point.proof(claims());
    refused(send(right + "A"));
    refused(send(right.substring(0, right.lastIndexOf('.') + 1)));
    refused(send(right + " " + right));
    // A proof for a token is none for enrolling, where there is none yet.
    TestPoint.Registered made =
        TestPoint.register(context, Tokens.OWN, PlaceKind.COUNTER, "TRAFFIC_STOP");
    String path = "/v1/verifier-points/enrolments";
    Call call = Call.json("POST", path, "{\"code\":\"" + made.code() + "\"}");
    String base = Tokens.of(context).base();
    String bound = point.proof("POST", path, point.token());
    assertThat(TestHttp.send(base, call.with("DPoP", bound)).json().get("code").asString())
        .isEqualTo("proof-refused");
    assertThat(send(right).status()).isEqualTo(200);
  }

  @Test
  void theTokenIsOfNoUseAsABearerToken() {
    refused(point.sendWith(Call.get(SELF), "Bearer " + point.token(), null));
    refused(point.sendWith(Call.get(SELF), "Bearer " + point.token(), point.proof(claims())));
    // And a machine's token of no use by the other scheme.
    String machine = Tokens.of(context).bearer(Tokens.OWN, Scope.LICENCE_READ);
    Map<String, Object> claims = point.claims("GET", "/v1/licences/x", machine);
    refused(point.sendWith(Call.get("/v1/licences/x"), "DPoP " + machine, point.proof(claims)));
  }

  @Test
  void theTokenEndpointWantsTheKeyOfTheEnrolment() {
    Answer without = point.ask(null);
    assertThat(without.status()).isEqualTo(400);
    assertThat(without.json().get("error").asString()).isEqualTo("invalid_dpop_proof");
    TestPoint thief = TestPoint.of(context, point.id());
    Answer other = point.ask(thief.proof("POST", "/oauth2/token", null));
    assertThat(other.json().get("error").asString()).isEqualTo("invalid_dpop_proof");
    Answer wrong = point.ask(point.proof("POST", "/oauth2/other", null));
    assertThat(wrong.json().get("error").asString()).isEqualTo("invalid_dpop_proof");
    assertThat(thief.ask(thief.proof("POST", "/oauth2/token", null)).json().get("error").asString())
        .isEqualTo("invalid_client");
  }

  @Test
  void aCodeOfEnrolmentIsGoodOnce() {
    TestPoint.Registered made =
        TestPoint.register(context, Tokens.OWN, PlaceKind.COUNTER, "TRAFFIC_STOP");
    TestPoint first = TestPoint.of(context, made.id());
    assertThat(first.enrol(made.code().toLowerCase(java.util.Locale.ROOT)).status()).isEqualTo(201);
    assertThat(first.enrol(made.code()).status()).as("the same key asks again").isEqualTo(201);
    Answer second = TestPoint.of(context, made.id()).enrol(made.code());
    assertThat(second.status()).isEqualTo(403);
    assertThat(second.json().get("code").asString()).isEqualTo("enrolment-code-refused");
    TestPoint.Registered old =
        TestPoint.register(context, Tokens.OWN, PlaceKind.COUNTER, "TRAFFIC_STOP");
    database
        .sql(
            "update presentation_point set enrolment_until = now() - interval '1 second'"
                + " where id = ?")
        .param(old.id())
        .update();
    assertThat(TestPoint.of(context, old.id()).enrol(old.code()).status()).isEqualTo(403);
  }

  @Test
  void aPointThatIsEnrolledAnewLosesItsOldKey() {
    TestPoint old = TestPoint.enrolled(context, PlaceKind.COUNTER, "TRAFFIC_STOP");
    var _ = old.token();
    Points points = context.getBean(Points.class);
    String code = points.newCode();
    TransactionTemplate transactions = context.getBean(TransactionTemplate.class);
    transactions.executeWithoutResult(
        _ -> points.renewCode(points.look(old.id()).orElseThrow(), code, "test"));
    TestPoint fresh = TestPoint.of(context, old.id());
    assertThat(fresh.enrol(code).status()).isEqualTo(201);
    assertThat(old.ask(old.proof("POST", "/oauth2/token", null)).json().get("error").asString())
        .isEqualTo("invalid_client");
    assertThat(fresh.send(Call.get(SELF)).status()).isEqualTo(200);
    transactions.executeWithoutResult(
        _ -> points.suspend(points.look(old.id()).orElseThrow(), "test"));
    Answer suspended = fresh.send(Call.get(SELF));
    assertThat(suspended.status()).isIn(401, 403);
    refusedAs(fresh, "verifier_point_suspended");
    // Who does not have the key is told nothing, of whichever state.
    TestPoint thief = TestPoint.of(context, old.id());
    refusedAs(thief, "invalid_client");
    transactions.executeWithoutResult(
        _ -> points.revoke(points.look(old.id()).orElseThrow(), "test"));
    refusedAs(fresh, "verifier_point_revoked");
    refusedAs(thief, "invalid_client");
  }

  private static void refusedAs(TestPoint point, String error) {
    Answer answer = point.ask(point.proof("POST", "/oauth2/token", null));
    assertThat(answer.json().get("error").asString()).as(answer.body()).isEqualTo(error);
    assertThat(answer.status()).isEqualTo(error.equals("invalid_client") ? 401 : 400);
    assertThat(answer.json().at("/next/zh").asString("")).isNotBlank();
  }

  @Test
  void officersKeepTheirPoints() {
    TestPeople people = TestPeople.of(context);
    var officer = people.officer(Tokens.OWN, org.liangzheng.api.identity.person.Role.ADMINISTRATOR);
    String token = people.token(officer, Tokens.OWN, Scope.POINT_MANAGE, Scope.POINT_READ);
    Answer wrong =
        people.post(
            token,
            "/v1/verifier-points",
            "{\"name\":{\"zh\":\"示例\",\"en\":\"x\"},\"place\":{\"zh\":\"示例\",\"en\":\"x\"},"
                + "\"placeKind\":\"GATE\",\"scenes\":[\"NO_SUCH\"]}");
    assertThat(wrong.body()).contains("scene-unknown");
    Answer made =
        people.post(
            token,
            "/v1/verifier-points",
            "{\"name\":{\"zh\":\"示例\",\"en\":\"x\"},\"place\":{\"zh\":\"示例\",\"en\":\"x\"},"
                + "\"placeKind\":\"GATE\",\"scenes\":[\"TRAFFIC_STOP\"]}");
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    String path = made.header("Location");
    assertThat(people.post(token, path + "/revocation", "{}").status()).isEqualTo(200);
    assertThat(people.post(token, path + "/suspension", "{}").json().get("code").asString())
        .isEqualTo("verifier-point-revoked");
    assertThat(people.send(token, Call.get(path)).json().get("state").asString())
        .isEqualTo("REVOKED");
    assertThat(
            people
                .send(token, Call.get("/v1/verifier-points/" + java.util.UUID.randomUUID()))
                .json()
                .get("code")
                .asString())
        .isEqualTo("verifier-point-unknown");
  }
}
