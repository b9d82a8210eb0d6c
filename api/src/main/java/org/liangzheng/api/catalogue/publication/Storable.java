package org.liangzheng.api.catalogue.publication;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What JSON the database takes: text without U+0000 and without half surrogate pairs. */
final class Storable {
  private Storable() {}

  /** Whether the database takes it. */
  static boolean is(JsonNode node) {
    if (node.isString()) {
      return isText(node.stringValue());
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (!isText(member.getKey()) || !is(member.getValue())) {
        return false;
      }
    }
    for (JsonNode element : node) {
      if (!is(element)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isText(String text) {
    return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
