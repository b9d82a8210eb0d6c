package org.liangzheng.api.description;

import io.swagger.v3.oas.models.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Examples of requests: {@code examples/<operation id>.json}. */
final class Examples {
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private final JsonMapper json;

  Examples(JsonMapper json) {
    this.json = json;
  }

  /** Puts an operation's example, if there is one, to its JSON body. */
  void addTo(Operation operation) {
    if (operation.getRequestBody() == null || operation.getRequestBody().getContent() == null) {
      return;
    }
    var media = operation.getRequestBody().getContent().get("application/json");
    String name = "examples/" + operation.getOperationId() + ".json";
    try (InputStream in = Examples.class.getResourceAsStream(name)) {
      if (in != null && media != null) {
        media.setExample(json.readValue(in.readAllBytes(), OBJECT));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
