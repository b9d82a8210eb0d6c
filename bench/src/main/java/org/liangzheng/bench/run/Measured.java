package org.liangzheng.bench.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One contestant in one round.
 *
 * @param perSecond operations a second of wall time; NaN if not measured
 * @param perCpuSecond operations a second of CPU time of the whole process: its collector and
 *     compiler too
 * @param latency how long an operation took; null if not measured
 */
public record Measured(
    double perSecond,
    double perCpuSecond,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Latency latency) {
  /** Without latency. */
  public Measured(double perSecond, double perCpuSecond) {
    this(perSecond, perCpuSecond, null);
  }

  /**
   * Of the operations of a round.
   *
   * @param p50 median, in milliseconds
   * @param p99 in milliseconds: one in a hundred took longer
   */
  public record Latency(double p50, double p99) {}
}
