package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.P256PublicKey;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** The token endpoint over HTTP, with a client that is good but for one thing. */
@ApiTest
class TokenEndpointTest extends TokenRig {
  @Test
  void givesAnAccessTokenSignedInTheVault() throws Exception {
    Answer answer = tokens.ask(key.sign(claims()));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    JsonNode body = answer.json();
    assertThat(body.get("token_type").asString()).isEqualTo("Bearer");
    assertThat(body.get("expires_in").asInt()).isBetween(598, 600);
    assertThat(body.get("scope").asString().split(" "))
        .containsExactlyInAnyOrder("licence:issue", "licence:read");
    assertThat(body.has("refresh_token")).isFalse();

    String[] parts = body.get("access_token").asString().split("\\.");
    JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
    JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
    assertThat(header.get("alg").asString()).isEqualTo("ES256");
    assertThat(header.get("typ").asString()).isEqualTo("at+jwt");
    assertThat(claims.get("iss").asString()).isEqualTo(tokens.base());
    assertThat(claims.get("sub").asString()).isEqualTo(client);
    assertThat(claims.get("client_id").asString()).isEqualTo(client);
    assertThat(claims.get("aud").asString()).isEqualTo("liangzheng-api");
    assertThat(claims.get("authority").asString()).isEqualTo(Tokens.OWN.value());
    assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(600);

    // The published key, with the JDK: a foreign service would check it so.
    JsonNode jwk = TestHttp.send(tokens.base(), Call.get("/oauth2/jwks")).json().get("keys").get(0);
    assertThat(jwk.get("kid").asString()).isEqualTo(header.get("kid").asString());
    assertThat(jwk.has("d")).isFalse();
    assertThat(verifiesWithTheJdk(jwk, parts)).isTrue();

    // The vault's record of the signature names client and token.
    assertThat(
            jdbc.sql(
                    "select count(*) from custody_attempt where act = 'SIGN_TOKEN' and actor = ?"
                        + " and subject = ? and outcome is not null")
                .params(client, claims.get("jti").asString())
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  private static boolean verifiesWithTheJdk(JsonNode jwk, String[] parts) throws Exception {
    byte[] point = new byte[65];
    point[0] = 4;
    System.arraycopy(Base64.getUrlDecoder().decode(jwk.get("x").asString()), 0, point, 1, 32);
    System.arraycopy(Base64.getUrlDecoder().decode(jwk.get("y").asString()), 0, point, 33, 32);
    ByteString spki = P256PublicKey.of(point).toSpki();
    java.security.Signature check =
        java.security.Signature.getInstance("SHA256withECDSAinP1363Format");
    check.initVerify(
        java.security.KeyFactory.getInstance("EC")
            .generatePublic(new java.security.spec.X509EncodedKeySpec(spki.toByteArray())));
    check.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    return check.verify(Base64.getUrlDecoder().decode(parts[2]));
  }

  @Test
  void takesTheTokenEndpointAsAudienceToo() {
    Map<String, Object> claims = claims();
    claims.put("aud", List.of(issuer.tokenEndpoint()));
    assertThat(tokens.ask(key.sign(claims)).status()).isEqualTo(200);
  }

  @Test
  void grantsOnlyRegisteredScopes() {
    Map<String, String> form = Tokens.form(key.sign(claims()));
    form.put("scope", "licence:read");
    assertThat(tokens.ask(form).json().get("scope").asString()).isEqualTo("licence:read");

    form = Tokens.form(key.sign(claims()));
    form.put("scope", "licence:read seal:make");
    Answer answer = tokens.ask(form);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("error").asString()).isEqualTo("invalid_scope");
  }

  @Test
  void aDisabledClientGetsNothingAndItsTokensEnd() {
    String token = tokens.token(client, key);
    assertThat(clients.disable(client)).isTrue();
    assertThat(clients.disable(client)).isFalse();
    refused(tokens.ask(key.sign(claims())));
    assertThat(clients.current(client).orElseThrow().enabled()).isFalse();
    // Registering it again does not bring it back.
    clients.register(client, "x", Tokens.OWN, key.jwk(), java.util.Set.of());
    refused(tokens.ask(key.sign(claims())));
    assertThat(token).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "refresh_token",
        "password",
        "urn:ietf:params:oauth:grant-type:device_code",
        "urn:ietf:params:oauth:grant-type:token-exchange",
        "urn:ietf:params:oauth:grant-type:jwt-bearer"
      })
  void refusesOtherGrants(String grant) {
    Map<String, String> form = Tokens.form(key.sign(claims()));
    form.put("grant_type", grant);
    form.put("code", "x");
    form.put("refresh_token", "x");
    form.put("device_code", "x");
    Answer answer = tokens.ask(form);
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.json().get("error").asString()).isEqualTo("unsupported_grant_type");
  }

  @Test
  void aMachineHasNoUseForACode() {
    Map<String, String> form = Tokens.form(key.sign(claims()));
    form.put("grant_type", "authorization_code");
    form.put("code", "x");
    Answer answer = tokens.ask(form);
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.json().get("error").asString()).isEqualTo("invalid_grant");
  }

  @Test
  void refusesSecrets() {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    form.put("client_id", client);
    form.put("client_secret", "secret");
    refused(tokens.ask(form));
    form.remove("client_secret");
    refused(tokens.ask(form));
    String basic =
        Base64.getEncoder()
            .encodeToString((client + ":secret").getBytes(StandardCharsets.US_ASCII));
    refused(
        TestHttp.send(
            tokens.base(),
            Call.form("/oauth2/token", form).with("Authorization", "Basic " + basic)));
    Map<String, String> both = Tokens.form(key.sign(claims()));
    both.put("client_secret", "secret");
    refused(tokens.ask(both));
  }

  @Test
  void refusesParametersInTheAddressAndTwice() {
    Call call = Call.form("/oauth2/token", Tokens.form(key.sign(claims())));
    Answer address =
        TestHttp.send(
            tokens.base(), new Call("POST", "/oauth2/token?" + call.body(), Map.of(), null));
    assertThat(address.status()).isEqualTo(400);
    assertThat(address.json().get("error").asString()).isEqualTo("invalid_request");
    Answer twice =
        TestHttp.send(
            tokens.base(),
            new Call("POST", call.path(), call.headers(), call.body() + "&scope=a&scope=b"));
    assertThat(twice.status()).isEqualTo(400);
    Map<String, String> other = Tokens.form(key.sign(claims()));
    other.put("client_id", "somebody-else");
    refused(tokens.ask(other));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /oauth2/token",
        "POST /oauth2/authorize",
        "POST /oauth2/par",
        "POST /oauth2/device_authorization",
        "GET /oauth2/device_verification",
        "POST /oauth2/introspect",
        "POST /oauth2/revoke",
        "POST /oauth2/register",
        "GET /userinfo",
        "POST /connect/register",
        "GET /connect/logout",
        "GET /.well-known/openid-configuration",
        "GET /.well-known/oauth-protected-resource"
      })
  void whateverElseAnAuthorizationServerCouldDoIsClosed(String endpoint) {
    String[] parts = endpoint.split(" ");
    Call call =
        parts[0].equals("GET")
            ? Call.get(parts[1])
            : Call.form(parts[1], Tokens.form(key.sign(claims())));
    Answer answer = TestHttp.send(tokens.base(), call);
    assertThat(answer.status()).as(answer.body()).isEqualTo(401);
    assertThat(answer.json().get("code").asString()).isEqualTo("not-authenticated");
  }

  @Test
  void saysWhatThereIsAndNothingElse() {
    Answer answer =
        TestHttp.send(tokens.base(), Call.get("/.well-known/oauth-authorization-server"));
    JsonNode metadata = answer.json();
    assertThat(metadata.get("issuer").asString()).isEqualTo(tokens.base());
    assertThat(metadata.get("token_endpoint").asString())
        .isEqualTo(tokens.base() + "/oauth2/token");
    assertThat(metadata.get("grant_types_supported").toString())
        .isEqualTo("[\"client_credentials\",\"authorization_code\"]");
    assertThat(metadata.get("token_endpoint_auth_methods_supported").toString())
        .isEqualTo("[\"private_key_jwt\",\"none\"]");
    assertThat(metadata.get("authorization_endpoint").asString())
        .isEqualTo(tokens.base() + "/oauth2/authorize");
    assertThat(metadata.get("code_challenge_methods_supported").toString()).isEqualTo("[\"S256\"]");
    assertThat(metadata.has("revocation_endpoint")).isFalse();
    assertThat(answer.header("Cache-Control")).contains("max-age=300");
    // Whatever Host header a caller makes up.
    assertThat(answer.body()).doesNotContain("example");
  }

  @Test
  void anAssertionIsNoAccessToken() {
    Answer answer =
        TestHttp.send(
            tokens.base(),
            Call.get("/v1/about").with("Authorization", "Bearer " + key.sign(claims())));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
  }

  @Test
  void anAlteredTokenIsRefused() {
    String token = tokens.token(client, key);
    assertThat(about(token).status()).isEqualTo(200);
    int dot = token.lastIndexOf('.');
    char first = token.charAt(dot + 1) == 'A' ? 'B' : 'A';
    refusedToken(token.substring(0, dot + 1) + first + token.substring(dot + 2));
    // The last character of a 64 byte signature has four idle bits; they count as well.
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    char last = alphabet.charAt(alphabet.indexOf(token.charAt(token.length() - 1)) + 1);
    refusedToken(token.substring(0, token.length() - 1) + last);
    refusedToken(token + "=");
    String[] parts = token.split("\\.");
    String claims =
        new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
            .replace(Tokens.OWN.value(), Tokens.FOREIGN.value());
    refusedToken(
        parts[0]
            + "."
            + TestKey.BASE64.encodeToString(claims.getBytes(StandardCharsets.UTF_8))
            + "."
            + parts[2]);
  }

  private Answer about(String token) {
    return TestHttp.send(
        tokens.base(), Call.get("/v1/about").with("Authorization", "Bearer " + token));
  }

  private void refusedToken(String token) {
    Answer answer = about(token);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.json().get("code").asString()).isEqualTo("not-authenticated");
    assertThat(answer.body()).doesNotContain(token);
  }

  @Test
  void whoFailsTooOftenIsPutOff() {
    for (int i = 0; i < 20; i++) {
      refused(tokens.ask(new TestKey().sign(claims())));
    }
    Answer answer = tokens.ask(key.sign(claims()));
    assertThat(answer.status()).as(answer.body()).isEqualTo(429);
    assertThat(answer.json().get("error").asString()).isEqualTo("slow_down");
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
    String other = tokens.register(Tokens.OWN, key);
    assertThat(tokens.ask(key.sign(tokens.claims(other))).status()).isEqualTo(200);
  }

  @Test
  void assertionsAndTokensStayOutOfTheLog() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    log.start();
    root.addAppender(log);
    try {
      String good = key.sign(claims());
      String bad = new TestKey().sign(claims());
      String token = tokens.ask(good).json().get("access_token").asString();
      refused(tokens.ask(good));
      refused(tokens.ask(bad));
      refused(tokens.ask(good + "x"));
      refusedToken(token + "=");
      String all =
          String.join("\n", List.copyOf(log.list).stream().map(TokenEndpointTest::text).toList());
      assertThat(all).contains("invalid_client (replayed), client " + client);
      for (String secret : List.of(good, bad, token)) {
        for (String part : secret.split("\\.")) {
          assertThat(all).doesNotContain(part);
        }
      }
    } finally {
      root.detachAppender(log);
    }
  }

  private static String text(ILoggingEvent event) {
    StringBuilder text = new StringBuilder(event.getFormattedMessage());
    for (IThrowableProxy at = event.getThrowableProxy(); at != null; at = at.getCause()) {
      text.append('\n').append(at.getClassName()).append(at.getMessage());
    }
    return text.toString();
  }
}
