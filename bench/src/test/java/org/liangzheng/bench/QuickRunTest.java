package org.liangzheng.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.bench.run.Result;
import org.liangzheng.bench.run.Run;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every match runs and is printed and written. No speed is asserted. */
class QuickRunTest {
  @TempDir Path results;

  @Test
  void everyMatchRunsOnceAndStandsInTableAndFile() throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      assertThat(Bench.run("hsm", "--quick", "--results", results.toString())).isZero();
    } finally {
      System.setOut(before);
    }
    String table = out.toString(StandardCharsets.UTF_8);
    JsonNode result = JsonMapper.builder().build().readTree(results.resolve("hsm.json").toFile());
    assertThat(result.at("/machine/processors").asInt()).isPositive();
    assertThat(result.path("versions").path("P-256").asString()).isNotEmpty();
    JsonNode matches = result.path("matches");
    assertThat(matches.size()).isEqualTo(14);
    for (JsonNode match : matches) {
      assertThat(table).contains(match.path("title").asString());
      assertThat(match.path("rounds").size()).isEqualTo(1);
      for (JsonNode measured : match.at("/rounds/0")) {
        assertThat(measured.path("perCpuSecond").asDouble())
            .as(match.path("id").asString())
            .isPositive();
      }
      assertThat(match.path("standings").size()).isPositive();
    }
    Result read = Result.read(results, "hsm").orElseThrow();
    assertThat(read.run().state()).isEqualTo(Run.State.ENDED);
    assertThat(read.run().look()).isTrue();
    assertThat(read.run().left()).isEmpty();
    assertThat(read.run().planned()).hasSize(14);
    assertThat(results.resolve("latest.md")).doesNotExist();
    String page = Files.readString(results.resolve("look.md"));
    // All eight goals were found in the result, none of them by a number of its own, none kept.
    assertThat(page.lines().filter(line -> line.startsWith("| hsm | ") && line.contains("≥ 0.90")))
        .hasSize(8)
        .allMatch(line -> line.endsWith("*未测 not measured*：只是一览 a look only |"))
        .noneMatch(line -> line.contains("| – |"));
    assertThat(page).doesNotContain("达到 met |").contains("没有运行 this area has not been run");
  }

  @Test
  void withoutThePeerItsRowsAreNotRunAndNeverMet() throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      String folder = results.toString();
      assertThat(Bench.run("seal", "--quick", "--no-peer", "--only", "-1", "--results", folder))
          .isZero();
    } finally {
      System.setOut(before);
    }
    JsonNode result = JsonMapper.builder().build().readTree(results.resolve("seal.json").toFile());
    assertThat(result.path("matches").size()).isEqualTo(3);
    for (JsonNode match : result.path("matches")) {
      assertThat(match.path("standings").size()).isEqualTo(2);
      for (JsonNode measured : match.at("/rounds/0")) {
        assertThat(measured.path("perCpuSecond").asDouble()).isPositive();
      }
    }
    String table = out.toString(StandardCharsets.UTF_8);
    assertThat(table.lines().filter(line -> line.contains("OFDRW:")))
        .hasSize(6)
        .allMatch(line -> line.endsWith("未运行 not run"));
    assertThat(table).contains("kB");
    assertThat(Files.readString(results.resolve("look.md")).lines())
        .filteredOn(line -> line.startsWith("| seal | ") && line.contains("to OFDRW"))
        .hasSize(12)
        .allMatch(line -> line.contains("*未测 not measured*"))
        .anyMatch(line -> line.contains("OFDRW 没有参加 did not take part"));
  }

  @Test
  void withoutTheServiceCodesAreCheckedOfflineAndTheRestIsNeverMet() throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      assertThat(Bench.run("present", "--quick", "--results", results.toString())).isZero();
    } finally {
      System.setOut(before);
    }
    JsonNode result =
        JsonMapper.builder().build().readTree(results.resolve("present.json").toFile());
    assertThat(result.path("matches").size()).isEqualTo(1);
    JsonNode match = result.at("/matches/0");
    assertThat(match.path("standings").size()).isEqualTo(1);
    assertThat(match.at("/rounds/0").size()).isEqualTo(3);
    for (JsonNode measured : match.at("/rounds/0")) {
      assertThat(measured.path("perCpuSecond").asDouble()).isPositive();
    }
    assertThat(
            out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("show-") || line.contains("scan-")))
        .hasSize(6)
        .allMatch(line -> line.endsWith("未运行 not run"));
  }
}
