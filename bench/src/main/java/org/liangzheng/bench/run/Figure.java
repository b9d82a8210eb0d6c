package org.liangzheng.bench.run;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A figure that is no race: a size, a share, an amount of memory.
 *
 * @param value NaN if it was not measured
 * @param atMost the most that was promised, if anything was
 */
public record Figure(String name, double value, String unit, OptionalDouble atMost) {

  /** A figure with a promise. */
  public static Figure promised(String name, double value, String unit, double atMost) {
    return new Figure(name, value, unit, OptionalDouble.of(atMost));
  }

  /** A figure that is only shown. */
  public static Figure shown(String name, double value, String unit) {
    return new Figure(name, value, unit, OptionalDouble.empty());
  }

  /** A row of the table that could not be played. */
  public static Figure notRun(String name) {
    return new Figure(name, Double.NaN, "", OptionalDouble.empty());
  }

  /** One word on the promise; nothing where there was none. */
  public String standing() {
    if (Double.isNaN(value)) {
      return "未运行 not run";
    }
    if (atMost.isEmpty()) {
      return "";
    }
    return value <= atMost.getAsDouble() ? "达到 met" : "未达 MISSED";
  }

  /** Lines, one a figure. */
  public static String lines(List<Figure> figures) {
    StringBuilder out = new StringBuilder();
    for (Figure one : figures) {
      String value =
          Double.isNaN(one.value)
              ? ""
              : String.format(Locale.ROOT, "%,.2f %s", one.value, one.unit);
      String goal =
          one.atMost.isPresent()
              ? String.format(Locale.ROOT, "≤ %,.2f", one.atMost.getAsDouble())
              : "";
      out.append(
          String.format(Locale.ROOT, "  %-58s %16s  %-9s %s", one.name, value, goal, one.standing())
                  .stripTrailing()
              + "\n");
    }
    return out.toString();
  }
}
