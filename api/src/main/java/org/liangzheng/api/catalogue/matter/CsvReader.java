package org.liangzheng.api.catalogue.matter;

import java.util.ArrayList;
import java.util.List;
import org.liangzheng.api.web.Problem;

/** Reads RFC 4180: comma, quotes doubled inside quotes, lines ending in CRLF or LF. */
final class CsvReader {
  private final String text;
  private int at;

  private CsvReader(String text) {
    this.text = text;
  }

  /**
   * All lines with their cells; an empty line has one empty cell and is left out.
   *
   * @throws Problem MATTER_FILE_UNREADABLE if a quote is not closed, or stands inside a bare cell
   */
  static List<List<String>> read(String text) {
    CsvReader reader = new CsvReader(text);
    List<List<String>> lines = new ArrayList<>();
    while (reader.at < text.length()) {
      List<String> line = reader.line();
      if (line.size() > 1 || !line.getFirst().isEmpty()) {
        lines.add(line);
      }
    }
    return lines;
  }

  private List<String> line() {
    List<String> cells = new ArrayList<>();
    while (true) {
      cells.add(peek() == '"' ? quoted() : bare());
      int next = peek();
      if (next == ',') {
        at++;
        continue;
      }
      if (next == '\r') {
        at++;
      }
      if (peek() == '\n') {
        at++;
      } else if (at < text.length()) {
        throw new Problem(MatterProblem.MATTER_FILE_UNREADABLE);
      }
      return cells;
    }
  }

  private int peek() {
    return at < text.length() ? text.charAt(at) : -1;
  }

  private String quoted() {
    StringBuilder cell = new StringBuilder();
    at++;
    while (at < text.length()) {
      char next = text.charAt(at++);
      if (next != '"') {
        cell.append(next);
      } else if (peek() == '"') {
        cell.append('"');
        at++;
      } else {
        return cell.toString();
      }
    }
    throw new Problem(MatterProblem.MATTER_FILE_UNREADABLE);
  }

  private String bare() {
    int from = at;
    while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
      if (text.charAt(at) == '"') {
        throw new Problem(MatterProblem.MATTER_FILE_UNREADABLE);
      }
      at++;
    }
    return text.substring(from, at);
  }
}
