package org.liangzheng.hsm.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.liangzheng.hsm.CustodyCode;
import org.liangzheng.hsm.CustodyException;

class DeviceRotaTest {
  private record Named(String name) implements Device {}

  private static final Named A = new Named("a");
  private static final Named B = new Named("b");
  private static final CustodyCode GONE = CustodyCode.VAULT_UNAVAILABLE;

  /** Starts near the end of the range: what counts nanoseconds must survive the overflow. */
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);

  private final DeviceRota<Named> rota =
      new DeviceRota<>(
          List.of(A, B),
          new DeviceRota.Rest(Duration.ofMillis(100), Duration.ofMillis(350)),
          now::get);

  private DeviceRota<Named>.Turn take() {
    return rota.take(Set.of()).orElseThrow();
  }

  private void pass(long millis) {
    now.addAndGet(Duration.ofMillis(millis).toNanos());
  }

  private DeviceHealth health(Named device) {
    return rota.health().stream().filter(h -> h.device().equals(device.name())).findAny().get();
  }

  /** Doubled at each loss for a week: it must neither overflow nor pass the longest. */
  @Test
  void aLongRestGrowsToTheLongestAndNoFurther() {
    DeviceRota.Rest rest = new DeviceRota.Rest(Duration.ofHours(5), Duration.ofDays(1));
    assertThat(rest.nanos(1)).isEqualTo(Duration.ofHours(5).toNanos());
    assertThat(rest.nanos(3)).isEqualTo(Duration.ofHours(20).toNanos());
    assertThat(rest.nanos(4)).isEqualTo(Duration.ofDays(1).toNanos());
    assertThat(rest.nanos(1_000)).isEqualTo(Duration.ofDays(1).toNanos());
    assertThatThrownBy(() -> new DeviceRota.Rest(Duration.ofHours(5), Duration.ofHours(25)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sharesSessionsEvenly() {
    List<Named> taken = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      taken.add(take().device());
    }
    assertThat(taken).containsExactly(A, B, A, B, A, B);
    assertThat(rota.health()).allMatch(h -> h.sessions() == 3);
  }

  @Test
  void theDeviceWithFewerSessionsComesFirst() {
    DeviceRota<Named>.Turn first = take();
    DeviceRota<Named>.Turn second = take();
    take();
    second.close();
    second.close();
    assertThat(health(B).sessions()).isZero();
    assertThat(take().device()).isEqualTo(B);
    first.close();
    assertThat(take().device()).isEqualTo(A);
  }

  @Test
  void aLostDeviceTakesAllItsSessionsAlongAndNoOther() {
    DeviceRota<Named>.Turn a1 = take();
    DeviceRota<Named>.Turn b1 = take();
    DeviceRota<Named>.Turn a2 = take();
    a1.lost(GONE);
    assertThat(a1.usable()).isFalse();
    assertThat(a2.usable()).isFalse();
    assertThat(b1.usable()).isTrue();
    for (int i = 0; i < 5; i++) {
      assertThat(take().device()).isEqualTo(B);
    }
    assertThat(health(A).state()).isEqualTo(DeviceHealth.State.RESTING);
    assertThat(health(A).problem()).contains(GONE);
  }

  @Test
  void manySessionsOfOneLossCountOnce() {
    List<DeviceRota<Named>.Turn> turns = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      turns.add(rota.turnOn(A));
    }
    turns.forEach(turn -> turn.lost(GONE));
    turns.forEach(turn -> turn.broken(GONE));
    assertThat(health(A).failures()).isEqualTo(1);
  }

  @Test
  void restsGrowUpToTheLongestAndStartAnewAfterASuccess() {
    for (long rest : new long[] {100, 200, 350, 350}) {
      DeviceRota<Named>.Turn turn = rota.turnOn(A);
      turn.lost(GONE);
      turn.close();
      pass(rest - 1);
      assertThat(rota.due()).isEmpty();
      pass(1);
      assertThat(rota.due()).containsExactly(A);
      rota.back(A);
      assertThat(rota.due()).isEmpty();
    }
    assertThat(health(A).failures()).isEqualTo(4);
    DeviceRota<Named>.Turn turn = rota.turnOn(A);
    turn.proven();
    assertThat(health(A).failures()).isZero();
    turn.lost(GONE);
    pass(100);
    assertThat(rota.due()).containsExactly(A);
  }

  @Test
  void aProbeThatFailsRestsItLonger() {
    take().lost(GONE);
    pass(100);
    rota.stillLost(A, GONE);
    pass(199);
    assertThat(rota.due()).isEmpty();
    pass(1);
    assertThat(rota.due()).containsExactly(A);
  }

  @Test
  void aLossToldTwiceCountsOnce() {
    take().lost(GONE);
    pass(100);
    rota.turnOn(A).lost(GONE);
    rota.stillLost(A, GONE);
    assertThat(health(A).failures()).isEqualTo(2);
  }

  @Test
  void whenNoneIsReadyTheLongestRestingIsTried() {
    take().lost(GONE);
    pass(1);
    take().lost(GONE);
    assertThat(take().device()).isEqualTo(A);
    assertThat(rota.take(Set.of(A)).orElseThrow().device()).isEqualTo(B);
    assertThat(rota.take(Set.of(A, B))).isEmpty();
  }

  @Test
  void aSuccessWithoutAProbeBringsItBack() {
    take().lost(GONE);
    DeviceRota<Named>.Turn again = rota.turnOn(A);
    again.proven();
    assertThat(health(A).state()).isEqualTo(DeviceHealth.State.READY);
  }

  @Test
  void aSuccessOfBeforeTheLossProvesNothing() {
    DeviceRota<Named>.Turn old = rota.turnOn(A);
    rota.turnOn(A).lost(GONE);
    old.proven();
    assertThat(health(A).state()).isEqualTo(DeviceHealth.State.RESTING);
  }

  @Test
  void aBrokenSessionRenewsTheOthersAndASecondBreakIsALoss() {
    DeviceRota<Named>.Turn a1 = rota.turnOn(A);
    DeviceRota<Named>.Turn a2 = rota.turnOn(A);
    a1.proven();
    a1.broken(GONE);
    assertThat(a2.usable()).isFalse();
    assertThat(health(A).state()).isEqualTo(DeviceHealth.State.READY);
    a2.broken(GONE);
    assertThat(health(A).state()).isEqualTo(DeviceHealth.State.READY);
    rota.turnOn(A).broken(GONE);
    assertThat(health(A).state()).isEqualTo(DeviceHealth.State.RESTING);
  }

  @Test
  void sessionsMoveToTheDeviceThatIsBackUntilTheLoadIsEven() {
    rota.stillLost(A, GONE);
    List<DeviceRota<Named>.Turn> turns = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      turns.add(take());
    }
    assertThat(turns).allMatch(DeviceRota.Turn::usable);
    rota.back(A);
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < turns.size(); i++) {
        if (!turns.get(i).usable()) {
          turns.get(i).close();
          turns.set(i, take());
        }
      }
    }
    assertThat(rota.health()).allMatch(h -> h.sessions() == 3);
    assertThat(turns).allMatch(DeviceRota.Turn::usable);
  }

  @Test
  void aRefusedDeviceIsNeverAskedAgain() {
    rota.turnOn(A).refused(CustodyCode.PIN_REJECTED);
    pass(1_000_000);
    rota.back(A);
    rota.stillLost(A, GONE);
    assertThat(rota.due()).isEmpty();
    assertThat(rota.take(Set.of(B))).isEmpty();
    assertThat(take().device()).isEqualTo(B);
    assertThat(health(A).state()).isEqualTo(DeviceHealth.State.REFUSED);
    assertThat(health(A).problem()).contains(CustodyCode.PIN_REJECTED);
  }

  @Test
  void manyThreadsLoseNoCount() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<?>> runs = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        runs.add(
            threads.submit(() -> {
              for (int i = 0; i < 2_000; i++) {
                try (DeviceRota<Named>.Turn turn = take()) {
                  if (turn.usable()) {
                    turn.proven();
                  }
                  if (i % 97 == 0) {
                    turn.lost(GONE);
                    rota.back(turn.device());
                  }
                }
              }
            }));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    }
    assertThat(rota.health()).allMatch(h -> h.sessions() == 0);
  }

  @Test
  void refusesDevicesItCouldNotTellApart() {
    assertThatThrownBy(() -> new DeviceRota<>(List.of(), DeviceRota.Rest.DEFAULT, System::nanoTime))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() ->
            new DeviceRota<>(List.of(A, new Named("a")), DeviceRota.Rest.DEFAULT, System::nanoTime))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theProberBringsBackWhatAnswers() throws Exception {
    DeviceRota<Named> real =
        new DeviceRota<>(
            List.of(A, B),
            new DeviceRota.Rest(Duration.ofMillis(1), Duration.ofMillis(5)),
            System::nanoTime);
    AtomicLong asked = new AtomicLong();
    real.stillLost(A, GONE);
    try (DeviceProber<Named> _ =
        new DeviceProber<>(
            "test",
            real,
            _ -> {
              if (asked.incrementAndGet() < 3) {
                throw new CustodyException.VaultUnavailable("test", "still gone");
              }
            })) {
      long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (real.health().getFirst().state() != DeviceHealth.State.READY
          && System.nanoTime() < end) {
        Thread.sleep(5);
      }
    }
    assertThat(asked).hasValue(3);
    assertThat(real.health().getFirst().state()).isEqualTo(DeviceHealth.State.READY);
  }
}
