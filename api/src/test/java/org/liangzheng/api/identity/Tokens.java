package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.context.ApplicationContext;

/**
 * Bearer tokens for tests, from the real token endpoint of a running test world: {@code
 * Tokens.of(context).bearer(Tokens.OWN, Scope.LICENCE_READ)}.
 */
public final class Tokens {

  /** Two departments of the sample city; each has its seal. */
  public static final OrganizationId OWN = SampleDepartment.MARKET.id();

  public static final OrganizationId FOREIGN = SampleDepartment.HOUSING.id();

  private static final TestKey KEY = new TestKey();
  private static final int LONGEST_ID = 64;
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String base;
  private final Clients clients;
  private final Issuer issuer;
  private final Clock clock;

  private Tokens(ApplicationContext context) {
    this.base =
        "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
    this.clients = context.getBean(Clients.class);
    this.issuer = context.getBean(Issuer.class);
    this.clock = context.getBean(Clock.class);
  }

  public static Tokens of(ApplicationContext context) {
    return new Tokens(context);
  }

  /** Scheme, host and port of the service. */
  public String base() {
    return base;
  }

  /** An access token for a client of that authority with exactly those scopes. */
  public String bearer(OrganizationId authority, Scope... scopes) {
    Set<String> wires = new TreeSet<>(Arrays.stream(scopes).map(Scope::wire).toList());
    String client =
        "test-"
            + authority.value()
            + wires.stream()
                .map(wire -> "-" + wire.replace(':', '.'))
                .collect(Collectors.joining());
    if (client.length() > LONGEST_ID) {
      client = "test-" + authority.value() + "-" + Integer.toHexString(wires.hashCode());
    }
    clients.register(client, "test", authority, KEY.jwk(), Set.of(scopes));
    return token(client, KEY);
  }

  String token(String client, TestKey key) {
    Answer answer = ask(key.sign(claims(client)));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().get("access_token").asString();
  }

  /** A newly registered client. */
  String register(OrganizationId authority, TestKey key, Scope... scopes) {
    String client = "client-" + COUNT.incrementAndGet();
    clients.register(client, "测试", authority, key.jwk(), Set.of(scopes));
    return client;
  }

  Map<String, Object> claims(String client) {
    return TestKey.claims(client, issuer.value(), clock.instant().getEpochSecond());
  }

  static Map<String, String> form(String assertion) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    form.put("client_assertion", assertion);
    return form;
  }

  Answer ask(String assertion) {
    return ask(form(assertion));
  }

  Answer ask(Map<String, String> form) {
    return TestHttp.send(base, Call.form("/oauth2/token", form));
  }
}
