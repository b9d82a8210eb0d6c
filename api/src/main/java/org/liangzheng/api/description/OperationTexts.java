package org.liangzheng.api.description;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.liangzheng.api.text.Said;

/**
 * What each operation does, in both languages: the file {@code operations.tsv}, one line each, of
 * method and path, status of success (and, where it is not JSON, a blank and the media type), 中文,
 * English. An operation that has no line is described by its method and path alone.
 */
final class OperationTexts {
  private static final int COLUMNS = 4;

  private final Map<String, Line> lines = new TreeMap<>();

  /** One operation. */
  record Line(String success, Said says) {}

  OperationTexts() {
    try (InputStream in = OperationTexts.class.getResourceAsStream("operations.tsv")) {
      if (in == null) {
        throw new IllegalStateException("operations.tsv is missing");
      }
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(this::add);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void add(String line) {
    String[] parts = line.split("\t", -1);
    if (parts.length != COLUMNS
        || lines.put(parts[0], new Line(parts[1], new Said(parts[2], parts[3]))) != null) {
      throw new IllegalStateException("a line of operations.tsv is wrong: " + line);
    }
  }

  /**
   * @param operation {@code GET /v1/about}
   */
  Optional<Line> find(String operation) {
    return Optional.ofNullable(lines.get(operation));
  }

  /** Every operation that has a line. */
  Iterable<String> operations() {
    return lines.keySet();
  }
}
