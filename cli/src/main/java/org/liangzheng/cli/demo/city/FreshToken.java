package org.liangzheng.cli.demo.city;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** An access token that is asked for again after a few minutes, before it ends by itself. */
final class FreshToken implements Supplier<String> {
  private static final Duration USED = Duration.ofMinutes(4);

  private final Clock clock;
  private final Supplier<String> ask;
  private Instant until = Instant.MIN;
  private String token = "";

  FreshToken(Clock clock, Supplier<String> ask) {
    this.clock = clock;
    this.ask = ask;
  }

  @Override
  public String get() {
    if (!clock.instant().isBefore(until)) {
      token = ask.get();
      until = clock.instant().plus(USED);
    }
    return token;
  }
}
