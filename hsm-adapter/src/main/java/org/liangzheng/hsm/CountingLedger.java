package org.liangzheng.hsm;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts in memory, for one process that lives shortly: the command line and tests. Its counts and
 * fuses end with the process; a service uses a ledger in its database.
 */
public final class CountingLedger implements UsageLedger {
  /** Fuse days are legal days. */
  public static final ZoneId DAY_ZONE = ZoneId.of("Asia/Shanghai");

  private record Day(KeyReference key, LocalDate date) {}

  private final Clock clock;
  private final Map<KeyReference, Long> fuses;
  private final Map<Day, Long> spent = new HashMap<>();

  /**
   * Creates the ledger.
   *
   * @param fuses signatures a day for each key that has a fuse; keys not named have none
   */
  public CountingLedger(Clock clock, Map<KeyReference, Long> fuses) {
    this.clock = clock;
    this.fuses = Map.copyOf(fuses);
  }

  @Override
  public synchronized void spend(KeyReference key, KeyPurpose purpose) {
    Day day = today(key);
    long count = spent.getOrDefault(day, 0L);
    Long fuse = fuses.get(key);
    if (fuse != null && count >= fuse) {
      throw new CustodyException.FuseBlown(key);
    }
    spent.put(day, count + 1);
  }

  /** Counts spent for the key today. */
  public synchronized long spentToday(KeyReference key) {
    return spent.getOrDefault(today(key), 0L);
  }

  private Day today(KeyReference key) {
    return new Day(key, LocalDate.ofInstant(clock.instant(), DAY_ZONE));
  }
}
