package org.liangzheng.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.liangzheng.bench.run.Result;

/** The page that is drawn from the last result of every area. */
public final class Report {
  private static final String WHOLE = "latest.md";
  private static final String LOOK = "look.md";

  private Report() {}

  /**
   * Draws it from the results in a folder.
   *
   * @param areas all there are, in their order
   * @return {@code latest.md}; {@code look.md} if any of the results is only a look
   */
  public static Path write(Path folder, List<String> areas) throws IOException {
    Map<String, Result> results = new LinkedHashMap<>();
    for (String area : areas) {
      Result.read(folder, area).ifPresent(result -> results.put(area, result));
    }
    boolean look = results.values().stream().anyMatch(result -> result.run().look());
    Path fresh = folder.resolve("report.new");
    Files.writeString(fresh, text(areas, results));
    return Files.move(
        fresh,
        folder.resolve(look ? LOOK : WHOLE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** The page as text. */
  static String text(List<String> areas, Map<String, Result> results) {
    Page page = new Page();
    page.line("# 测速结果 · Measured");
    page.line("由 `./lz bench all` 写成，不手改；怎样测、怎样读见 [docs/benchmarks.md](../../docs/benchmarks.md)。");
    page.more("Written by `./lz bench all`, never by hand; how to read it: docs/benchmarks.md.");
    if (results.values().stream().anyMatch(result -> result.run().look())) {
      page.line("**只是一览，数字没有意义。A look only: its figures mean nothing.**");
    }
    goals(page, results);
    Circumstances.draw(page, areas, results);
    results.values().forEach(result -> AreaTables.draw(page, result));
    return page.text();
  }

  private static void goals(Page page, Map<String, Result> results) {
    List<Judged> judged = new ArrayList<>();
    Goals.ALL.forEach(goal -> judged.add(Judged.of(goal, results)));
    judged.addAll(Unlisted.of(results));
    page.line("## 目标 Goals");
    Map<Judged.Verdict, Long> counted = new TreeMap<>();
    for (Judged.Verdict verdict : Judged.Verdict.values()) {
      counted.put(verdict, judged.stream().filter(one -> one.verdict() == verdict).count());
    }
    List<String> counts = new ArrayList<>();
    counted.forEach((verdict, count) -> counts.add(verdict + " " + count));
    page.line(String.join(" · ", counts));
    page.line(
        "括号里是各轮的最低与最高；每轮各自成比。In brackets the lowest and highest of the rounds, each of which has its own ratio.");
    page.table("范围 Area", "目标 Goal", "要求 Asked", "测得 Measured", "结论 Verdict");
    for (Judged one : judged) {
      String verdict = one.why().isEmpty() ? one.verdict() + "" : one.verdict() + "：" + one.why();
      String measured = one.measured().isEmpty() ? "–" : one.measured();
      page.row(one.area(), one.what(), one.asked(), measured, verdict);
    }
  }
}
