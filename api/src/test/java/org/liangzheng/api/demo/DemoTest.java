package org.liangzheng.api.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code lz demo} as a process of its own, with a service of its own that it starts and stops. */
class DemoTest {
  private static final String JAVA = ProcessHandle.current().info().command().orElseThrow();
  private static final String CLASSES = System.getProperty("java.class.path");

  @TempDir Path temporary;
  private Process demo;

  @AfterEach
  void stop() throws InterruptedException {
    if (demo != null && demo.isAlive()) {
      // Its own hook stops the service.
      demo.destroy();
      demo.waitFor(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void playsTheWholeStory() throws Exception {
    int code = play("--own", "--licences", "20", "--seed", "7", "--lang", "en");
    JsonNode report = JsonMapper.builder().build().readTree(Files.readString(results("demo.json")));
    Map<String, String> outcomes = new LinkedHashMap<>();
    report
        .get("steps")
        .forEach(step -> outcomes.put(step.get("step").asString(), step.get("outcome").asString()));
    assertThat(outcomes.keySet())
        .containsExactly("seal", "batch", "joint", "citizen", "show", "share", "revoke", "audit");
    assertThat(outcomes.values()).as(said()).doesNotContain("failed", "skipped");
    assertThat(outcomes)
        .containsEntry("seal", "passed")
        .containsEntry("batch", "passed")
        .containsEntry("joint", "passed")
        .containsEntry("citizen", "passed");
    assertThat(code).isEqualTo(outcomes.containsValue("not-built") ? 2 : 0);
    try (var files = Files.list(results("licences"))) {
      assertThat(files.count()).isEqualTo(20);
    }
    assertThat(said()).contains("A row taken from the register is found out").doesNotContain("✗");
    long service = Long.parseLong(Files.readAllLines(results("home/lock")).getFirst());
    assertThat(ProcessHandle.of(service).filter(ProcessHandle::isAlive))
        .as("the service was stopped")
        .isEmpty();
  }

  /** What cannot begin says why, in both languages, and leaves nothing running. */
  @Test
  void refusesAFolderThatIsNotEmpty() throws Exception {
    Files.createDirectories(results(""));
    Files.writeString(results("mine"), "x");
    assertThat(play("--own")).isEqualTo(73);
    assertThat(said()).contains("--out").contains("[unwritable]");
  }

  private int play(String... options) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                JAVA,
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dstdout.encoding=UTF-8",
                "-Dhouse.service=" + CLASSES,
                "-Dhouse.service.flags=-Xmx320m -XX:TieredStopAtLevel=1"
                    + " --enable-native-access=ALL-UNNAMED",
                "-cp",
                CLASSES,
                "org.liangzheng.cli.Lz",
                "demo",
                "--out",
                results("").toString()));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LZ_HOME", temporary.resolve("var").toString());
    builder.environment().put("LZ_STATE_HOME", temporary.resolve("state").toString());
    builder.redirectErrorStream(true).redirectOutput(temporary.resolve("said.txt").toFile());
    demo = builder.start();
    assertThat(demo.waitFor(8, TimeUnit.MINUTES)).as(said()).isTrue();
    return demo.exitValue();
  }

  private Path results(String name) {
    return temporary.resolve("results").resolve(name);
  }

  private String said() throws IOException {
    return Files.readString(temporary.resolve("said.txt"), StandardCharsets.UTF_8);
  }
}
