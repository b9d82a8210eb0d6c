package org.liangzheng.bench.run;

/**
 * One contestant in one round.
 *
 * @param perSecond operations a second of wall time; NaN if not measured
 * @param perCpuSecond operations a second of CPU time of the whole process: its collector and
 *     compiler too
 */
public record Measured(double perSecond, double perCpuSecond) {}
