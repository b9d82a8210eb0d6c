package org.liangzheng.api.description;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.TestHttp;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.api.identity.Tokens;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description that is committed is the one that is served, and it is whole. */
@ApiTest
class OpenApiTest {
  private static final Path COMMITTED =
      Path.of(System.getProperty("house.root"), "docs", "openapi.json");
  private static final String UPDATE = "openapi.update";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Autowired private ApplicationContext context;

  private Answer get(String path) {
    return TestHttp.send(Tokens.of(context).base(), Call.get(path));
  }

  private JsonNode served() {
    Answer answer = get("/v3/api-docs");
    assertThat(answer.status()).isEqualTo(200);
    return answer.json();
  }

  @Test
  void theCommittedDescriptionIsTheServedOne() throws Exception {
    String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(served()) + "\n";
    if (Boolean.getBoolean(UPDATE)) {
      Files.writeString(COMMITTED, text);
    }
    String committed =
        Files.exists(COMMITTED) ? Files.readString(COMMITTED, StandardCharsets.UTF_8) : "";
    assertThat(committed.equals(text))
        .as(
            "docs/openapi.json is not what the service serves. Run ./lz test api"
                + " -Dtest=OpenApiTest -D%s=true, read the difference (git diff), commit it. First"
                + " difference: %s",
            UPDATE, difference(committed, text))
        .isTrue();
  }

  private static String difference(String committed, String served) {
    String[] old = committed.split("\n");
    String[] now = served.split("\n");
    for (int i = 0; i < Math.max(old.length, now.length); i++) {
      String left = i < old.length ? old[i] : "(nothing)";
      String right = i < now.length ? now[i] : "(nothing)";
      if (!left.equals(right)) {
        return "line " + (i + 1) + ": " + left.strip() + " | " + right.strip();
      }
    }
    return "none";
  }

  @Test
  void everyOperationIsWhole() {
    JsonNode api = served();
    assertThat(api.get("openapi").asString()).startsWith("3.1");
    Set<String> ids = new TreeSet<>();
    Set<String> operations = new TreeSet<>();
    api.get("paths")
        .properties()
        .forEach(path -> {
          assertThat(path.getKey()).matches("/(v1|oauth2|\\.well-known)/.*");
          path.getValue()
              .properties()
              .forEach(one -> {
                String name = one.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey();
                operations.add(name);
                JsonNode operation = one.getValue();
                assertThat(ids.add(operation.get("operationId").asString())).as(name).isTrue();
                assertThat(operation.get("summary").asString())
                    .as("%s needs its line in operations.tsv", name)
                    .isNotBlank()
                    .isNotEqualTo(name);
                assertThat(operation.get("responses").has("500")).as(name).isTrue();
                if (operation.has("x-scope")) {
                  assertThat(operation.get("responses").has("401")).as(name).isTrue();
                  assertThat(operation.get("security").get(0).get("oauth2").get(0))
                      .as(name)
                      .isEqualTo(operation.get("x-scope"));
                }
                assertThat(operation.toString()).as(name).doesNotContain("Caller");
              });
        });
    assertThat(operations).contains("POST /v1/licences", "GET /v1/roles", "POST /v1/verifications");
    for (String described : context.getBean(OperationTexts.class).operations()) {
      assertThat(operations).as("operations.tsv describes what is not there").contains(described);
    }
    JsonNode codes = api.at("/components/schemas/Problem/x-problem-codes");
    assertThat(codes.size()).isGreaterThan(50);
    assertThat(
            api.at("/components/securitySchemes/oauth2/flows/clientCredentials/scopes").toString())
        .contains("licence:issue");
  }

  /** Classes of one simple name in several features keep their own schemas. */
  @Test
  void schemasAreNotMixedUp() throws Exception {
    JsonNode api = served();
    JsonNode schemas = api.at("/components/schemas");
    assertThat(schemas.has("RoleController.View")).isTrue();
    assertThat(schemas.has("ClientController.View")).isTrue();
    assertThat(schemas.at("/ClientController.View/properties").has("certificates")).isTrue();
    assertThat(schemas.at("/RoleController.View/properties").has("role")).isTrue();
    assertThat(api.toString()).doesNotContain("org.liangzheng");
    Set<String> missing = new TreeSet<>();
    var references =
        java.util.regex.Pattern.compile("\"#/components/(\\w+)/([^\"]+)\"").matcher(api.toString());
    while (references.find()) {
      if (!api.path("components").path(references.group(1)).has(references.group(2))) {
        missing.add(references.group());
      }
    }
    assertThat(missing).isEmpty();
    JsonNode example =
        api.at("/paths/~1v1~1licences/post/requestBody/content/application~1json/example");
    assertThat(example)
        .isEqualTo(
            JSON.readTree(
                Files.readString(
                    COMMITTED.resolveSibling("examples").resolve("business-licence.json"))));
  }

  @Test
  void thePageShowsItWithoutAScript() {
    Answer page = get("/api");
    assertThat(page.status()).as(page.body()).isEqualTo(200);
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'")
        .doesNotContain("script-src")
        .doesNotContain("unsafe");
    assertThat(page.body())
        .contains("/v1/licences", "签发证照", "Issue a licence", "licence:issue", "Idempotency-Key *")
        .contains("licence-type-unknown")
        .doesNotContain("<script")
        .doesNotContain("style=");
    assertThat(get("/login").body()).contains("href=\"/api\"");
  }
}
