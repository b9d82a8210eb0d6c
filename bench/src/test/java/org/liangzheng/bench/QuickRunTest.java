package org.liangzheng.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
      Bench.main(new String[] {"hsm", "--quick", "--results", results.toString()});
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
  }

  @Test
  void withoutThePeerItsRowsAreNotRunAndNeverMet() throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      Bench.main(
          new String[] {
            "seal", "--quick", "--no-peer", "--only", "-1", "--results", results.toString()
          });
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
  }

  @Test
  void withoutTheServiceCodesAreCheckedOfflineAndTheRestIsNeverMet() throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      Bench.main(new String[] {"present", "--quick", "--results", results.toString()});
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
