package org.liangzheng.api.web;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Makes UUIDs of version 7 (RFC 9562 §5.7): 48 bits of Unix time in milliseconds, a counter in the
 * 12 bits {@code rand_a} (§6.2, method 1) and 62 random bits. Identifiers made here grow, also
 * within a millisecond and when the clock is set back.
 */
@Component
public final class Ids {

  private static final int COUNTER_END = 1 << 12;

  private final Clock clock;
  private final SecureRandom random;
  private long millis = -1;
  private int counter;

  public Ids(Clock clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /** The next identifier; safe for use by many threads. */
  public UUID next() {
    long now = clock.millis();
    long tail = random.nextLong();
    long time;
    int count;
    synchronized (this) {
      if (now > millis) {
        millis = now;
        // The upper half stays free for counting on.
        counter = random.nextInt(COUNTER_END / 2);
      } else {
        counter++;
        if (counter == COUNTER_END) {
          millis++;
          counter = 0;
        }
      }
      time = millis;
      count = counter;
    }
    long high = (time << 16) | 0x7000L | count;
    long low = (tail & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
