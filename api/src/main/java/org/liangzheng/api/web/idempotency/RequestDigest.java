package org.liangzheng.api.web.idempotency;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * SHA-256 of a parsed request: of its JSON with sorted names, without blanks and without fields
 * that are null. So neither spelling nor the order of fields matters, nor does a field that a later
 * version adds and the caller leaves out.
 */
public final class RequestDigest {

  static final int LENGTH = 32;

  private final byte[] bytes;

  private RequestDigest(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @param parts what decides the request: its parsed body, and what the path names
   */
  public static RequestDigest of(JsonMapper json, Object... parts) {
    JsonNode tree = sorted(json.valueToTree(List.of(parts)));
    return new RequestDigest(sha256(json.writeValueAsBytes(tree)));
  }

  private static JsonNode sorted(JsonNode node) {
    JsonNodeFactory factory = JsonNodeFactory.instance;
    if (node instanceof ObjectNode object) {
      ObjectNode copy = factory.objectNode();
      for (String name : new TreeSet<>(object.propertyNames())) {
        JsonNode value = object.get(name);
        if (value != null && !value.isNull()) {
          copy.set(name, sorted(value));
        }
      }
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = factory.arrayNode();
      array.forEach(element -> copy.add(sorted(element)));
      return copy;
    }
    return node;
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** 32 bytes; a copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  boolean matches(byte[] stored) {
    return MessageDigest.isEqual(bytes, Arrays.copyOf(stored, LENGTH));
  }
}
