package org.liangzheng.bench.report;

import org.liangzheng.bench.run.Figure;
import org.liangzheng.bench.run.Row;

/**
 * One promise of the plan. It stands here with its own number, so that an area that promised less
 * would be found out.
 */
sealed interface Goal {
  /** Area of the bench it belongs to. */
  String area();

  /** What is promised, in both languages. */
  String what();

  /** The least or the most, as it is printed. */
  String asked();

  /**
   * A ratio in a match.
   *
   * @param match its id
   * @param subject name of the contestant
   * @param against beginning of the name of the one it is held against
   */
  record AtLeast(
      String area, String what, String match, String subject, String against, double least)
      implements Goal {
    @Override
    public String asked() {
      return "≥ " + Numbers.two(least);
    }

    boolean isOf(String id, Row row) {
      return match.equals(id)
          && subject.equals(row.subject())
          && row.references().stream().anyMatch(name -> name.startsWith(against));
    }
  }

  /**
   * A figure.
   *
   * @param figure its name
   */
  record AtMost(String area, String what, String figure, double most, String unit) implements Goal {
    @Override
    public String asked() {
      return "≤ " + Numbers.two(most) + " " + unit;
    }

    boolean isOf(Figure one) {
      return one.name().equals(figure);
    }
  }

  /**
   * Measured by a command of its own, never by the bench.
   *
   * @param command that measures it
   */
  record Elsewhere(String area, String what, String asked, String command) implements Goal {}
}
