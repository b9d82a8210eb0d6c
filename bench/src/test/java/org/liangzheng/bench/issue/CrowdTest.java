package org.liangzheng.bench.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
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
  void companiesDifferAndTheirCodesAreValid() {
    // A wrong check character would be refused here.
    Company[] some = {Company.next(), Company.next(), Company.next()};
    assertThat(Arrays.stream(some).map(Company::code).distinct()).hasSize(3);
    for (Company one : some) {
      assertThat(one.facts(java.time.LocalDate.of(2026, 11, 2)).number()).isEqualTo(one.code());
    }
  }

  @Test
  void bareTransactionsWriteWhatTheActLeavesAfterItsSmallRows() {
    assertThat(Transactions.largeBytes(100_000, 9)).isBetween(90_000, 99_999);
    assertThat(Transactions.largeBytes(10, 9)).isPositive();
  }
}
