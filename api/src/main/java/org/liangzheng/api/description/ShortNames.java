package org.liangzheng.api.description;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Schemas are made under the full names of their classes, because several features have a {@code
 * View} of their own; here they get names to read: {@code RoleController.View}. Two classes that
 * would get the same name keep the description from being made.
 */
final class ShortNames {
  private static final Pattern FULL =
      Pattern.compile("org\\.liangzheng\\.(?:[a-z0-9_]+\\.)*([A-Za-z0-9_.$]+)");

  private ShortNames() {}

  static void give(OpenAPI api) {
    if (api.getComponents() == null || api.getComponents().getSchemas() == null) {
      return;
    }
    long names = api.getComponents().getSchemas().size();
    try {
      String text = Json31.mapper().writeValueAsString(api);
      String named = FULL.matcher(text).replaceAll(ShortNames::shortName);
      OpenAPI read = Json31.mapper().readValue(named, OpenAPI.class);
      if (read.getComponents().getSchemas().size() != names) {
        throw new IllegalStateException("two schemas have the same short name");
      }
      api.setPaths(read.getPaths());
      api.setComponents(read.getComponents());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("it was written a moment ago", impossible);
    }
  }

  private static String shortName(MatchResult full) {
    return full.group(1).replace('$', '.');
  }
}
