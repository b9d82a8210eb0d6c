package org.liangzheng.bench.seal;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The operations of {@link SealJob}, and what of each is unavoidable. */
public class SealWork {

  @Benchmark
  public Object stamp() {
    return SealJob.shared().stamp();
  }

  @Benchmark
  public Object stampChecked() {
    return SealJob.shared().stampChecked();
  }

  @Benchmark
  public Object verifyKept() {
    return SealJob.shared().verifyKept();
  }

  @Benchmark
  public Object verifyFresh() {
    return SealJob.shared().verifyFresh();
  }

  @Benchmark
  public Object write() {
    return SealJob.shared().write();
  }

  @Benchmark
  public Object writeAndSeal() {
    return SealJob.shared().writeAndSeal();
  }

  /** Made once for all threads of an iteration. */
  @State(Scope.Benchmark)
  public static class Least {
    private final UnavoidableParts parts = new UnavoidableParts(SealJob.shared());
    private final Unavoidable stamp = parts.stamp();
    private final Unavoidable stampChecked = parts.stampChecked();
    private final Unavoidable verifyKept = parts.verifyKept();
    private final Unavoidable verifyFresh = parts.verifyFresh();
    private final Unavoidable write = parts.write();
    private final Unavoidable writeAndSeal = parts.writeAndSeal();
  }

  @Benchmark
  public Object leastOfStamp(Least least) {
    return least.stamp.run();
  }

  @Benchmark
  public Object leastOfStampChecked(Least least) {
    return least.stampChecked.run();
  }

  @Benchmark
  public Object leastOfVerifyKept(Least least) {
    return least.verifyKept.run();
  }

  @Benchmark
  public Object leastOfVerifyFresh(Least least) {
    return least.verifyFresh.run();
  }

  @Benchmark
  public Object leastOfWrite(Least least) {
    return least.write.run();
  }

  @Benchmark
  public Object leastOfWriteAndSeal(Least least) {
    return least.writeAndSeal.run();
  }
}
