package org.liangzheng.bench.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * How busy the machine was with others. The load average remembers the bench's own last minute;
 * what others took is measured while the bench stands still.
 *
 * @param average load average of the last minute; NaN where the system does not tell
 * @param others share of all processors' time that others took while the bench stood still, 0 to 1;
 *     NaN where the system does not tell
 */
public record Load(double average, double others) {
  /** From this share on, figures are said to come from a busy machine. */
  public static final double BUSY = 0.1;

  private static final Path AVERAGE = Path.of("/proc/loadavg");
  private static final Path TIMES = Path.of("/proc/stat");

  /**
   * Of now.
   *
   * @param still how long the bench stands still for it
   */
  public static Load now(Duration still) throws InterruptedException {
    try {
      String before = firstLine(TIMES);
      Thread.sleep(still);
      return new Load(
          Double.parseDouble(firstLine(AVERAGE).split(" ")[0]), busy(before, firstLine(TIMES)));
    } catch (IOException notLinux) {
      return new Load(Double.NaN, Double.NaN);
    }
  }

  /** Whether others took so much that it shows in figures. */
  public boolean busy() {
    return others > BUSY;
  }

  /**
   * Share of the time between two readings that was not idle.
   *
   * @param before first line of {@code /proc/stat} (proc(5)): ticks in user mode, nice, system,
   *     idle, waiting for disks, interrupts (two), taken by other guests of the host …
   * @param after the same, later
   * @return 0 to 1; NaN if no time passed between them
   */
  static double busy(String before, String after) {
    long[] first = ticks(before);
    long[] second = ticks(after);
    long all = Arrays.stream(second).sum() - Arrays.stream(first).sum();
    long idle = second[3] + second[4] - first[3] - first[4];
    return all <= 0 ? Double.NaN : 1 - idle / (double) all;
  }

  /** The first eight; what guests of this machine take is counted in user mode already. */
  private static long[] ticks(String line) {
    return Arrays.stream(line.strip().split(" +"))
        .skip(1)
        .limit(8)
        .mapToLong(Long::parseLong)
        .toArray();
  }

  private static String firstLine(Path file) throws IOException {
    try (var lines = Files.lines(file, StandardCharsets.US_ASCII)) {
      return lines.findFirst().orElse("");
    }
  }
}
