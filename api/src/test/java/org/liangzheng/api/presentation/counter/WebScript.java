package org.liangzheng.api.presentation.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A script of {@code api/web}, run by Node; what it says stands in the test's output. */
public final class WebScript {
  private static final Path WEB =
      Path.of(System.getProperty("house.root", "..")).resolve("api/web").toAbsolutePath();

  private WebScript() {}

  /** Runs it; fails with its output if it fails, or takes longer than this. */
  public static void run(Duration limit, String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("node", WEB.resolve(script).toString()));
    command.addAll(List.of(arguments));
    try {
      Path said = Files.createTempFile("web-script", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(WEB.toFile())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile());
      builder
          .environment()
          .putIfAbsent("LZ_SHOTS", Path.of("target", "shots").toAbsolutePath().toString());
      Process process = builder.start();
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      String output = Files.readString(said, StandardCharsets.UTF_8);
      Files.delete(said);
      System.out.println(output);
      assertThat(ended).as("%s ended within %s%n%s", script, limit, output).isTrue();
      assertThat(process.exitValue()).as("%s%n%s", script, output).isZero();
    } catch (IOException failed) {
      throw new AssertionError("node could not be run; ./lz test names what is missing", failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
