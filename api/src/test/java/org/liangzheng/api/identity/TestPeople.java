package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.api.identity.person.Account;
import org.liangzheng.api.identity.person.Accounts;
import org.liangzheng.api.identity.person.Assurance;
import org.liangzheng.api.identity.person.Parties;
import org.liangzheng.api.identity.person.Party;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.api.identity.person.Roles;
import org.liangzheng.api.identity.person.Sessions;
import org.liangzheng.api.web.Ids;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.licence.PersonId;
import org.springframework.context.ApplicationContext;

/**
 * Invented people for tests, and access tokens they get by code and PKCE from the running service:
 * {@code people.token(people.officer(Tokens.OWN, Role.LICENCE_OFFICER), Tokens.OWN)}.
 */
public final class TestPeople {
  public static final String APP = "test-app";
  public static final String REDIRECT = "http://127.0.0.1:9/callback";
  public static final String PASSWORD = "a long enough sentence";
  static final String VERIFIER = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
  static final String CHALLENGE = challenge(VERIFIER);

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String base;
  private final ApplicationContext context;
  private final Accounts.HashedPassword hashed;

  private TestPeople(ApplicationContext context) {
    this.context = context;
    this.base =
        "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
    this.hashed = context.getBean(Accounts.class).hash(PASSWORD);
    context
        .getBean(Apps.class)
        .register(APP, "测试程序", List.of(REDIRECT), EnumSet.allOf(Scope.class));
  }

  public static TestPeople of(ApplicationContext context) {
    return new TestPeople(context);
  }

  /** Somebody with an account. */
  public record Who(Account account, Party party, String signInName) {
    public PersonId code() {
      return (PersonId) party.code();
    }
  }

  /** Somebody new. */
  public Who person() {
    int number = COUNT.incrementAndGet();
    String first17 = "99010019700101%03d".formatted(number % 1000);
    return account(new PersonId(first17 + PersonId.checkCharacter(first17)), "person-" + number);
  }

  /** An account, perhaps a second one, of a person. */
  public Who account(PersonId code, String signInName) {
    Party party = context.getBean(Parties.class).ensure(code, "测试人" + signInName);
    Account account =
        context
            .getBean(Accounts.class)
            .register(
                context.getBean(Ids.class).next(), party, signInName, hashed, false, Tokens.OWN);
    return new Who(account, party, signInName);
  }

  /** Somebody new with these roles, granted without the two people this takes outside of tests. */
  public Who officer(OrganizationId authority, Role... roles) {
    Who who = person();
    grant(who, authority, roles);
    return who;
  }

  public void grant(Who who, OrganizationId authority, Role... roles) {
    Arrays.stream(roles)
        .forEach(role ->
            context
                .getBean(Roles.class)
                .grant(
                    context.getBean(Ids.class).next(), who.account().id(), authority, role, null));
  }

  /** The cookie header of a session of that person. */
  public String cookie(Who who) {
    return cookie(who, Assurance.BASIC);
  }

  String cookie(Who who, Assurance assurance) {
    return "lz-session="
        + context.getBean(Sessions.class).start(who.account().id(), assurance, null).cookie();
  }

  /** An access token; {@code authority} null: as a holder. No scopes: all there are. */
  public String token(Who who, OrganizationId authority, Scope... scopes) {
    return token(cookie(who), authority, scopes);
  }

  String token(String cookie, OrganizationId authority, Scope... scopes) {
    Answer answer = exchange(code(cookie, authority, scopes));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().has("refresh_token")).isFalse();
    return answer.json().get("access_token").asString();
  }

  String code(String cookie, OrganizationId authority, Scope... scopes) {
    Answer answer = authorize(cookie, request(authority, scopes));
    assertThat(answer.status()).as(answer.body()).isEqualTo(302);
    Map<String, String> query = query(answer.header("Location"));
    assertThat(answer.header("Location")).startsWith(REDIRECT + "?");
    assertThat(query).as(query.toString()).containsEntry("state", "state-1").containsKey("code");
    return query.get("code");
  }

  /** A right request, to be spoilt. */
  static Map<String, String> request(OrganizationId authority, Scope... scopes) {
    Map<String, String> request = new LinkedHashMap<>();
    request.put("response_type", "code");
    request.put("client_id", APP);
    request.put("redirect_uri", REDIRECT);
    request.put("state", "state-1");
    request.put("code_challenge", CHALLENGE);
    request.put("code_challenge_method", "S256");
    if (scopes.length > 0) {
      request.put("scope", Arrays.stream(scopes).map(Scope::wire).collect(Collectors.joining(" ")));
    }
    if (authority != null) {
      request.put("authority", authority.value());
    }
    return request;
  }

  Answer authorize(String cookie, Map<String, String> request) {
    Call call = Call.get("/oauth2/authorize?" + encode(request));
    return TestHttp.send(base, cookie == null ? call : call.with("Cookie", cookie));
  }

  Answer exchange(String code) {
    return exchange(form(code));
  }

  static Map<String, String> form(String code) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("client_id", APP);
    form.put("redirect_uri", REDIRECT);
    form.put("code", code);
    form.put("code_verifier", VERIFIER);
    return form;
  }

  Answer exchange(Map<String, String> form) {
    return TestHttp.send(base, Call.form("/oauth2/token", form));
  }

  /** Sends a request with somebody's token and a new idempotency key. */
  public Answer send(String token, Call call) {
    return TestHttp.send(
        base,
        call.with("Authorization", "Bearer " + token)
            .with("Idempotency-Key", UUID.randomUUID().toString()));
  }

  public Answer post(String token, String path, String body) {
    return send(token, Call.json("POST", path, body));
  }

  public Answer get(String token, String path) {
    return TestHttp.send(base, Call.get(path).with("Authorization", "Bearer " + token));
  }

  public String base() {
    return base;
  }

  static Map<String, String> query(String address) {
    Map<String, String> query = new LinkedHashMap<>();
    String raw = URI.create(address).getRawQuery();
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      String[] parts = pair.split("=", 2);
      query.put(
          parts[0], parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return query;
  }

  static String encode(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static String challenge(String verifier) {
    try {
      return TestKey.BASE64.encodeToString(
          java.security.MessageDigest.getInstance("SHA-256")
              .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static Role[] roles(Set<Role> roles) {
    return roles.toArray(Role[]::new);
  }
}
