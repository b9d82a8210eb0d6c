package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class FailureLimitTest {

  private static final class Hand extends Clock {
    Instant now = Instant.parse("2026-11-22T00:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private final Hand clock = new Hand();
  private final FailureLimit limit = new FailureLimit(3, 6, clock);

  private void fail(String client, String address, int times) {
    for (int i = 0; i < times; i++) {
      limit.failed(client, address);
    }
  }

  @Test
  void putsOffAClientThatFailsTooOften() {
    fail("a", "192.0.2.1", 2);
    assertThatCode(() -> limit.requireOpen("a", "192.0.2.2")).doesNotThrowAnyException();
    fail("a", "192.0.2.1", 1);
    assertThatThrownBy(() -> limit.requireOpen("a", "192.0.2.2"))
        .isInstanceOfSatisfying(
            TokenRefused.class,
            refused -> {
              assertThat(refused.getError().getErrorCode()).isEqualTo("slow_down");
              assertThat(refused.retryAfter().orElseThrow()).hasSeconds(20);
            });
    assertThatCode(() -> limit.requireOpen("b", "192.0.2.1")).doesNotThrowAnyException();
    clock.now = clock.now.plusSeconds(21);
    assertThatCode(() -> limit.requireOpen("a", "192.0.2.2")).doesNotThrowAnyException();
  }

  @Test
  void putsOffAnAddressThatFailsTooOften() {
    fail(null, "192.0.2.1", 6);
    assertThatThrownBy(() -> limit.requireOpen(null, "192.0.2.1")).isInstanceOf(TokenRefused.class);
    assertThatCode(() -> limit.requireOpen(null, "192.0.2.2")).doesNotThrowAnyException();
  }

  @Test
  void nobodyShutsOutAClientFromWhereItSucceeds() {
    limit.succeeded("a", "192.0.2.9");
    fail("a", "192.0.2.1", 3);
    assertThatCode(() -> limit.requireOpen("a", "192.0.2.9")).doesNotThrowAnyException();
    assertThatThrownBy(() -> limit.requireOpen("a", "192.0.2.1")).isInstanceOf(TokenRefused.class);
  }
}
