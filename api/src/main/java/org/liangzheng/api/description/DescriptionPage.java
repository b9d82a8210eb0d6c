package org.liangzheng.api.description;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.liangzheng.api.web.PublicAccess;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The description as a page to read: written by the server, without a script, so that its policy
 * allows none.
 */
@Controller
class DescriptionPage {
  static final String PATH = "/api";
  static final String DOCUMENT = "/v3/api-docs";

  private static final String POLICY =
      "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none';"
          + " form-action 'none'";

  private final OpenApiWebMvcResource document;
  private final JsonMapper json;

  DescriptionPage(OpenApiWebMvcResource document, JsonMapper json) {
    this.document = document;
    this.json = json;
  }

  /** A group of operations: the first part of their path. */
  public record Group(String name, List<Shown> operations) {}

  /** An operation as shown. */
  public record Shown(
      String id,
      String method,
      String path,
      String english,
      String chinese,
      String scope,
      List<String> parameters,
      String body,
      List<String> answers) {}

  /** A problem code as shown. */
  public record Code(String code, int status, String chinese, String english) {}

  @PublicAccess
  @GetMapping(PATH)
  ModelAndView page(HttpServletRequest request, HttpServletResponse response)
      throws JacksonException, com.fasterxml.jackson.core.JsonProcessingException {
    response.setHeader("Content-Security-Policy", POLICY);
    JsonNode api = json.readTree(document.openapiJson(request, DOCUMENT, Locale.ENGLISH));
    ModelAndView page = new ModelAndView("description/api");
    page.addObject("document", DOCUMENT);
    page.addObject("groups", groups(api));
    page.addObject("codes", codes(api));
    return page;
  }

  private List<Group> groups(JsonNode api) {
    Map<String, List<Shown>> groups = new TreeMap<>();
    api.path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(one ->
                    groups
                        .computeIfAbsent(
                            one.getValue().path("tags").path(0).asString("other"),
                            _ -> new ArrayList<>())
                        .add(shown(api, one.getKey(), path.getKey(), one.getValue()))));
    return groups.entrySet().stream()
        .map(group -> new Group(group.getKey(), group.getValue()))
        .toList();
  }

  private Shown shown(JsonNode api, String method, String path, JsonNode operation) {
    List<String> parameters = new ArrayList<>();
    operation
        .path("parameters")
        .forEach(one ->
            parameters.add(
                one.path("in").asString("")
                    + " "
                    + one.path("name").asString("")
                    + (one.path("required").asBoolean(false) ? " *" : "")));
    List<String> answers = new ArrayList<>();
    operation.path("responses").properties().forEach(one -> answers.add(one.getKey()));
    return new Shown(
        operation.path("operationId").asString(""),
        method.toUpperCase(Locale.ROOT),
        path,
        operation.path("summary").asString(""),
        operation.path("description").asString(""),
        operation.path(Completion.SCOPE).asString(""),
        parameters,
        body(api, operation),
        answers);
  }

  private String body(JsonNode api, JsonNode operation) {
    JsonNode schema =
        operation.path("requestBody").path("content").path("application/json").path("schema");
    String reference = schema.path("$ref").asString("");
    if (!reference.isEmpty()) {
      schema = api.at(reference.substring(1));
    }
    return schema.isMissingNode()
        ? ""
        : json.writerWithDefaultPrettyPrinter().writeValueAsString(schema);
  }

  private static List<Code> codes(JsonNode api) {
    List<Code> codes = new ArrayList<>();
    api.at("/components/schemas/Problem/x-problem-codes")
        .forEach(one ->
            codes.add(
                new Code(
                    one.path("code").asString(""),
                    one.path("status").asInt(0),
                    one.path("zh").asString(""),
                    one.path("en").asString(""))));
    return codes;
  }
}
