package org.liangzheng.api.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.TestPeople;
import org.liangzheng.api.identity.Tokens;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What is compressed and what is not; problems as pages for people, as documents for programs. */
@ApiTest
class PageAnswersTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

  @Autowired private ApplicationContext context;
  private String base;

  @BeforeEach
  void theService() {
    base = Tokens.of(context).base();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/counter", "/api", "/v3/api-docs", "/v1/matter-graph"})
  void whatIsTheSameForEverybodyIsCompressed(String path) throws Exception {
    HttpResponse<byte[]> plain = ask(path, "Accept-Encoding", "identity");
    HttpResponse<byte[]> small = ask(path, "Accept-Encoding", "br;q=1, gzip;q=0.8");
    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(small.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(small.headers().allValues("Vary")).anyMatch(one -> one.contains("Accept-Encoding"));
    assertThat(small.body().length).isLessThan(plain.body().length / 2);
    // The form token is masked anew for each.
    assertThat(withoutToken(unpacked(small.body()))).isEqualTo(withoutToken(plain.body()));
    assertThat(ask(path, "Accept-Encoding", "gzip;q=0").headers().firstValue("Content-Encoding"))
        .isEmpty();
  }

  @Test
  void whatIsSomebodysIsNot() throws Exception {
    TestPeople people = TestPeople.of(context);
    String cookie = people.cookie(people.person());
    for (String path :
        new String[] {
          "/login", "/me", "/me/records", "/account", "/me/requests", "/v1/holder/licences"
        }) {
      HttpResponse<byte[]> answer =
          ask(path, "Accept-Encoding", "gzip, br", "Cookie", cookie, "Accept", BROWSER);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Encoding")).as(path).isEmpty();
    }
  }

  @Test
  void aProblemIsAPageForABrowserAndADocumentForAProgram() throws Exception {
    HttpResponse<byte[]> page = ask("/no-such-page?lang=en", "Accept", BROWSER);
    assertThat(page.statusCode()).isEqualTo(401);
    assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("style-src 'self'");
    assertThat(new String(page.body(), StandardCharsets.UTF_8))
        .contains("<html lang=\"en\"", "There is no such page", "Reference ", "/app/")
        .doesNotContain("Authorization", "th:");
    for (String accept : new String[] {"*/*", "application/json", "text/event-stream"}) {
      assertThat(ask("/no-such-page", "Accept", accept).headers().firstValue("Content-Type"))
          .as(accept)
          .hasValue("application/problem+json");
    }
    assertThat(ask("/v1/licences", "Accept", BROWSER).headers().firstValue("Content-Type"))
        .as("the API does not turn into pages")
        .hasValue("application/problem+json");
  }

  @Test
  void aFaultOfTheServiceIsAPageTooAndTellsNothing() throws Exception {
    // The container's own way: a rejected address, which no handler and no chain sees.
    HttpResponse<byte[]> rejected = ask("/me/%2e%2e%2fx%00", "Accept", BROWSER);
    assertThat(rejected.statusCode()).isEqualTo(400);
    TestPeople people = TestPeople.of(context);
    HttpResponse<byte[]> wrong =
        ask("/me?of=nobody", "Accept", BROWSER, "Cookie", people.cookie(people.person()));
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(new String(wrong.body(), StandardCharsets.UTF_8))
        .contains("这个地址不能这样打开", "编号 ")
        .doesNotContain("nobody\"", "Exception");
  }

  /** What somebody else wrote into a link does not become a link of ours to somewhere else. */
  @Test
  void aProblemsPageLeadsNowhereElse() throws Exception {
    HttpResponse<byte[]> page = ask("//elsewhere.invalid/login", "Accept", BROWSER);
    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(new String(page.body(), StandardCharsets.UTF_8))
        .contains("href=\"/?lang=en\"")
        .doesNotContain("elsewhere.invalid");
  }

  private static byte[] unpacked(byte[] small) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(small))) {
      return in.readAllBytes();
    }
  }

  private static String withoutToken(byte[] page) {
    return new String(page, StandardCharsets.UTF_8)
        .replaceAll("name=\"csrf\" content=\"[^\"]*\"", "");
  }

  private HttpResponse<byte[]> ask(String path, String... headers) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(base + path)).headers(headers).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }
}
