package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.liangzheng.api.ApiTest;

/** What a client proves itself by at the token endpoint, wrong in one way each. */
@ApiTest
class ClientAssertionTest extends TokenRig {
  static Stream<Arguments> wrongClaims() {
    return Stream.of(
        wrong("other audience", claims -> claims.put("aud", "https://other.example.invalid")),
        wrong(
            "two audiences",
            claims ->
                claims.put("aud", List.of(claims.get("aud"), "https://other.example.invalid"))),
        wrong("no audience", claims -> claims.remove("aud")),
        wrong("expired", claims -> claims.put("exp", (Long) claims.get("iat") - 1)),
        wrong("ends now", claims -> claims.put("exp", claims.get("iat"))),
        wrong("no end", claims -> claims.remove("exp")),
        wrong("end as text", claims -> claims.put("exp", claims.get("exp").toString())),
        wrong("lives too long", claims -> claims.put("exp", (Long) claims.get("iat") + 310)),
        wrong("lives for ever", claims -> claims.put("exp", Long.MAX_VALUE)),
        wrong("from the future", claims -> claims.put("iat", (Long) claims.get("iat") + 90)),
        wrong("not yet", claims -> claims.put("nbf", (Long) claims.get("iat") + 90)),
        wrong("no jti", claims -> claims.remove("jti")),
        wrong("blank jti", claims -> claims.put("jti", " ")),
        wrong("long jti", claims -> claims.put("jti", "x".repeat(129))),
        wrong("other issuer", claims -> claims.put("iss", "somebody")),
        wrong("no subject", claims -> claims.remove("sub")),
        wrong("subject of another form", claims -> claims.put("sub", "a b'; drop table x")),
        wrong(
            "unknown client",
            claims -> {
              claims.put("iss", "nobody");
              claims.put("sub", "nobody");
            }));
  }

  private static Arguments wrong(String name, Consumer<Map<String, Object>> change) {
    return Arguments.of(name, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongClaims")
  void refusesWrongClaims(String name, Consumer<Map<String, Object>> change) {
    Map<String, Object> claims = claims();
    change.accept(claims);
    refused(tokens.ask(key.sign(claims)));
  }

  @Test
  void refusesAnotherKey() {
    refused(tokens.ask(new TestKey().sign(claims())));
    String other = tokens.register(Tokens.OWN, new TestKey());
    refused(tokens.ask(key.sign(tokens.claims(other))));
  }

  @Test
  void refusesAnAlteredAssertion() {
    String[] parts = key.sign(claims()).split("\\.");
    Map<String, Object> more = claims();
    String altered = TestKey.content(Map.of("alg", "ES256"), more);
    refused(tokens.ask(altered + "." + parts[2]));
    char last = parts[2].charAt(0) == 'A' ? 'B' : 'A';
    refused(tokens.ask(parts[0] + "." + parts[1] + "." + last + parts[2].substring(1)));
  }

  @Test
  void refusesOtherAlgorithms() throws Exception {
    refused(tokens.ask(TestKey.content(Map.of("alg", "none"), claims()) + "."));
    // Signed rightly, but says it is something else.
    refused(tokens.ask(key.sign(Map.of("alg", "ES384"), claims())));
    refused(tokens.ask(key.sign(Map.of("alg", "ES256", "crit", List.of("exp")), claims())));
    // The public key taken as the secret of an HMAC.
    String content = TestKey.content(Map.of("alg", "HS256"), claims());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.jwk().key().toSpki().toByteArray(), "HmacSHA256"));
    byte[] tag = mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
    refused(tokens.ask(content + "." + TestKey.BASE64.encodeToString(tag)));
    String es256 = TestKey.content(Map.of("alg", "ES256"), claims());
    refused(tokens.ask(es256 + "." + TestKey.BASE64.encodeToString(new byte[64])));
  }

  @Test
  void takesNoKeyFromTheAssertion() {
    TestKey other = new TestKey();
    refused(
        tokens.ask(
            other.sign(
                Map.of("alg", "ES256", "jwk", other.jwk().members(), "jku", "http://127.0.0.1:9/"),
                claims())));
  }

  @Test
  void refusesOversizedAssertions() {
    Map<String, Object> claims = claims();
    claims.put("more", "x".repeat(4000));
    refused(tokens.ask(key.sign(claims)));
    claims.put("more", "x".repeat(40_000));
    assertThat(tokens.ask(key.sign(claims)).status()).isEqualTo(413);
  }

  @Test
  void refusesRubbish() {
    for (String rubbish :
        List.of("", ".", "..", "a.b.c", "e30.e30.e30", "bnVsbA.bnVsbA.AAAA", "☃.☃.☃")) {
      refused(tokens.ask(rubbish));
    }
  }

  @Test
  void eachAssertionCountsOnce() {
    String assertion = key.sign(claims());
    assertThat(tokens.ask(assertion).status()).isEqualTo(200);
    refused(tokens.ask(assertion));
    // Another client may use the same jti.
    String other = tokens.register(Tokens.FOREIGN, key);
    Map<String, Object> claims = tokens.claims(other);
    claims.put("jti", "1");
    assertThat(tokens.ask(key.sign(claims)).status()).isEqualTo(200);
    Map<String, Object> mine = claims();
    mine.put("jti", "1");
    assertThat(tokens.ask(key.sign(mine)).status()).isEqualTo(200);
  }

  @Test
  void aWrongSignatureSpendsNothing() {
    Map<String, Object> claims = claims();
    refused(tokens.ask(new TestKey().sign(claims)));
    assertThat(tokens.ask(key.sign(claims)).status()).isEqualTo(200);
  }

  @Test
  void ofManyAtOnceOneSucceeds() throws Exception {
    String assertion = key.sign(claims());
    CountDownLatch go = new CountDownLatch(1);
    List<Future<Integer>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 16; i++) {
        answers.add(
            threads.submit(() -> {
              go.await();
              return tokens.ask(assertion).status();
            }));
      }
      go.countDown();
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> answer : answers) {
        statuses.add(answer.get());
      }
      assertThat(statuses).containsOnlyOnce(200);
      assertThat(statuses.stream().filter(status -> status == 401)).hasSize(15);
    }
  }

  @Test
  void spentAssertionsAreForgottenWhenTheyAreTooOld() {
    SpentAssertions spent = context.getBean(SpentAssertions.class);
    Client registered = clients.find(client).orElseThrow();
    assertThat(spent.spend(registered, "old", clock.instant().minusSeconds(301))).isTrue();
    assertThat(spent.spend(registered, "new", clock.instant().minusSeconds(200))).isTrue();
    assertThat(spent.forget()).isGreaterThanOrEqualTo(1);
    assertThat(spent.spend(registered, "old", clock.instant())).isTrue();
    assertThat(spent.spend(registered, "new", clock.instant())).isFalse();
  }
}
