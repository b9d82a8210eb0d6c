package org.liangzheng.bench.present;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What a process's heap holds when nothing unreachable is in it. */
final class LiveHeap {
  private LiveHeap() {}

  /**
   * Collects in full and counts, by the JDK's own {@code jcmd}.
   *
   * @return in MB; NaN where there is no such tool
   */
  static double megabytes(long pid) {
    try {
      Process counting =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(pid),
                  "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      counting.getOutputStream().close();
      String said = new String(counting.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (counting.waitFor() != 0) {
        return Double.NaN;
      }
      return said.lines()
          .filter(line -> line.startsWith("Total "))
          .mapToDouble(line -> Double.parseDouble(line.strip().split("\\s+")[2]) / 1e6)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException noTool) {
      return Double.NaN;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }
}
