package org.liangzheng.bench.hsm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Versions of programs of this machine, as they tell it themselves. */
final class ToolVersions {
  private ToolVersions() {}

  /** First line of what a program prints; {@code unknown} where it is not or says nothing. */
  static String of(String... command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0
          ? said.lines().findFirst().orElse("unknown").strip()
          : "unknown";
    } catch (IOException absent) {
      return "unknown";
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }
}
