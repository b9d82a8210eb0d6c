package org.liangzheng.bench.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.PrimitiveIterator;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

class WarmthTest {
  @Test
  void goesOnWhileItGetsQuickerAndStopsWhenItDoesNot() {
    assertThat(Warmth.STEADY.reach(windows(100, 150, 200, 300, 305, 301, 299, 900))).isEqualTo(7);
  }

  @Test
  void oneSlowWindowIsNotTheEnd() {
    assertThat(Warmth.STEADY.reach(windows(100, 150, 120, 200, 300, 300, 300, 300))).isEqualTo(8);
  }

  @Test
  void hasAnEnd() {
    double[] ever = new double[40];
    Arrays.setAll(ever, i -> 100 + 50.0 * i);
    assertThat(Warmth.STEADY.reach(windows(ever))).isEqualTo(30);
  }

  @Test
  void aShortLookTakesOneWindow() {
    assertThat(Warmth.QUICK.reach(windows(1))).isEqualTo(1);
  }

  private static LongToDoubleFunction windows(double... rates) {
    PrimitiveIterator.OfDouble all = Arrays.stream(rates).iterator();
    return _ -> all.nextDouble();
  }
}
