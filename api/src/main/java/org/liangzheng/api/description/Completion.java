package org.liangzheng.api.description;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/**
 * Completes what springdoc reads from the handlers: names, sentences, who may call, what else may
 * come back. One rule for all operations, so that a new one needs nothing but its line in {@code
 * operations.tsv}.
 */
final class Completion implements GlobalOpenApiCustomizer {
  /** Extension: the right that a caller needs; set by {@link AccessReader}. */
  static final String SCOPE = "x-scope";

  private static final String JSON = "application/json";
  private static final String KEY = "Idempotency-Key";
  private static final String CAUSE = "LZ-Use-Cause";

  private final OperationTexts texts;
  private final Examples examples;

  Completion(OperationTexts texts, Examples examples) {
    this.texts = texts;
    this.examples = examples;
  }

  @Override
  public void customise(OpenAPI api) {
    ShortNames.give(api);
    CommonParts.add(api);
    api.getPaths()
        .forEach((path, item) ->
            item.readOperationsMap()
                .forEach((method, operation) -> complete(method, path, operation)));
  }

  private void complete(PathItem.HttpMethod method, String path, Operation operation) {
    operation.setOperationId(id(method, path));
    operation.setTags(List.of(tag(path)));
    String name = method + " " + path;
    Optional<OperationTexts.Line> line = texts.find(name);
    operation.setSummary(line.map(one -> one.says().en()).orElse(name));
    line.ifPresent(one -> operation.setDescription(one.says().zh()));
    success(operation, line.map(OperationTexts.Line::success));
    headers(operation);
    examples.addTo(operation);
    failures(path, operation);
    security(operation);
  }

  /** {@code GET /v1/roles/{id}} is {@code getRolesById}: it changes only when the path does. */
  private static String id(PathItem.HttpMethod method, String path) {
    StringBuilder id = new StringBuilder(method.name().toLowerCase(Locale.ROOT));
    for (String part : path.replaceFirst("^/v1", "").split("[/._-]")) {
      if (part.startsWith("{")) {
        id.append("By").append(capital(part.substring(1, part.length() - 1)));
      } else if (!part.isEmpty()) {
        id.append(capital(part));
      }
    }
    return id.toString();
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private static String tag(String path) {
    return path.startsWith("/v1/") ? path.split("/")[2] : "oauth";
  }

  /** Handlers that answer by bytes say nothing about them; it is JSON, but for files. */
  private static void success(Operation operation, Optional<String> status) {
    ApiResponses responses = new ApiResponses();
    ApiResponse found =
        operation.getResponses() == null ? null : operation.getResponses().get("200");
    ApiResponse success = found == null ? new ApiResponse() : found;
    success.setDescription("OK");
    Content content = success.getContent();
    if (content != null && content.containsKey("*/*")) {
      MediaType media = Objects.requireNonNull(content.get("*/*"));
      boolean bytes = media.getSchema() == null || "byte".equals(media.getSchema().getFormat());
      success.setContent(
          new Content().addMediaType(JSON, bytes ? new MediaType().schema(object()) : media));
    }
    String[] parts = status.orElse("200").split(" ", 2);
    if (parts.length == 2) {
      success.setContent(new Content().addMediaType(parts[1], new MediaType()));
    }
    responses.addApiResponse(parts[0], success);
    operation.setResponses(responses);
  }

  private static Schema<?> object() {
    Schema<?> schema = new Schema<>();
    schema.setTypes(java.util.Set.of("object"));
    return schema;
  }

  /** A handler refuses their absence itself, with a sentence; to springdoc they look optional. */
  private static void headers(Operation operation) {
    if (operation.getParameters() == null) {
      return;
    }
    operation
        .getParameters()
        .forEach(parameter -> {
          if (KEY.equals(parameter.getName())) {
            parameter.setRequired(true);
            parameter.setDescription(
                "Random, one for each act: the same key with the same body repeats the first"
                    + " answer. 每次操作用一个新的随机值；同键同内容重复首次的回答。");
          } else if (CAUSE.equals(parameter.getName())) {
            parameter.setRequired(true);
            parameter.setDescription("Cause of use, a code; it is recorded. 用证事由代码，会被记录。");
          }
        });
  }

  private static void failures(String path, Operation operation) {
    boolean guarded = scope(operation) != null;
    boolean body = operation.getRequestBody() != null;
    boolean keyed =
        operation.getParameters() != null
            && operation.getParameters().stream().anyMatch(one -> KEY.equals(one.getName()));
    refuse(operation, "400");
    if (guarded) {
      refuse(operation, "401");
      refuse(operation, "403");
    }
    if (path.contains("{")) {
      refuse(operation, "404");
    }
    if (keyed) {
      refuse(operation, "409");
      refuse(operation, "422");
    }
    if (body) {
      refuse(operation, "413");
      refuse(operation, "415");
    }
    refuse(operation, "429");
    refuse(operation, "500");
    refuse(operation, "503");
  }

  private static void refuse(Operation operation, String status) {
    operation
        .getResponses()
        .addApiResponse(status, new ApiResponse().$ref("#/components/responses/Problem" + status));
  }

  private static void security(Operation operation) {
    String scope = scope(operation);
    operation.setSecurity(
        scope == null
            ? List.of()
            : List.of(new SecurityRequirement().addList(CommonParts.OAUTH, scope)));
  }

  private static @org.jspecify.annotations.Nullable String scope(Operation operation) {
    Map<String, Object> extensions = operation.getExtensions();
    return extensions != null && extensions.get(SCOPE) instanceof String scope ? scope : null;
  }
}
