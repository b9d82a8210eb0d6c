package org.liangzheng.api.home;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * One program run to its end, within a time limit, in an environment that holds nothing of ours.
 */
final class Command {

  private static final int MOST_OUTPUT_BYTES = 64 * 1024;

  private Command() {}

  /**
   * @param exit the exit code; {@link #TIMED_OUT} when the program was ended for being too slow
   * @param output standard output and error together, in English, at most 64 kB
   */
  record Result(int exit, String output) {
    static final int TIMED_OUT = -1;

    boolean succeeded() {
      return exit == 0;
    }
  }

  static Result run(List<String> command, Duration limit) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    String path = Objects.requireNonNullElse(environment.get("PATH"), "/usr/bin:/bin");
    // PG* variables would redirect the tools, and LC_ALL decides the language of what we read.
    environment.clear();
    environment.put("PATH", path);
    environment.put("LC_ALL", "C");
    Process process = builder.start();
    process.getOutputStream().close();
    StringBuilder output = new StringBuilder();
    Thread reader =
        Thread.ofPlatform().daemon().start(() -> read(process.getInputStream(), output));
    try {
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      reader.join(2000);
      synchronized (output) {
        return new Result(ended ? process.exitValue() : Result.TIMED_OUT, output.toString());
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  private static void read(InputStream stream, StringBuilder output) {
    byte[] buffer = new byte[4096];
    try (stream) {
      for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
        synchronized (output) {
          if (output.length() < MOST_OUTPUT_BYTES) {
            output.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
          }
        }
      }
    } catch (IOException ended) {
      // The program is gone; what it said so far is kept.
    }
  }
}
