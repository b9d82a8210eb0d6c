package org.liangzheng.bench.report;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.liangzheng.bench.run.Figure;
import org.liangzheng.bench.run.Result;
import org.liangzheng.bench.run.Run;
import org.liangzheng.bench.run.Standing;

/**
 * A promise and what became of it.
 *
 * @param area it belongs to
 * @param measured as it is printed; empty if nothing was
 * @param why it was not measured; empty otherwise
 */
record Judged(
    String area, String what, String asked, String measured, Verdict verdict, String why) {
  /** What became of it. Nothing else than a number that keeps the promise is MET. */
  enum Verdict {
    MET("达到 met"),
    MISSED("**未达 MISSED**"),
    NOT_MEASURED("*未测 not measured*");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }

    static Verdict of(boolean met) {
      return met ? MET : MISSED;
    }
  }

  /**
   * Judges one.
   *
   * @param results of each area, by name
   */
  static Judged of(Goal goal, Map<String, Result> results) {
    if (goal instanceof Goal.Elsewhere elsewhere) {
      return not(goal, "", "另行测量 measured by `" + elsewhere.command() + "`");
    }
    Result result = results.get(goal.area());
    if (result == null) {
      return not(goal, "", "没有运行 this area has not been run");
    }
    Optional<Found> found =
        switch (goal) {
          case Goal.AtLeast ratio -> ratio(ratio, result);
          case Goal.AtMost figure -> figure(figure, result);
          case Goal.Elsewhere _ -> Optional.empty();
        };
    if (found.isEmpty()) {
      return not(goal, "", missing(goal, result));
    }
    String measured = found.get().words();
    if (found.get().value().isEmpty()) {
      return not(goal, "", "没有测成，见该范围的表 could not be measured: see the area's table");
    }
    if (result.run().look()) {
      return not(goal, measured, "只是一览 a look only");
    }
    return new Judged(
        goal.area(), goal.what(), goal.asked(), measured, Verdict.of(found.get().kept()), "");
  }

  private static Judged not(Goal goal, String measured, String why) {
    return new Judged(goal.area(), goal.what(), goal.asked(), measured, Verdict.NOT_MEASURED, why);
  }

  /** A number, if there was one, and whether it keeps the promise. */
  private record Found(OptionalDouble value, boolean kept, String words) {
    static Found of(double value, boolean kept, String words) {
      return Double.isFinite(value)
          ? new Found(OptionalDouble.of(value), kept, words)
          : new Found(OptionalDouble.empty(), false, "");
    }
  }

  private static Optional<Found> ratio(Goal.AtLeast goal, Result result) {
    return result.matches().stream()
        .flatMap(
            match -> match.standings().stream().filter(one -> goal.isOf(match.id(), one.row())))
        .findFirst()
        .map(one -> Found.of(one.ratio(), one.ratio() >= goal.least(), spread(one)));
  }

  /** A ratio with its spread over the rounds. */
  static String spread(Standing standing) {
    return Numbers.two(standing.ratio())
        + "（"
        + Numbers.range(standing.low(), standing.high())
        + "）";
  }

  private static Optional<Found> figure(Goal.AtMost goal, Result result) {
    return result.figures().stream()
        .filter(goal::isOf)
        .findFirst()
        .map(one -> Found.of(one.value(), one.value() <= goal.most(), words(one)));
  }

  private static String words(Figure figure) {
    return (Numbers.two(figure.value()) + " " + figure.unit()).strip();
  }

  private static String missing(Goal goal, Result result) {
    Map<String, String> left = result.run().left();
    String own =
        switch (goal) {
          case Goal.AtLeast ratio -> left.get(ratio.match());
          case Goal.AtMost _ -> left.get(Run.FIGURES);
          case Goal.Elsewhere _ -> null;
        };
    if (own != null) {
      return own;
    }
    if (left.containsKey(Run.AREA)) {
      return left.get(Run.AREA);
    }
    if (goal instanceof Goal.AtLeast(_, _, _, _, String against, _)
        && "not run".equals(result.versions().get(against))) {
      return against + " 没有参加 did not take part";
    }
    if (result.run().state() == Run.State.BEGUN) {
      return "运行中断 the run was broken off before it";
    }
    return result.run().look() ? "只是一览 a look only" : "结果中没有 not in the result";
  }
}
