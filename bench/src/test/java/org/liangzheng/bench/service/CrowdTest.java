package org.liangzheng.bench.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.liangzheng.bench.run.Measured;

class CrowdTest {
  @Test
  void everyClientWorksAtLeastOnceAndLatenciesAreOrdered() {
    AtomicIntegerArray worked = new AtomicIntegerArray(8);
    Measured measured = new Crowd(8, () -> Duration.ZERO).run(0, worked::incrementAndGet);
    for (int client = 0; client < 8; client++) {
      assertThat(worked.get(client)).isEqualTo(1);
    }
    assertThat(measured.perSecond()).isPositive();
    assertThat(measured.latency()).isNotNull();
    assertThat(measured.latency().p99()).isGreaterThanOrEqualTo(measured.latency().p50());
  }

  @Test
  void aFailingClientEndsTheRound() {
    Crowd crowd = new Crowd(2, () -> Duration.ZERO);
    assertThatThrownBy(() ->
            crowd.run(
                0,
                client -> {
                  if (client == 1) {
                    throw new IOException("refused");
                  }
                }))
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void bareTransactionsWriteWhatTheActLeavesAfterItsSmallRows() {
    assertThat(Transactions.largeBytes(100_000, 9)).isBetween(90_000, 99_999);
    assertThat(Transactions.largeBytes(10, 9)).isPositive();
  }
}
