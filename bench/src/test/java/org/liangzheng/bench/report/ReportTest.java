package org.liangzheng.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.bench.run.AreaRunner;
import org.liangzheng.bench.run.Basis;
import org.liangzheng.bench.run.Contestant;
import org.liangzheng.bench.run.Figure;
import org.liangzheng.bench.run.Load;
import org.liangzheng.bench.run.Machine;
import org.liangzheng.bench.run.Match;
import org.liangzheng.bench.run.Measured;
import org.liangzheng.bench.run.Plan;
import org.liangzheng.bench.run.Result;
import org.liangzheng.bench.run.Row;
import org.liangzheng.bench.run.Run;

class ReportTest {
  private static final List<String> AREAS = List.of("hsm", "seal", "issue", "present", "share");
  private static final Machine MACHINE = new Machine("Sample CPU", 2, 24, "Linux 6 amd64", "25");
  private static final Load QUIET = new Load(0.1, 0.01);
  private static final Instant START = Instant.parse("2026-11-22T08:00:30Z");

  @TempDir Path folder;

  private static Run run(Map<String, String> left, Load before) {
    return Run.begun(START, "0123456789ab", false, before)
        .planning(List.of("sm2-verify"))
        .after(61, left)
        .ended(QUIET);
  }

  private static Result hsm(Run run, double... ratios) {
    List<List<Measured>> rounds = new ArrayList<>();
    for (double ratio : ratios) {
      rounds.add(
          List.of(
              new Measured(ratio * 100, ratio * 100, new Measured.Latency(ratio, ratio * 2)),
              new Measured(100, 100)));
    }
    Match match =
        new Match(
            "sm2-verify",
            "SM2 验签 verifying",
            List.of(
                new Contestant.Program("VerificationKey", List.of("x")),
                new Contestant.Program("BouncyCastle", List.of("x"))),
            List.of(Row.promised("VerificationKey", 0.9, Basis.CPU, "BouncyCastle")));
    return Result.of(
        "hsm",
        run,
        MACHINE,
        Map.of("SoftHSM2", "2.6.1"),
        new Plan(1, ratios.length, Duration.ofMillis(1), Duration.ofMillis(1)),
        rounds.isEmpty() ? List.of() : List.of(new AreaRunner.Played(match, rounds)),
        List.of());
  }

  private static Result figures(String area, Run run, Figure... figures) {
    return Result.of(area, run, MACHINE, Map.of(), Plan.QUICK, List.of(), List.of(figures));
  }

  private String page(Result... results) throws Exception {
    for (Result result : results) {
      result.write(folder);
    }
    return Files.readString(Report.write(folder, AREAS));
  }

  private static String goal(String page, String words) {
    return page.lines()
        .filter(line -> line.startsWith("| ") && line.contains(words))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aGoalIsMetByTheMedianAndShowsItsSpread() throws Exception {
    String page = page(hsm(run(Map.of(), QUIET), 0.8, 0.95, 1.1));
    assertThat(goal(page, "SM2 验签"))
        .isEqualTo(
            "| hsm | SM2 验签 verifying, to BouncyCastle | ≥ 0.90 | 0.95（0.80–1.10） | 达到 met |");
    assertThat(page).contains("0.80 / 0.95 / 1.10").contains("1.60 / 1.90 / 2.20");
    assertThat(folder.resolve("latest.md")).exists();
  }

  @Test
  void aGoalIsMissedByTheMedian() throws Exception {
    assertThat(goal(page(hsm(run(Map.of(), QUIET), 0.8, 0.89, 1.1)), "SM2 验签"))
        .endsWith("| **未达 MISSED** |");
  }

  @Test
  void everyGoalHasItsLineAndNoneIsMetWithoutAResult() throws Exception {
    String page = page();
    List<String> lines =
        page.lines()
            .filter(line -> AREAS.stream().anyMatch(a -> line.startsWith("| " + a + " | ")))
            .filter(line -> line.contains("≥") || line.contains("≤"))
            .toList();
    assertThat(lines)
        .hasSize(Goals.ALL.size())
        .allMatch(line -> line.contains("*未测 not measured*："));
    assertThat(page).contains("达到 met 0 · **未达 MISSED** 0");
  }

  @Test
  void whatWasNotPlayedSaysWhy() throws Exception {
    Run run = run(Map.of("sm2-verify", "sm2-verify ended with 1"), QUIET);
    String page = page(hsm(run));
    assertThat(goal(page, "SM2 验签")).endsWith("| – | *未测 not measured*：sm2-verify ended with 1 |");
    assertThat(goal(page, "2026-11-22 08:00")).contains("1 min 1 s", "缺 without sm2-verify");
  }

  @Test
  void anAreaThatFailedSaysWhyAndTheOthersStay() throws Exception {
    Run failed =
        Run.begun(START, "unknown", false, QUIET)
            .failed(3, new IllegalStateException("no service at /srv/somebody/x.jar here\nlog"));
    String page = page(hsm(run(Map.of(), QUIET), 1, 1, 1), figures("issue", failed));
    assertThat(goal(page, "SM2 验签")).endsWith("| 达到 met |");
    assertThat(goal(page, "重启 restart")).endsWith("| – | *未测 not measured*：no service at … here |");
    assertThat(page).contains("**失败 failed**").doesNotContain("somebody");
  }

  @Test
  void aRunThatWasBrokenOffSaysSo() throws Exception {
    Run begun = Run.begun(START, "unknown", false, QUIET).planning(List.of("sm2-verify"));
    assertThat(goal(page(hsm(begun)), "SM2 验签")).contains("the run was broken off before it");
  }

  @Test
  void aFigureThatCouldNotBeMeasuredKeepsNoPromise() throws Exception {
    String streams = "事件流 5000 event streams: resident growth";
    Figure less = Figure.shown(streams + " by these", 10, "MB");
    String page = page(figures("present", run(Map.of(), QUIET), less, Figure.notRun(streams)));
    assertThat(goal(page, "| " + streams + " |")).contains("*未测 not measured*");
  }

  @Test
  void aFigureIsJudgedByThePlansNumberNotByTheAreas() throws Exception {
    Figure restart = Figure.promised("重启 restart to ready", 5, "s", 10);
    String page = page(figures("issue", run(Map.of(), QUIET), restart));
    assertThat(goal(page, "重启 restart")).contains("≤ 4.00 s", "5.00 s", "MISSED");
  }

  @Test
  void aPromiseBesideThePlanIsListedToo() throws Exception {
    Figure other = Figure.promised("别的 another", 5, "s", 4);
    assertThat(goal(page(figures("share", run(Map.of(), QUIET), other)), "别的 another"))
        .contains("≤ 4.00 s", "MISSED");
  }

  @Test
  void aLookIsNeverTheLatestAndMeetsNothing() throws Exception {
    Run look =
        new Run(
            START, "c", true, QUIET, Optional.of(QUIET), 1, Run.State.ENDED, List.of(), Map.of());
    String page = page(hsm(look, 1, 1, 1));
    assertThat(folder.resolve("latest.md")).doesNotExist();
    assertThat(folder.resolve("look.md")).exists();
    assertThat(goal(page, "SM2 验签")).contains("1.00").endsWith("a look only |");
  }

  @Test
  void aBusyMachineIsSaidToBeBusy() throws Exception {
    assertThat(page(hsm(run(Map.of(), QUIET), 1))).doesNotContain("was busy");
    assertThat(page(hsm(run(Map.of(), new Load(3, 0.4)), 1)))
        .contains("The machine was busy", "40 % → 1 %");
  }

  @Test
  void aResultIsReadAsItWasWritten() throws Exception {
    Result result = hsm(run(Map.of("x", "y"), QUIET), 0.8, 0.95, Double.NaN);
    result.write(folder);
    assertThat(Result.read(folder, "hsm")).contains(result);
    Files.writeString(folder.resolve("seal.json"), "{");
    assertThat(Result.read(folder, "seal")).isEmpty();
  }
}
