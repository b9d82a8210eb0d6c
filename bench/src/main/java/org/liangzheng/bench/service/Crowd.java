package org.liangzheng.bench.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.liangzheng.bench.run.Contestant;
import org.liangzheng.bench.run.Measured;

/** Clients that do the same over and over, each on a virtual thread of its own. */
public final class Crowd {
  private final int clients;
  private final Supplier<Duration> cpu;

  /**
   * Ready to work.
   *
   * @param cpu CPU time spent so far by all that take part
   */
  public Crowd(int clients, Supplier<Duration> cpu) {
    this.clients = clients;
    this.cpu = cpu;
  }

  /** One operation. */
  public interface Work {
    /**
     * Does it.
     *
     * @param client number of the client, from 0
     */
    void work(int client) throws Exception;
  }

  /** One that is asked for each round. */
  public Contestant contestant(String name, Work work) {
    return new Contestant.Neighbour(name, millis -> run(millis, work));
  }

  /** Each client begins its last operation before the time is over, and ends it. */
  public Measured run(long millis, Work work) {
    return run(millis, () -> true, work);
  }

  /**
   * The same, over earlier when there is nothing more to do.
   *
   * @param more asked before each operation but a client's first
   */
  public Measured run(long millis, BooleanSupplier more, Work work) {
    Duration spent = cpu.get();
    long start = System.nanoTime();
    long end = start + Duration.ofMillis(millis).toNanos();
    List<Long> times = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Long>>> all = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        int client = i;
        all.add(threads.submit(() -> one(client, end, more, work)));
      }
      for (Future<List<Long>> one : all) {
        times.addAll(one.get());
      }
    } catch (ExecutionException failed) {
      throw new IllegalStateException("a client failed", failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuSeconds = cpu.get().minus(spent).toNanos() / 1e9;
    return new Measured(times.size() / seconds, times.size() / cpuSeconds, latency(times));
  }

  private static List<Long> one(int client, long end, BooleanSupplier more, Work work)
      throws Exception {
    List<Long> times = new ArrayList<>();
    long begun = System.nanoTime();
    do {
      work.work(client);
      long done = System.nanoTime();
      times.add(done - begun);
      begun = done;
    } while (begun < end && more.getAsBoolean());
    return times;
  }

  private static Measured.Latency latency(List<Long> times) {
    long[] sorted = times.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return new Measured.Latency(at(sorted, 0.50), at(sorted, 0.99));
  }

  private static double at(long[] sorted, double share) {
    return sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e6;
  }
}
