package org.liangzheng.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {

  private static final Instant NOW = Instant.parse("2026-11-22T00:00:00.123Z");

  @Test
  void carriesVersionVariantAndTime() {
    UUID id = new Ids(Clock.fixed(NOW, ZoneOffset.UTC), new SecureRandom()).next();
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void growsWithinAMillisecondBeyondTheCounterAndWhenTheClockGoesBack() {
    Clock[] clock = {Clock.fixed(NOW, ZoneOffset.UTC)};
    Ids ids =
        new Ids(
            new Clock() {
              @Override
              public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
              }

              @Override
              public Clock withZone(java.time.ZoneId zone) {
                return this;
              }

              @Override
              public Instant instant() {
                return clock[0].instant();
              }
            },
            new SecureRandom());
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      if (i == 5_000) {
        clock[0] = Clock.offset(clock[0], Duration.ofHours(-1));
      }
      made.add(ids.next().toString());
    }
    assertThat(made).isSorted().doesNotHaveDuplicates();
  }
}
