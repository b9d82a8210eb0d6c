package org.liangzheng.bench.service;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** CPU time of all that take part: this process, the service, the database. */
public final class Spent {
  private Spent() {}

  /**
   * Spent so far.
   *
   * @param service number of its process
   */
  public static Duration by(long service, Database database) {
    Stream<ProcessHandle> all =
        Stream.concat(
            Stream.concat(Stream.of(ProcessHandle.current()), ProcessHandle.of(service).stream()),
            database.process().stream().flatMap(p -> Stream.concat(Stream.of(p), p.children())));
    return all.map(process -> process.info().totalCpuDuration())
        .flatMap(Optional::stream)
        .reduce(Duration.ZERO, Duration::plus);
  }
}
