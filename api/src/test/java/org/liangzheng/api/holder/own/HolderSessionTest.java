package org.liangzheng.api.holder.own;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.TestPeople;
import org.liangzheng.api.identity.TestPeople.Who;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.identity.mandate.RegisterMandates;
import org.liangzheng.api.identity.person.Parties;
import org.liangzheng.api.identity.person.Party;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.api.identity.person.Sessions;
import org.liangzheng.api.licence.LicenceRequests;
import org.liangzheng.api.licence.TestCity;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a holder's pages call, by session and by token: own things, and nobody else's. */
@ApiTest
class HolderSessionTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Pattern META = Pattern.compile("<meta name=\"csrf\" content=\"([^\"]+)\">");

  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient jdbc;
  private TestPeople people;

  @BeforeEach
  void open() {
    people = TestPeople.of(context);
  }

  /** A browser with a session: cookies, and the form token of the page it is on. */
  private final class Browser {
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private String token = "";

    Browser(Who who) {
      String[] session = people.cookie(who).split("=", 2);
      cookies.put(session[0], session[1]);
    }

    HttpResponse<String> send(
        String method, String path, String body, Map<String, String> headers) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(people.base() + path))
              .method(
                  method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
              .header(
                  "Cookie",
                  cookies.entrySet().stream()
                      .map(one -> one.getKey() + "=" + one.getValue())
                      .collect(Collectors.joining("; ")));
      headers.forEach(request::header);
      try {
        HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString());
        answer
            .headers()
            .allValues("Set-Cookie")
            .forEach(line -> {
              String[] pair = line.split(";", 2)[0].split("=", 2);
              cookies.put(pair[0], pair[1]);
            });
        Matcher meta = META.matcher(answer.body());
        if (meta.find()) {
          token = meta.group(1);
        }
        return answer;
      } catch (IOException failed) {
        throw new java.io.UncheckedIOException(failed);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(stopped);
      }
    }

    HttpResponse<String> get(String path) {
      return send("GET", path, null, Map.of());
    }

    HttpResponse<String> show(UUID licence, Map<String, String> more) {
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("Content-Type", "application/json");
      headers.put("Idempotency-Key", UUID.randomUUID().toString());
      headers.putAll(more);
      return send(
          "POST",
          "/v1/presentations",
          "{\"licence\":\"" + licence + "\",\"scene\":\"CAR_RENTAL\"}",
          headers);
    }
  }

  private static String problem(HttpResponse<String> answer) {
    return answer.statusCode() + " " + JSON.readTree(answer.body()).path("code").asString();
  }

  private UUID driving(Who holder) throws IOException {
    String example =
        java.nio.file.Files.readString(
            java.nio.file.Path.of(
                System.getProperty("house.root"), "docs", "examples", "driving-licence.json"));
    JsonNode request = JSON.readTree(example);
    String own =
        example
            .replace(request.at("/holder/code").asString(), holder.code().value())
            .replace(request.at("/holder/name").asString(), holder.party().name().orElseThrow());
    TestCity.Reply reply =
        TestCity.of(context, SampleDepartment.PUBLIC_SECURITY).issue(JSON.readTree(own));
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    return UUID.fromString(reply.json().get("id").asString());
  }

  private JsonNode items(String token, String path) {
    var answer = people.get(token, path);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().get("items");
  }

  @Test
  void aSessionDoesWhatATokenDoesWhenThePageAsksIt() throws IOException {
    Who holder = people.person();
    UUID licence = driving(holder);
    Browser browser = new Browser(holder);
    HttpResponse<String> page = browser.get("/me");
    assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(
            policy -> assertThat(policy).contains("script-src 'self'").doesNotContain("unsafe"));
    String listed = browser.get("/v1/holder/licences").body();
    assertThat(JSON.readTree(listed).at("/items/0/id").asString()).isEqualTo(licence.toString());
    assertThat(listed).doesNotContain(holder.code().value());
    assertThat(browser.show(licence, Map.of("X-CSRF-TOKEN", browser.token)).statusCode())
        .isEqualTo(201);
  }

  @Test
  void withoutThePagesTokenNothingChanges() throws IOException {
    Who holder = people.person();
    UUID licence = driving(holder);
    Browser browser = new Browser(holder);
    assertThat(browser.get("/me").statusCode()).isEqualTo(200);
    assertThat(problem(browser.show(licence, Map.of()))).isEqualTo("403 form-token-wrong");
    assertThat(problem(browser.show(licence, Map.of("X-CSRF-TOKEN", "x"))))
        .isEqualTo("403 form-token-wrong");
    Browser other = new Browser(people.person());
    assertThat(other.get("/me").statusCode()).isEqualTo(200);
    assertThat(problem(browser.show(licence, Map.of("X-CSRF-TOKEN", other.token))))
        .as("another browser's")
        .isEqualTo("403 form-token-wrong");
    for (String site : new String[] {"cross-site", "same-site"}) {
      assertThat(
              problem(
                  browser.show(
                      licence, Map.of("X-CSRF-TOKEN", browser.token, "Sec-Fetch-Site", site))))
          .isEqualTo("403 form-token-wrong");
      assertThat(
              problem(
                  browser.send("GET", "/v1/holder/licences", null, Map.of("Sec-Fetch-Site", site))))
          .isEqualTo("403 form-token-wrong");
    }
    assertThat(
            browser
                .show(
                    licence, Map.of("X-CSRF-TOKEN", browser.token, "Sec-Fetch-Site", "same-origin"))
                .statusCode())
        .isEqualTo(201);
  }

  @Test
  void aSessionOpensNothingElseOfTheApi() {
    Who officer = people.officer(Tokens.OWN, Role.LICENCE_OFFICER);
    Browser browser = new Browser(officer);
    for (String path : new String[] {"/v1/mandates", "/v1/events", "/v1/roles"}) {
      assertThat(problem(browser.get(path))).as(path).isEqualTo("401 not-authenticated");
    }
  }

  @Test
  void whenTheSessionIsOverSoIsWhatThePageMayDo() throws IOException {
    Who holder = people.person();
    Browser browser = new Browser(holder);
    assertThat(browser.get("/me").statusCode()).isEqualTo(200);
    Sessions sessions = context.getBean(Sessions.class);
    sessions.end(sessions.find(browser.cookies.get("lz-session")).orElseThrow().id());
    assertThat(problem(browser.get("/v1/holder/licences"))).isEqualTo("401 not-authenticated");
    HttpResponse<String> page = browser.get("/me/records?month=2026-11");
    assertThat(page.statusCode()).isEqualTo(302);
    assertThat(page.headers().firstValue("Location"))
        .hasValue("/login?ended&continue=%2Fme%2Frecords%3Fmonth%3D2026-11");
  }

  @Test
  void whoActsForAnAuthorityIsSentToTheAccount() {
    Who officer = people.officer(Tokens.OWN, Role.LICENCE_OFFICER);
    Browser browser = new Browser(officer);
    Sessions sessions = context.getBean(Sessions.class);
    sessions.actFor(
        sessions.find(browser.cookies.get("lz-session")).orElseThrow(),
        java.util.Optional.of(Tokens.OWN));
    HttpResponse<String> page = browser.get("/me");
    assertThat(page.statusCode()).isEqualTo(303);
    assertThat(page.headers().firstValue("Location")).hasValue("/account?holder");
    assertThat(browser.get("/account?holder").body()).contains("请切换到“我本人”");
    assertThat(problem(browser.get("/v1/holder/licences"))).isEqualTo("403 not-allowed");
  }

  @Test
  void ownLicencesAndNobodyElses() throws IOException {
    Who holder = people.person();
    Who other = people.person();
    UUID licence = driving(holder);
    String own = people.token(holder, null, Scope.LICENCE_OWN);
    String foreign = people.token(other, null, Scope.LICENCE_OWN);
    assertThat(items(own, "/v1/holder/licences")).hasSize(1);
    assertThat(items(foreign, "/v1/holder/licences")).isEmpty();
    String path = "/v1/holder/licences/" + licence;
    assertThat(people.get(own, path).json().at("/number").asString()).isNotEmpty();
    for (String more : new String[] {"", "/face.png", "/file?format=ofd"}) {
      assertThat(people.get(own, path + more).status()).isEqualTo(200);
      var refused = people.get(foreign, path + more);
      assertThat(refused.status() + " " + refused.json().get("code").asString())
          .isEqualTo("404 own-licence-unknown");
    }
    var uses = people.get(foreign, "/v1/holder/uses?licence=" + licence);
    assertThat(uses.json().get("code").asString()).isEqualTo("own-licence-unknown");
  }

  @Test
  void licencesOfACompanyAsLongAsTheMandateLasts() {
    Who agent = people.person();
    Who stranger = people.person();
    String company = LicenceRequests.company(4_410_001);
    TestCity.Reply issued =
        TestCity.of(context, SampleDepartment.MARKET)
            .issue(LicenceRequests.valid(company, "亮城市示例小吃店"));
    assertThat(issued.status()).as(issued.text()).isEqualTo(201);
    Party firm = context.getBean(Parties.class).ensure(new OrganizationId(company), "亮城市示例小吃店");
    context
        .getBean(RegisterMandates.class)
        .legalRepresentative(firm, agent.party(), SampleDepartment.MARKET.id(), "test");
    UUID mandate =
        jdbc.sql("select id from identity_mandate where principal = ? and agent = ?")
            .params(firm.id(), agent.party().id())
            .query(UUID.class)
            .single();
    String token = people.token(agent, null, Scope.LICENCE_OWN);
    JsonNode listed = items(token, "/v1/holder/licences?of=" + mandate);
    assertThat(listed).hasSize(1);
    assertThat(listed.get(0).get("mandate").asString()).isEqualTo(mandate.toString());
    assertThat(items(token, "/v1/holder/licences")).as("not one's own").isEmpty();
    String path = "/v1/holder/licences/" + listed.get(0).get("id").asString();
    assertThat(people.get(token, path).status()).isEqualTo(200);
    var foreign =
        people.get(
            people.token(stranger, null, Scope.LICENCE_OWN), "/v1/holder/licences?of=" + mandate);
    assertThat(foreign.json().get("code").asString()).isEqualTo("own-mandate-unknown");
    jdbc.sql(
            "update identity_mandate set valid_from = date '2026-01-01',"
                + " valid_until = date '2026-03-01' where id = ?")
        .param(mandate)
        .update();
    var over = people.get(token, "/v1/holder/licences?of=" + mandate);
    assertThat(over.status() + " " + over.json().get("code").asString())
        .isEqualTo("403 own-mandate-ended");
    assertThat(over.json().get("zh").asString()).contains("2026-03-01");
    assertThat(people.get(token, path).status()).isEqualTo(404);
    assertThat(new Browser(agent).get("/me?of=" + mandate).body()).contains("您的这份代办已于");
  }

  @Test
  void whoUsedALicenceByPagesAndMonths() throws IOException {
    Who holder = people.person();
    UUID licence = driving(holder);
    TestCity city = TestCity.of(context, SampleDepartment.PUBLIC_SECURITY);
    for (int i = 0; i < 51; i++) {
      assertThat(city.read("/v1/licences/" + licence).status()).isEqualTo(200);
    }
    String token = people.token(holder, null, Scope.LICENCE_OWN);
    JsonNode first = people.get(token, "/v1/holder/uses").json();
    assertThat(first.get("items")).hasSize(50);
    assertThat(first.at("/items/0/who/name").asString()).isEqualTo("亮城市公安局");
    assertThat(first.at("/items/0/kind").asString()).isEqualTo("READ");
    JsonNode rest =
        people.get(token, "/v1/holder/uses?cursor=" + first.get("cursor").asString()).json();
    assertThat(rest.get("items")).hasSize(1);
    assertThat(rest.has("cursor")).isFalse();
    assertThat(items(token, "/v1/holder/uses?month=1999-01")).isEmpty();
    for (String wrong : new String[] {"month=99", "cursor=x", "of=x"}) {
      assertThat(people.get(token, "/v1/holder/uses?" + wrong).json().get("code").asString())
          .isEqualTo("parameter-invalid");
    }
    String table = people.get(token, "/v1/holder/uses/export").body();
    assertThat(table.lines()).hasSize(52);
    assertThat(table).contains("亮城市公安局").doesNotContain(holder.code().value());
  }
}
