package org.liangzheng.api.presentation.counter;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The islands' own tests: hand scanners, the decoder on 200 seeded pictures, proofs, answers. */
class IslandsTest {
  @Test
  void theirOwnTestsPass() {
    WebScript.run(Duration.ofMinutes(3), "test.mjs");
  }
}
