package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.api.identity.TestPeople.Who;
import org.liangzheng.api.identity.person.Accounts;
import org.liangzheng.api.identity.person.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Signing in by page, and how that ends. */
@ApiTest
class PeopleFlowTest {
  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient jdbc;
  private TestPeople people;

  @BeforeEach
  void open() {
    people = TestPeople.of(context);
  }

  private TestBrowser browser() {
    return new TestBrowser(people.base());
  }

  @Test
  void aPersonSignsInAndOut() {
    Who who = people.officer(Tokens.OWN, Role.LICENCE_OFFICER);
    TestBrowser browser = browser();
    Answer done =
        browser.signIn(who.signInName().toUpperCase(java.util.Locale.ROOT), TestPeople.PASSWORD);
    assertThat(done.status()).as(done.body()).isEqualTo(303);
    assertThat(done.header("Location")).isEqualTo("/me");
    assertThat(done.headers().allValues("Set-Cookie"))
        .anySatisfy(line ->
            assertThat(line)
                .startsWith("lz-session=")
                .contains("HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Max-Age", "Domain"));
    Answer account = browser.send(Call.get("/account"));
    assertThat(account.status()).isEqualTo(200);
    assertThat(account.body()).contains("证照管理员").contains("测试人");
    assertThat(account.header("Content-Security-Policy")).doesNotContain("unsafe");
    assertThat(browser.send(Call.get("/account?lang=en")).body()).contains("Licence officer");
    Map<String, String> before = Map.copyOf(browser.cookies);
    assertThat(browser.submit("/account", "/logout", Map.of()).status()).isEqualTo(303);
    browser.cookies.putAll(before);
    assertThat(browser.send(Call.get("/account")).status()).isEqualTo(302);
  }

  @Test
  void aSessionNobodyBeganIsNotTakenUp() {
    Who who = people.person();
    TestBrowser browser = browser();
    String planted = "A".repeat(43);
    browser.cookies.put("lz-session", planted);
    assertThat(browser.signIn(who.signInName(), TestPeople.PASSWORD).status()).isEqualTo(303);
    String first = browser.cookies.get("lz-session");
    assertThat(first).isNotEqualTo(planted);
    assertThat(browser.signIn(who.signInName(), TestPeople.PASSWORD).status()).isEqualTo(303);
    assertThat(browser.cookies.get("lz-session")).isNotEqualTo(first);
    TestBrowser thief = browser();
    thief.cookies.put("lz-session", first);
    assertThat(thief.send(Call.get("/account")).status()).isEqualTo(302);
    assertThat(
            jdbc.sql(
                    "select count(*) from identity_session where encode(cookie_hash, 'escape') = ?")
                .param(first)
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void wrongPasswordsWaitAndSoDoNamesThatNobodyHas() {
    Who who = people.person();
    TestBrowser browser = browser();
    String nobody = "nobody-" + who.signInName();
    Answer wrong = null;
    Answer unknown = null;
    for (int i = 0; i < 5; i++) {
      wrong = browser.signIn(who.signInName(), "not the password");
      unknown = browser.signIn(nobody, "not the password");
      assertThat(wrong.status()).isEqualTo(401);
      assertThat(unknown.status()).isEqualTo(401);
      assertThat(wrong.body()).contains("role=\"alert\"").contains("登录名或密码不对");
    }
    assertThat(wrong.header("Retry-After")).isEqualTo(unknown.header("Retry-After")).isNotEmpty();
    Answer locked = browser.signIn(who.signInName(), TestPeople.PASSWORD);
    assertThat(locked.status()).isEqualTo(429);
    assertThat(Integer.parseInt(locked.header("Retry-After"))).isBetween(1, 30);
    assertThat(locked.body()).contains("暂时不能登录");
    assertThat(browser.signIn(nobody, TestPeople.PASSWORD).status()).isEqualTo(429);
    let(who.signInName());
    assertThat(browser.signIn(who.signInName(), "not the password").status()).isEqualTo(401);
    Answer longer = browser.signIn(who.signInName(), TestPeople.PASSWORD);
    assertThat(longer.status()).isEqualTo(429);
    assertThat(Integer.parseInt(longer.header("Retry-After"))).isBetween(31, 60);
    let(who.signInName());
    assertThat(browser.signIn(who.signInName(), TestPeople.PASSWORD).status()).isEqualTo(303);
    assertThat(browser.signIn(who.signInName(), "not the password").header("Retry-After"))
        .as("a success forgets the failures")
        .isEmpty();
  }

  /** As if the wait were over. */
  private void let(String name) {
    assertThat(name).isNotEmpty();
    jdbc.sql("update identity_sign_in set open_at = now() - interval '1 second'").update();
  }

  @Test
  void aDisabledAccountIsNotToldFromAWrongPassword() {
    Who who = people.person();
    String token = people.token(who, null, Scope.MANDATE_OWN);
    assertThat(people.get(token, "/v1/mandates").status()).isEqualTo(200);
    context.getBean(Accounts.class).disable(who.account().id());
    assertThat(people.get(token, "/v1/mandates").status()).isEqualTo(401);
    assertThat(browser().signIn(who.signInName(), TestPeople.PASSWORD).status()).isEqualTo(401);
  }

  @Test
  void aFormThatIsNotOursDoesNothing() {
    Who who = people.person();
    Map<String, String> form = Map.of("name", who.signInName(), "password", TestPeople.PASSWORD);
    for (Map<String, String> more : List.of(Map.<String, String>of(), Map.of("_csrf", "x"))) {
      Map<String, String> all = new LinkedHashMap<>(form);
      all.putAll(more);
      TestBrowser browser = browser();
      browser.send(Call.get("/login"));
      Answer refused = browser.send(Call.form("/login", all));
      assertThat(refused.status()).isEqualTo(303);
      assertThat(refused.header("Location")).isEqualTo("/login?again");
      assertThat(browser.cookies).doesNotContainKey("lz-session");
    }
  }

  @Test
  void theWayLeadsOnToTheProgramAndNowhereElse() {
    Who who = people.person();
    TestBrowser browser = browser();
    Answer sent =
        browser.send(Call.get("/oauth2/authorize?" + TestPeople.encode(TestPeople.request(null))));
    assertThat(sent.status()).isEqualTo(302);
    assertThat(sent.header("Location")).startsWith("/login?continue=%2Foauth2%2Fauthorize");
    Answer page = browser.send(Call.get(sent.header("Location")));
    assertThat(page.header("Content-Security-Policy"))
        .contains("form-action 'self' http://127.0.0.1:9");
    String target = TestPeople.query(sent.header("Location")).get("continue");
    Answer done =
        browser.submit(
            sent.header("Location"),
            "/login",
            Map.of("name", who.signInName(), "password", TestPeople.PASSWORD, "continue", target));
    assertThat(done.header("Location")).isEqualTo(target);
    Answer code = browser.send(Call.get(target));
    assertThat(code.header("Location")).startsWith(TestPeople.REDIRECT + "?code=");
    for (String elsewhere :
        List.of("https://example.invalid/", "//example.invalid", "/\\example.invalid", "/logout")) {
      Answer back =
          browser.submit(
              "/login",
              "/login",
              Map.of(
                  "name",
                  who.signInName(),
                  "password",
                  TestPeople.PASSWORD,
                  "continue",
                  elsewhere));
      assertThat(back.header("Location")).isEqualTo("/me");
    }
  }

  @Test
  void aPasswordSomebodyElseHasSeenIsChangedFirst() {
    Who who = people.person();
    jdbc.sql("update identity_account set must_change = true where id = ?")
        .param(who.account().id())
        .update();
    TestBrowser browser = browser();
    assertThat(browser.signIn(who.signInName(), TestPeople.PASSWORD).header("Location"))
        .isEqualTo("/account/password");
    Answer authorize =
        browser.send(Call.get("/oauth2/authorize?" + TestPeople.encode(TestPeople.request(null))));
    assertThat(authorize.header("Location")).startsWith("/login?continue=");
    TestBrowser other = browser();
    assertThat(other.signIn(who.signInName(), TestPeople.PASSWORD).status()).isEqualTo(303);
    for (String weak :
        List.of("short", "aaaaaaaaaaaaaaaa", who.signInName() + " and more", TestPeople.PASSWORD)) {
      assertThat(change(browser, TestPeople.PASSWORD, weak).status()).as(weak).isEqualTo(422);
    }
    assertThat(change(browser, "not the password", "another long sentence").status())
        .isEqualTo(422);
    assertThat(change(browser, TestPeople.PASSWORD, "another long sentence").status())
        .isEqualTo(303);
    assertThat(browser.send(Call.get("/account")).status()).isEqualTo(200);
    assertThat(other.send(Call.get("/account")).status()).as("other sessions end").isEqualTo(302);
    assertThat(browser().signIn(who.signInName(), TestPeople.PASSWORD).status()).isEqualTo(401);
    assertThat(browser().signIn(who.signInName(), "another long sentence").status()).isEqualTo(303);
  }

  private static Answer change(TestBrowser browser, String old, String fresh) {
    return browser.submit(
        "/account/password", "/account/password", Map.of("old", old, "fresh", fresh));
  }

  @Test
  void signingOutEndsTheTokens() {
    Who who = people.person();
    TestBrowser browser = browser();
    browser.signIn(who.signInName(), TestPeople.PASSWORD);
    String token =
        people.token("lz-session=" + browser.cookies.get("lz-session"), null, Scope.MANDATE_OWN);
    assertThat(people.get(token, "/v1/mandates").status()).isEqualTo(200);
    browser.submit("/account", "/logout", Map.of());
    assertThat(people.get(token, "/v1/mandates").status()).isEqualTo(401);
  }

  @Test
  void weightyActsNeedAFreshSignIn() {
    Who who = people.officer(Tokens.OWN, Role.ADMINISTRATOR);
    String cookie = people.cookie(who);
    String token = people.token(cookie, Tokens.OWN);
    jdbc.sql("update identity_session set authenticated_at = ? where account = ?")
        .params(OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(16), who.account().id())
        .update();
    assertThat(people.get(token, "/v1/roles").status()).isEqualTo(200);
    Answer old =
        people.post(
            token,
            "/v1/roles",
            "{\"account\":\"" + who.account().id() + "\",\"role\":\"AUDITOR\"}");
    assertThat(old.status()).isEqualTo(401);
    assertThat(old.json().get("code").asString()).isEqualTo("sign-in-too-old");
    assertThat(old.header("WWW-Authenticate"))
        .isEqualTo("Bearer error=\"insufficient_user_authentication\", max_age=900");
    Map<String, String> request = TestPeople.request(Tokens.OWN);
    request.put("max_age", "900");
    assertThat(people.authorize(cookie, request).header("Location")).startsWith("/login?");
    request.put("max_age", "1200");
    assertThat(people.authorize(cookie, request).header("Location")).contains("code=");
  }

  @Test
  void aTokenHasWhatTheRolesBringAndNoMore() {
    Who who = people.officer(Tokens.OWN, Role.LICENCE_OFFICER);
    String token = people.token(who, Tokens.OWN);
    assertThat(people.get(token, "/v1/events").status()).isEqualTo(200);
    assertThat(people.get(token, "/v1/roles").status()).isEqualTo(403);
    assertThat(people.get(token, "/v1/log/entries").status()).isEqualTo(403);
    assertThat(people.get(token, "/v1/mandates").status()).isEqualTo(403);
  }
}
