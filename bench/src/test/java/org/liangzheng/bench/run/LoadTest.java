package org.liangzheng.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadTest {
  @Test
  void idleTimeAndWaitingForDisksAreNobodysWork() {
    // 100 ticks passed: 20 in user mode, 10 in the kernel, 60 idle, 10 waiting.
    assertThat(Load.busy("cpu  10 0 10 1000 50 0 0 0 0 0", "cpu  30 0 20 1060 60 0 0 0 0 0"))
        .isCloseTo(0.3, within(1e-9));
  }

  @Test
  void whatTheHostGaveToOthersCounts() {
    assertThat(Load.busy("cpu  0 0 0 0 0 0 0 0 0 0", "cpu  0 0 0 50 0 0 0 50 0 0"))
        .isCloseTo(0.5, within(1e-9));
  }

  @Test
  void guestsAreNotCountedTwice() {
    assertThat(Load.busy("cpu  0 0 0 0 0 0 0 0 0 0", "cpu  50 0 0 50 0 0 0 0 50 0"))
        .isCloseTo(0.5, within(1e-9));
  }

  @Test
  void withoutTimeThereIsNoShareAndNothingIsSaidToBeBusy() {
    assertThat(Load.busy("cpu  1 0 0 1 0 0 0 0", "cpu  1 0 0 1 0 0 0 0")).isNaN();
    assertThat(new Load(Double.NaN, Double.NaN).busy()).isFalse();
  }

  @Test
  void thisMachineTells() throws Exception {
    Load load = Load.now(Duration.ofMillis(50));
    assertThat(load.average()).isNotNegative();
    assertThat(load.others()).isBetween(0.0, 1.0);
  }
}
