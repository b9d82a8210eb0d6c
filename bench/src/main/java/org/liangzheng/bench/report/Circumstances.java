package org.liangzheng.bench.report;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.liangzheng.bench.run.Load;
import org.liangzheng.bench.run.Machine;
import org.liangzheng.bench.run.Result;
import org.liangzheng.bench.run.Run;

/** When, where, of what state of the sources, and how busy the machine was. */
final class Circumstances {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Circumstances() {}

  static void draw(Page page, List<String> areas, Map<String, Result> results) {
    page.line("## 机器与运行 Machine and runs");
    List<Machine> machines = results.values().stream().map(Result::machine).distinct().toList();
    for (Machine machine : machines) {
      page.line(
          String.format(
              Locale.ROOT,
              "%d × %s，内存 memory %.0f GiB，%s，JDK %s",
              machine.processors(),
              machine.processor(),
              machine.memoryGib(),
              machine.system(),
              machine.java()));
    }
    if (machines.size() > 1) {
      page.line("**各范围测于不同的机器。The areas were measured on different machines.**");
    }
    if (results.values().stream().anyMatch(Circumstances::busy)) {
      page.line("**机器当时繁忙，数字偏离。The machine was busy with others; figures are off.**");
    }
    page.line(
        "负载是一分钟平均，结束时含测速本身；“他人”是测速静候的几秒里别人占用处理器的份额。"
            + "Load is the average of a minute, at the end with the bench's own; *others* is what others took of the"
            + " processors in some seconds in which the bench stood still.");
    page.table(
        "范围 Area", "开始 Begun (UTC)", "提交 Commit", "用时 Took", "负载 Load", "他人 Others", "状态 State");
    for (String area : areas) {
      Result result = results.get(area);
      if (result == null) {
        page.row(area, "–", "–", "–", "–", "–", "*没有运行 not run*");
      } else {
        Run run = result.run();
        page.row(
            area,
            TIME.format(run.start().truncatedTo(ChronoUnit.MINUTES)),
            run.commit(),
            run.seconds() / 60 + " min " + run.seconds() % 60 + " s",
            Numbers.two(run.before().average()) + " → " + end(run, false),
            share(run.before().others()) + " → " + end(run, true),
            state(run));
      }
    }
    Map<String, String> versions = new TreeMap<>();
    results.values().forEach(result -> versions.putAll(result.versions()));
    if (!versions.isEmpty()) {
      page.line("## 版本 Versions");
      page.table("", "");
      versions.forEach((name, version) -> page.row(name, version));
    }
  }

  static boolean busy(Result result) {
    return result.run().before().busy() || result.run().after().filter(Load::busy).isPresent();
  }

  private static String end(Run run, boolean others) {
    return run.after()
        .map(load -> others ? share(load.others()) : Numbers.two(load.average()))
        .orElse("–");
  }

  private static String share(double share) {
    return Double.isNaN(share) ? "–" : Numbers.whole(share * 100) + " %";
  }

  private static String state(Run run) {
    return switch (run.state()) {
      case BEGUN -> "*未结束 broken off*";
      case FAILED -> "**失败 failed**: " + run.left().getOrDefault(Run.AREA, "");
      case ENDED ->
          run.left().isEmpty()
              ? "完整 whole"
              : "缺 without " + String.join(", ", new TreeMap<>(run.left()).keySet());
    };
  }
}
