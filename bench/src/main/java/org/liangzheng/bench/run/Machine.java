package org.liangzheng.bench.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where it was measured: figures of two machines are not compared. Neither its name nor its files
 * are told.
 *
 * @param processor model, and how many this process may use
 * @param memoryGib memory of the whole machine; NaN where the system does not tell
 * @param system with the version of its kernel
 */
public record Machine(
    String processor, int processors, double memoryGib, String system, String java) {
  /** This one. */
  public static Machine here() {
    return new Machine(
        model(),
        Runtime.getRuntime().availableProcessors(),
        memory(),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"),
        System.getProperty("java.vendor.version", System.getProperty("java.vendor"))
            + " "
            + System.getProperty("java.runtime.version"));
  }

  private static String model() {
    return line("/proc/cpuinfo", "model name").orElse("unknown");
  }

  private static double memory() {
    return line("/proc/meminfo", "MemTotal")
        .map(kilobytes -> Double.parseDouble(kilobytes.replaceAll("[^0-9]", "")) / (1 << 20))
        .orElse(Double.NaN);
  }

  /** What stands behind the colon of the first line that begins so; empty where it is not told. */
  private static Optional<String> line(String file, String beginning) {
    try {
      return Files.readAllLines(Path.of(file), StandardCharsets.ISO_8859_1).stream()
          .filter(line -> line.startsWith(beginning))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException notLinux) {
      return Optional.empty();
    }
  }
}
