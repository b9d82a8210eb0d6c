package org.liangzheng.bench.run;

/** By which of the two figures a row is judged; both are always printed. */
public enum Basis {
  /** Operations a CPU-second: robust to neighbours. */
  CPU,
  /** Operations a second: where waiting, not computing, is what is compared. */
  WALL;

  double of(Measured measured) {
    return this == CPU ? measured.perCpuSecond() : measured.perSecond();
  }
}
