package org.liangzheng.api.custody;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.custody.KeyUsageEndpoint.Line;
import org.liangzheng.api.home.TestDatabases;
import org.springframework.jdbc.core.simple.JdbcClient;

class KeyUsageEndpointTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

  private final JdbcClient jdbc = CustodyWorld.jdbc(TestDatabases.migrated());

  private void fuse(String key, long perDay) {
    jdbc.sql("insert into custody_fuse (key_ref, per_day) values (?, ?)")
        .params(key, perDay)
        .update();
  }

  private void used(String key, LocalDate day, long leased) {
    jdbc.sql("insert into custody_usage (key_ref, day, leased, last_block) values (?, ?, ?, 1)")
        .params(key, day, leased)
        .update();
  }

  @Test
  void aFuseIsShownHoweverLongItsKeyHasNotSigned() {
    fuse("soft:now", 100);
    fuse("soft:never", 7);
    fuse("soft:long-ago", 9);
    used("soft:now", TODAY, 64);
    used("soft:now", TODAY.minusDays(30), 32);
    used("soft:now", TODAY.minusDays(31), 16);
    used("soft:long-ago", TODAY.minusDays(40), 8);
    used("soft:unbounded", TODAY, 4);
    assertThat(new KeyUsageEndpoint(jdbc).usage().keys())
        .containsExactly(
            new Line("soft:long-ago", null, 0, 9L),
            new Line("soft:never", null, 0, 7L),
            new Line("soft:now", TODAY.minusDays(30), 32, 100L),
            new Line("soft:now", TODAY, 64, 100L),
            new Line("soft:unbounded", TODAY, 4, null));
  }
}
