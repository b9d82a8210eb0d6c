package org.liangzheng.testkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liangzheng.testkit.SeededRandom;

/**
 * Every seed, everything that was ever found, and a few mutations that are the same each time. The
 * search for new inputs is {@code lz fuzz}.
 */
class FuzzReplayTest {
  private static final int MUTATIONS = 600;

  @ParameterizedTest
  @EnumSource(FuzzTarget.class)
  void seedsAndWhatWasFoundDoNoHarm(FuzzTarget target) throws Exception {
    Map<String, byte[]> seeds = target.seeds();
    assertThat(seeds).isNotEmpty();
    for (Map.Entry<String, byte[]> seed : seeds.entrySet()) {
      try {
        target.take(seed.getValue());
      } catch (Throwable harm) {
        throw new AssertionError(target + " " + seed.getKey(), harm);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(FuzzTarget.class)
  void mutationsOfSeedsDoNoHarm(FuzzTarget target) throws Exception {
    RandomGenerator random = new SeededRandom("fuzz-replay/" + target);
    List<byte[]> seeds = new ArrayList<>(target.seeds().values());
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] mutated = mutate(seeds.get(random.nextInt(seeds.size())), random);
      try {
        target.take(mutated);
      } catch (Throwable harm) {
        throw new AssertionError(target + " " + i + " " + HexFormat.of().formatHex(mutated), harm);
      }
    }
  }

  private static byte[] mutate(byte[] seed, RandomGenerator random) {
    byte[] bytes = seed.clone();
    for (int times = 1 + random.nextInt(4); times > 0 && bytes.length > 1; times--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes = Arrays.copyOf(bytes, at + 1);
        case 3 -> {
          int from = random.nextInt(bytes.length);
          int length = Math.min(random.nextInt(64), bytes.length - Math.max(at, from));
          System.arraycopy(bytes, from, bytes, at, length);
        }
        default -> bytes[at] = new byte[] {0, -1, (byte) 0x80, 0x7f, '<'}[random.nextInt(5)];
      }
    }
    return bytes;
  }
}
