package org.liangzheng.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.liangzheng.bench.run.Figure;
import org.liangzheng.bench.run.Measured;
import org.liangzheng.bench.run.Result;
import org.liangzheng.bench.run.Row;
import org.liangzheng.bench.run.Standing;

/** The tables of one area. */
final class AreaTables {
  private AreaTables() {}

  static void draw(Page page, Result result) {
    page.line("## " + result.area());
    new TreeMap<>(result.run().left())
        .forEach((what, why) -> page.line("*未测 not measured*: " + what + ": " + why));
    if (!result.matches().isEmpty()) {
      ratios(page, result);
      latencies(page, result);
    }
    figures(page, result);
  }

  private static void ratios(Page page, Result result) {
    page.line(
        "次每秒 operations a second, and a CPU-second; ratio by the column *by*, the median of the rounds.");
    page.table(
        "项目 Match",
        "谁 Who",
        "ops/s",
        "ops/cpu-s",
        "比照 Against",
        "ops/s",
        "ops/cpu-s",
        "比 Ratio",
        "按 By",
        "要求 Asked");
    for (Result.Line match : result.matches()) {
      for (Standing standing : match.standings()) {
        Row row = standing.row();
        page.row(
            match.title(),
            row.subject(),
            Numbers.whole(standing.subject().perSecond()),
            Numbers.whole(standing.subject().perCpuSecond()),
            standing.reference(),
            Numbers.whole(standing.referenceMeasured().perSecond()),
            Numbers.whole(standing.referenceMeasured().perCpuSecond()),
            Judged.spread(standing),
            row.basis().name().toLowerCase(Locale.ROOT),
            row.goal().isPresent() ? "≥ " + Numbers.two(row.goal().getAsDouble()) : "");
      }
    }
  }

  private static void latencies(Page page, Result result) {
    List<List<String>> rows = new ArrayList<>();
    for (Result.Line match : result.matches()) {
      for (int place = 0; place < match.contestants().size(); place++) {
        int at = place;
        List<Measured.Latency> all =
            match.rounds().stream()
                .flatMap(round -> Stream.ofNullable(round.get(at).latency()))
                .toList();
        if (!all.isEmpty()) {
          rows.add(
              List.of(
                  match.title(),
                  match.contestants().get(at),
                  spread(all, Measured.Latency::p50),
                  spread(all, Measured.Latency::p99),
                  Integer.toString(all.size())));
        }
      }
    }
    if (!rows.isEmpty()) {
      page.line("时延，毫秒：各轮的最低 / 中位 / 最高。Latency in ms: least / median / most of the rounds.");
      page.table("项目 Match", "谁 Who", "p50", "p99", "轮 Rounds");
      rows.forEach(row -> page.row(row.toArray(String[]::new)));
    }
  }

  private static String spread(
      List<Measured.Latency> all, ToDoubleFunction<Measured.Latency> which) {
    double[] values = all.stream().mapToDouble(which).sorted().toArray();
    return Numbers.two(values[0])
        + " / "
        + Numbers.two(Standing.middle(values))
        + " / "
        + Numbers.two(values[values.length - 1]);
  }

  /** Whether it is the median of a latency that stands with its spread already. */
  private static boolean isLatency(Result result, Figure figure) {
    return result.matches().stream().anyMatch(match -> figure.name().startsWith(match.id() + ": "))
        && (figure.name().endsWith(", p50") || figure.name().endsWith(", p99"));
  }

  private static void figures(Page page, Result result) {
    List<Figure> figures =
        result.figures().stream().filter(figure -> !isLatency(result, figure)).toList();
    if (figures.isEmpty()) {
      return;
    }
    page.table("数 Figure", "值 Value", "要求 Asked", "");
    for (Figure figure : figures) {
      page.row(
          figure.name().strip(),
          Double.isNaN(figure.value())
              ? "–"
              : (Numbers.two(figure.value()) + " " + figure.unit()).strip(),
          figure.atMost().isPresent() ? "≤ " + Numbers.two(figure.atMost().getAsDouble()) : "",
          figure.standing());
    }
  }
}
