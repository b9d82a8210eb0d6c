package org.liangzheng.verifier.format.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.liangzheng.verifier.crypto.MalformedException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and writes RFC 8785 bytes. One value has one spelling: what is read is written again and
 * has to give the same bytes, which refuses duplicate names, other orders, white space, other
 * escapes and ill-formed UTF-8 in one rule.
 *
 * <p>Whole numbers lie within ±(2⁵³ − 1), so that every JSON reader sees the same number; fractions
 * and null are refused.
 */
public final class CanonicalJson {
  /** Deeper nesting is refused. */
  public static final int MAX_DEPTH = 32;

  private static final long MAX_WHOLE = (1L << 53) - 1;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(20)
                          .build())
                  .build())
          .build();

  /** Object members are ordered by the UTF-16 code units of their names (RFC 8785 §3.2.3). */
  private static final Comparator<String> NAME_ORDER = Comparator.naturalOrder();

  private CanonicalJson() {}

  /**
   * Reads one value.
   *
   * @throws MalformedException if the bytes are not the canonical form of an allowed value
   */
  public static JsonNode read(byte[] bytes) throws MalformedException {
    try {
      JsonNode value = MAPPER.readTree(bytes);
      if (Arrays.equals(write(value), bytes)) {
        return value;
      }
    } catch (JacksonException | IllegalArgumentException notJson) {
      throw new MalformedException("not canonical JSON", notJson);
    }
    throw new MalformedException("JSON that is not in its canonical form");
  }

  /**
   * Writes one value.
   *
   * @throws IllegalArgumentException if it holds a fraction, null, a number out of range, or half a
   *     surrogate pair
   */
  public static byte[] write(JsonNode value) {
    StringBuilder out = new StringBuilder();
    append(value, out);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void append(JsonNode value, StringBuilder out) {
    switch (value.getNodeType()) {
      case STRING -> appendText(value.stringValue(), out);
      case BOOLEAN -> out.append(value.booleanValue());
      case NUMBER -> appendWhole(value, out);
      case ARRAY -> {
        out.append('[');
        String separator = "";
        for (JsonNode item : value.values()) {
          out.append(separator);
          append(item, out);
          separator = ",";
        }
        out.append(']');
      }
      case OBJECT -> {
        out.append('{');
        String separator = "";
        List<String> names = value.propertyNames().stream().sorted(NAME_ORDER).toList();
        for (String name : names) {
          out.append(separator);
          appendText(name, out);
          out.append(':');
          append(value.get(name), out);
          separator = ",";
        }
        out.append('}');
      }
      case NULL, MISSING, BINARY, POJO ->
          throw new IllegalArgumentException("a value of a kind that is not used");
    }
  }

  private static void appendWhole(JsonNode value, StringBuilder out) {
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || Math.abs(value.longValue()) > MAX_WHOLE) {
      throw new IllegalArgumentException("a number that is not whole or too large");
    }
    out.append(value.longValue());
  }

  /** RFC 8785 §3.2.2.2: only what has to be escaped is, in its shortest form. */
  private static void appendText(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append("\\u00").append(Character.forDigit(c >> 4, 16));
            out.append(Character.forDigit(c & 0xf, 16));
          } else if (Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1))) {
            out.append(c).append(text.charAt(++i));
          } else if (Character.isSurrogate(c)) {
            throw new IllegalArgumentException("half a surrogate pair");
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
