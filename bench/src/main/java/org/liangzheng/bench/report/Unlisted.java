package org.liangzheng.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.liangzheng.bench.run.Figure;
import org.liangzheng.bench.run.Result;
import org.liangzheng.bench.run.Standing;

/** What areas promise besides the plan: it is judged by the area's own number. */
final class Unlisted {
  private Unlisted() {}

  /** Of all results. */
  static List<Judged> of(Map<String, Result> results) {
    List<Judged> judged = new ArrayList<>();
    for (Result result : results.values()) {
      for (Result.Line match : result.matches()) {
        for (Standing standing : match.standings()) {
          if (standing.row().goal().isPresent() && !isListed(result, match, standing)) {
            judged.add(Judged.of(goal(result, match, standing), results));
          }
        }
      }
      for (Figure figure : result.figures()) {
        if (figure.atMost().isPresent() && !isListed(result, figure)) {
          judged.add(Judged.of(goal(result, figure), results));
        }
      }
    }
    return judged;
  }

  private static boolean isListed(Result result, Result.Line match, Standing standing) {
    return Goals.ALL.stream()
        .anyMatch(goal ->
            goal instanceof Goal.AtLeast ratio
                && ratio.area().equals(result.area())
                && ratio.isOf(match.id(), standing.row()));
  }

  private static boolean isListed(Result result, Figure figure) {
    return Goals.ALL.stream()
        .anyMatch(goal ->
            goal instanceof Goal.AtMost most
                && most.area().equals(result.area())
                && most.isOf(figure));
  }

  private static Goal goal(Result result, Result.Line match, Standing standing) {
    String subject = standing.row().subject();
    String against = standing.row().references().getFirst();
    return new Goal.AtLeast(
        result.area(),
        match.title() + ": " + subject + ", to " + against,
        match.id(),
        subject,
        against,
        standing.row().goal().orElseThrow());
  }

  private static Goal goal(Result result, Figure figure) {
    return new Goal.AtMost(
        result.area(), figure.name(), figure.name(), figure.atMost().orElseThrow(), figure.unit());
  }
}
