package org.liangzheng.api.text;

import java.util.List;
import java.util.stream.Collectors;

/** Lines of tables in RFC 4180: commas, every cell quoted, CRLF at the end. */
public final class Csv {
  /** Stands before a table for people: spreadsheets take text without it for an old code page. */
  public static final String MARK = "\uFEFF";

  /** What a spreadsheet would take for the beginning of a formula. */
  private static final String FORMULA = "=+-@\t\r";

  private Csv() {}

  /** A line that a program reads back: every cell is what it was. */
  public static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
        .collect(Collectors.joining(",", "", "\r\n"));
  }

  /** A line for people: what a spreadsheet would take for a formula is kept text by a quote. */
  public static String shown(List<String> cells) {
    return line(
        cells.stream()
            .map(
                cell -> !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell)
            .toList());
  }
}
