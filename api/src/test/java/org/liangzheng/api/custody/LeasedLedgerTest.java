package org.liangzheng.api.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.home.TestDatabases;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.testkit.custody.MovableClock;
import org.springframework.jdbc.core.simple.JdbcClient;

class LeasedLedgerTest {

  private static final KeyReference KEY = KeyReference.parse("soft:seal");

  private final MovableClock clock = new MovableClock(CustodyWorld.NOW);
  private final JdbcClient jdbc = CustodyWorld.jdbc(TestDatabases.migrated());

  private LeasedLedger node(int block) {
    return new LeasedLedger(jdbc, clock, block);
  }

  private void fuse(long perDay) {
    jdbc.sql(
            "insert into custody_fuse (key_ref, per_day) values (:key, :perDay)"
                + " on conflict (key_ref, origin) do update set per_day = :perDay")
        .param("key", KEY.toString())
        .param("perDay", perDay)
        .update();
  }

  private static int spendAll(LeasedLedger node) {
    int spent = 0;
    while (true) {
      try {
        node.spend(KEY, KeyPurpose.LICENCE_SEAL);
        spent++;
      } catch (CustodyException.FuseBlown blown) {
        return spent;
      }
    }
  }

  private long leased() {
    return jdbc.sql("select coalesce(sum(leased), 0) from custody_usage")
        .query(Long.class)
        .single();
  }

  @Test
  void withoutAFuseItOnlyCounts() {
    LeasedLedger node = node(10);
    for (int i = 0; i < 25; i++) {
      node.spend(KEY, KeyPurpose.LICENCE_SEAL);
    }
    assertThat(leased()).isEqualTo(30);
  }

  @Test
  void severalNodesTogetherNeverPassTheFuse() throws Exception {
    fuse(1000);
    List<LeasedLedger> nodes = List.of(node(64), node(64), node(64));
    try (ExecutorService callers = Executors.newFixedThreadPool(9)) {
      List<Future<Integer>> spent = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        LeasedLedger node = nodes.get(i % 3);
        spent.add(callers.submit(() -> spendAll(node)));
      }
      int sum = 0;
      for (Future<Integer> each : spent) {
        sum += each.get();
      }
      assertThat(sum).isEqualTo(1000);
    }
    assertThat(leased()).isEqualTo(1000);
  }

  @Test
  void aCrashBurnsTheRestOfItsBlockAndNoMore() {
    fuse(100);
    LeasedLedger crashed = node(64);
    crashed.spend(KEY, KeyPurpose.LICENCE_SEAL);
    // 100 / 16: a fuse is handed out in at least sixteen blocks.
    assertThat(leased()).isEqualTo(6);
    assertThat(spendAll(node(64))).isEqualTo(94);
  }

  @Test
  void smallAndZeroFusesHold() {
    fuse(3);
    assertThat(spendAll(node(64))).isEqualTo(3);
    fuse(0);
    clock.move(Duration.ofDays(1));
    assertThat(spendAll(node(64))).isZero();
  }

  @Test
  void theDayIsTheLegalOneAndLeasesEndWithIt() {
    fuse(2);
    LeasedLedger node = node(1);
    assertThat(spendAll(node)).isEqualTo(2);
    clock.move(Duration.ofHours(8).minusSeconds(1));
    assertThat(spendAll(node)).isZero();
    clock.move(Duration.ofSeconds(1));
    assertThat(spendAll(node)).isEqualTo(2);
  }

  @Test
  void aLoweredFuseHoldsForTheNextBlock() {
    fuse(1000);
    LeasedLedger node = node(4);
    node.spend(KEY, KeyPurpose.LICENCE_SEAL);
    fuse(2);
    assertThat(spendAll(node)).isEqualTo(3);
  }

  @Test
  void withoutTheDatabaseNothingIsCountedAndNothingSigned() {
    jdbc.sql("alter table custody_usage rename to custody_usage_away").update();
    LeasedLedger node = node(4);
    assertThatThrownBy(() -> node.spend(KEY, KeyPurpose.LICENCE_SEAL))
        .isInstanceOf(CustodyException.LedgerUnavailable.class);
  }
}
