package org.liangzheng.bench.run;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.liangzheng.verifier.HouseException;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** Adds the operations of an iteration for each second of CPU time the process spent in it. */
@HouseException(
    rule = "jdk-non-portable",
    reason = "the CPU time of a process is told by no other interface; documented by the JDK")
public final class CpuTime implements InternalProfiler {
  static final String PER_CPU_SECOND = "per-cpu-second";

  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private long before;

  @Override
  public String getDescription() {
    return "operations a CPU-second of the process";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    before = system.getProcessCpuTime();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double seconds = (system.getProcessCpuTime() - before) / 1e9;
    long operations = result.getMetadata().getAllOps();
    return List.of(
        new ScalarResult(PER_CPU_SECOND, operations / seconds, "ops/s", AggregationPolicy.AVG));
  }
}
