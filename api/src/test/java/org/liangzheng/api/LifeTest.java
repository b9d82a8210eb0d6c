package org.liangzheng.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as a process of its own, with its own database, in a locale without UTF-8. */
class LifeTest {

  private static final Duration LIMIT = Duration.ofSeconds(90);

  @TempDir Path folder;

  private final List<Run> runs = new ArrayList<>();

  private record Run(Process process, Path output) {
    String said() {
      try {
        return Files.readString(output, StandardCharsets.UTF_8);
      } catch (IOException failed) {
        throw new IllegalStateException(failed);
      }
    }

    Run up() {
      Awaitility.await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(100))
          .until(() -> said().contains("Liangzheng is up") || !process.isAlive());
      assertThat(process.isAlive()).as(this::said).isTrue();
      return this;
    }

    int exit() throws InterruptedException {
      assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).as(this::said).isTrue();
      return process.exitValue();
    }
  }

  private Run start() throws IOException {
    Path output = folder.resolve("run-" + runs.size() + ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Application.class.getName(),
            "--server.port=0",
            "--management.server.port=0");
    builder.environment().put("LZ_HOME", folder.resolve("home").toString());
    builder.environment().put("LC_ALL", "C");
    builder.environment().remove("SPRING_DATASOURCE_URL");
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    Run run = new Run(builder.start(), output);
    runs.add(run);
    return run;
  }

  @AfterEach
  void end() {
    runs.forEach(run -> run.process().toHandle().destroyForcibly());
  }

  @Test
  void isHeldAgainstASecondRunSurvivesAKillAndStopsCleanly() throws Exception {
    Run first = start().up();
    assertThat(first.said())
        .contains("亮证已启动")
        .contains("服务地址   http://127.0.0.1:")
        .contains("/actuator/health")
        .contains("内嵌 PostgreSQL")
        .doesNotContain("?");

    Run second = start();
    assertThat(second.exit()).isEqualTo(10);
    assertThat(second.said())
        .contains("正被另一个亮证进程使用（进程号 " + first.process().pid())
        .contains("in use by another Liangzheng process")
        .contains("[home-locked · 退出码 exit code 10]")
        .doesNotContain("\tat ");
    assertThat(first.process().isAlive()).isTrue();

    first.process().toHandle().destroyForcibly(); // kill -9
    assertThat(first.exit()).isEqualTo(137);
    long orphan = postmaster();
    assertThat(works(orphan)).isTrue();

    Run third = start().up();
    assertThat(third.said()).contains("The database of an earlier run is still up");
    assertThat(works(orphan)).isFalse();

    long server = postmaster();
    third.process().toHandle().destroy(); // SIGTERM
    assertThat(third.exit()).isEqualTo(143);
    assertThat(works(server)).isFalse();
    assertThat(folder.resolve("home/postgres/data/postmaster.pid")).doesNotExist();
  }

  /** A process that ended and that nobody has asked about yet has a number but no program. */
  private static boolean works(long pid) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + pid + "/exe")).endsWith("postgres");
    } catch (IOException ended) {
      return false;
    }
  }

  private long postmaster() throws IOException {
    return Long.parseLong(
        Files.readAllLines(folder.resolve("home/postgres/data/postmaster.pid")).getFirst().strip());
  }
}
