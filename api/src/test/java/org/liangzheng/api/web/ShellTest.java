package org.liangzheng.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liangzheng.api.ApiTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ApiTest
@Import(TestShell.class)
@ExtendWith(OutputCaptureExtension.class)
class ShellTest {

  /** Formally a citizen number; whoever it looks like does not exist. */
  private static final String SECRET = "110101199003070038";

  @LocalServerPort int port;
  @LocalManagementPort int managementPort;
  @Autowired JsonMapper json;

  private final HttpClient http = HttpClient.newHttpClient();

  private HttpResponse<String> send(HttpRequest.Builder request, String path) throws Exception {
    return http.send(
        request.uri(URI.create("http://127.0.0.1:" + port + path)).build(),
        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder().GET(), path);
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder()
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)),
        path);
  }

  private JsonNode problem(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode document = json.readTree(response.body());
    assertThat(document.path("type").asString()).isEqualTo("urn:liangzheng:problem:" + code);
    assertThat(document.path("code").asString()).isEqualTo(code);
    assertThat(document.path("status").asInt()).isEqualTo(status);
    assertThat(document.path("zh").asString()).containsPattern("\\p{IsHan}");
    assertThat(document.path("en").asString()).isNotBlank();
    assertThat(document.path("next").path("zh").asString()).containsPattern("\\p{IsHan}");
    assertThat(document.path("next").path("en").asString()).isNotBlank();
    String id = response.headers().firstValue("Request-Id").orElseThrow();
    assertThat(UUID.fromString(id).version()).isEqualTo(7);
    assertThat(document.path("instance").asString()).isEqualTo("urn:uuid:" + id);
    return document;
  }

  private static String body(String inner) {
    return "{\"name\":\"n\",\"list\":[{\"number\":1,\"code\":\"ok\"}," + inner + "],\"count\":1}";
  }

  @Test
  void aGoodRequestIsAnswered() throws Exception {
    HttpResponse<String> response = post("/test/body", body("{\"number\":2,\"code\":\"ok2\"}"));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`{\"number\":1,\"code\":\"ok\",\"extra\":1}`, field-unknown, /list/1/extra",
        "`{\"number\":\"x110101199003070038\",\"code\":\"ok\"}`, field-malformed, /list/1/number",
        "`{\"number\":1.5,\"code\":\"ok\"}`, field-malformed, /list/1/number",
        "`{\"number\":null,\"code\":\"ok\"}`, field-malformed, /list/1/number",
        "`{\"number\":1,\"code\":\"110101199003070038\"}`, field-malformed, /list/1/code",
        "`{\"number\":1,\"code\":\"ok\",\"110101199003070038\":1}`, field-unknown, /list/1",
      })
  void aBadFieldIsPointedAtAndNotRepeated(
      String inner, String code, String pointer, CapturedOutput output) throws Exception {
    HttpResponse<String> response = post("/test/body", body(inner));
    JsonNode document = problem(response, 400, "request-invalid");
    assertThat(document.path("errors").get(0).path("pointer").asString()).isEqualTo(pointer);
    assertThat(document.path("errors").get(0).path("code").asString()).isEqualTo(code);
    assertThat(response.body()).doesNotContain(SECRET).doesNotContain("jackson");
    assertThat(output.getAll()).doesNotContain(SECRET);
  }

  @Test
  void whatIsNotJsonIsUnreadable(CapturedOutput output) throws Exception {
    for (String body :
        new String[] {
          "", "{", "{\"name\":x" + SECRET + "}", "{\"name\":\"a\",\"name\":\"b\"}", "nul"
        }) {
      HttpResponse<String> response = post("/test/body", body);
      problem(response, 400, "request-unreadable");
      assertThat(response.body()).doesNotContain(SECRET);
    }
    // Here the number, which is no text, is read before what follows it.
    HttpResponse<String> both = post("/test/body", "{\"name\":NUMBERx}".replace("NUMBER", SECRET));
    problem(both, 400, "request-invalid");
    assertThat(both.body()).doesNotContain(SECRET);
    assertThat(post("/test/body", body("{\"number\":1,\"code\":\"ok\"}") + " {}").statusCode())
        .as("something after the end")
        .isEqualTo(400);
    assertThat(output.getAll()).doesNotContain(SECRET);
  }

  @Test
  void depthAndSizeAreBounded() throws Exception {
    String deep = "{\"list\":" + "[".repeat(100) + "]".repeat(100) + "}";
    JsonNode document = json.readTree(post("/test/body", deep).body());
    assertThat(document.path("code").asString()).isIn("request-too-complex", "request-invalid");
    problem(post("/test/body", "[".repeat(100)), 400, "request-invalid");

    String large = "{\"name\":\"" + "x".repeat(1 << 20) + "\"}";
    problem(post("/test/body", large), 413, "request-too-large");
    HttpRequest.BodyPublisher unknownLength =
        HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString(large));
    problem(
        send(
            HttpRequest.newBuilder().header("Content-Type", "application/json").POST(unknownLength),
            "/test/body"),
        413,
        "request-too-large");
    assertThat(post("/test/large", large).body()).isEqualTo(Integer.toString(large.length()));
  }

  @Test
  void whatTheFrameworkRefusesIsAProblemToo() throws Exception {
    problem(get("/nothing/here"), 404, "not-found");
    HttpResponse<String> method = get("/test/body");
    problem(method, 405, "method-not-allowed");
    assertThat(method.headers().firstValue("Allow")).hasValue("POST");
    problem(
        send(
            HttpRequest.newBuilder()
                .header("Content-Type", "text/" + "x".repeat(5))
                .POST(HttpRequest.BodyPublishers.ofString("x")),
            "/test/body"),
        415,
        "media-type-unsupported");
    problem(
        send(HttpRequest.newBuilder().header("Accept", "image/png").GET(), "/test/text"),
        406,
        "not-acceptable");
    problem(get("/test/parameter"), 400, "parameter-invalid");
    HttpResponse<String> parameter = get("/test/parameter?size=" + SECRET);
    assertThat(problem(parameter, 400, "parameter-invalid").path("en").asString()).contains("size");
    assertThat(parameter.body()).doesNotContain(SECRET);
  }

  @Test
  void whatIsNotForeseenLeaksNothing(CapturedOutput output) throws Exception {
    for (String path : new String[] {"/test/broken", "/test/error"}) {
      HttpResponse<String> response = get(path);
      problem(response, 500, "internal-error");
      assertThat(response.body()).doesNotContain("secret").doesNotContain("Exception");
      String id = response.headers().firstValue("Request-Id").orElseThrow();
      assertThat(output.getAll()).contains("[" + id + "]");
    }
    assertThat(output.getAll())
        .contains("java.lang.IllegalStateException")
        .contains("TestShell$Endpoints.broken")
        .doesNotContain("secret")
        .doesNotContain(SECRET);
  }

  @Test
  void aProblemKeepsItsHeaders() throws Exception {
    HttpResponse<String> response = get("/test/problem");
    problem(response, 429, "too-many-requests");
    assertThat(response.headers().firstValue("Retry-After")).hasValue("7");
  }

  @Test
  void nobodyOpenedThisPathSoItIsClosed() throws Exception {
    HttpResponse<String> response = post("/closed", "{}");
    problem(response, 401, "not-authenticated");
    assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    problem(post("/v1/nothing", "{}"), 404, "not-found");
    problem(get("/error"), 401, "not-authenticated");
    assertThat(get("/actuator/health").statusCode()).isEqualTo(401);
  }

  @Test
  void aboutIsPublic() throws Exception {
    JsonNode about = json.readTree(get("/v1/about").body());
    assertThat(about.path("name").asString()).isEqualTo("Liangzheng 亮证");
    assertThat(about.path("time").asString()).endsWith("Z");
  }

  @Test
  void healthAndMetricsAnswerOnTheirOwnPort() throws Exception {
    for (String path : new String[] {"/actuator/health", "/actuator/prometheus"}) {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as(path).isEqualTo(200);
    }
    for (String path : new String[] {"/actuator/env", "/actuator/heapdump", "/actuator/beans"}) {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as(path).isIn(401, 404);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET /a b HTTP/1.1",
    "GET /a|110101199003070038 HTTP/1.1",
    "GET /a//..;/110101199003070038 HTTP/1.1",
    "NONSENSE",
    "GET /%2e%2e/%00110101199003070038 HTTP/1.1"
  })
  void whatNeverReachesTheApplicationIsPlain(String line, CapturedOutput output) throws Exception {
    String answer;
    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
      socket.setSoTimeout(5000);
      socket
          .getOutputStream()
          .write(
              (line + "\r\nHost: x\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      answer = read(socket.getInputStream());
    }
    assertThat(answer)
        .startsWith("HTTP/1.1 400")
        .contains("urn:liangzheng:problem:request-malformed")
        .contains("请求不符合")
        .doesNotContainIgnoringCase("tomcat")
        .doesNotContain("<html")
        .doesNotContain(SECRET);
    assertThat(output.getAll()).doesNotContain(SECRET);
  }

  private static String read(InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
  }
}
