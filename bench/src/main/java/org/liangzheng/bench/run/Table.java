package org.liangzheng.bench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The one table, in columns. */
public final class Table {
  private static final List<String> HEADS =
      List.of(
          "",
          "ops/s",
          "ops/cpu-s",
          "reference",
          "ops/s",
          "ops/cpu-s",
          "ratio",
          "by",
          "spread",
          "wall",
          "cpu",
          "goal",
          "");

  private Table() {}

  /** A title and its rows, for each match. */
  public static String of(List<String> titles, List<List<Standing>> groups) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(HEADS);
    for (int i = 0; i < titles.size(); i++) {
      lines.add(List.of(titles.get(i)));
      groups.get(i).forEach(standing -> lines.add(cells(standing)));
    }
    int[] widths = new int[HEADS.size()];
    for (List<String> line : lines) {
      if (line.size() > 1) {
        for (int i = 0; i < widths.length; i++) {
          widths[i] = Math.max(widths[i], line.get(i).length());
        }
      }
    }
    StringBuilder out = new StringBuilder();
    for (List<String> line : lines) {
      out.append(line.size() == 1 ? "\n" + line.getFirst() : columns(line, widths)).append('\n');
    }
    return out.toString();
  }

  private static String columns(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder("  ");
    for (int i = 0; i < widths.length; i++) {
      String cell = cells.get(i);
      String space = " ".repeat(widths[i] - cell.length());
      boolean words = i == 0 || i == 3 || i == 7 || i == 12;
      line.append(words ? cell + space : space + cell).append("  ");
    }
    return line.toString().stripTrailing();
  }

  private static List<String> cells(Standing standing) {
    Row row = standing.row();
    return List.of(
        row.subject(),
        whole(standing.subject().perSecond()),
        whole(standing.subject().perCpuSecond()),
        standing.reference(),
        whole(standing.referenceMeasured().perSecond()),
        whole(standing.referenceMeasured().perCpuSecond()),
        two(standing.ratio()),
        row.basis().name().toLowerCase(Locale.ROOT),
        two(standing.low()) + "–" + two(standing.high()),
        two(standing.wallRatio()),
        two(standing.cpuRatio()),
        row.goal().isPresent() ? "≥ " + two(row.goal().getAsDouble()) : "",
        standing.met().map(met -> met ? "达到 met" : "未达 MISSED").orElse(""));
  }

  private static String whole(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%,.0f", value);
  }

  private static String two(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.2f", value);
  }
}
