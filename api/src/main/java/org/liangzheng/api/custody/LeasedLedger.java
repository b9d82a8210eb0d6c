package org.liangzheng.api.custody;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.UsageLedger;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts in the database, taken in blocks and spent from memory, so that a signature seldom waits
 * for a count. The sum of all blocks of a key and day never exceeds its fuse, whatever the number
 * of nodes; a block lost with its process is burnt. A fuse lowered during the day holds for the
 * next block.
 */
final class LeasedLedger implements UsageLedger {

  /** A fuse is handed out in at least so many blocks, so that no node takes it whole. */
  private static final int LEAST_BLOCKS = 16;

  private static final String LEASE =
      """
      with cap as (
        select coalesce((select min(per_day) from custody_fuse where key_ref = :key), 9223372036854775807) as most
      ), block as (
        select least(:block, greatest(1, most / :parts)) as size from cap
      )
      insert into custody_usage as u (key_ref, day, leased, last_block)
      select :key, :day, least(size, most), least(size, most) from cap, block where most > 0
      on conflict (key_ref, day) do update set
        last_block = least((select size from block), (select most from cap) - u.leased),
        leased = u.leased + least((select size from block), (select most from cap) - u.leased)
        where u.leased < (select most from cap)
      returning last_block
      """;

  private static final class Lease {
    private final ReentrantLock lock = new ReentrantLock();
    private LocalDate day = LocalDate.MIN;
    private long left;
  }

  private final JdbcClient jdbc;
  private final Clock clock;
  private final int block;
  private final Map<KeyReference, Lease> leases = new ConcurrentHashMap<>();

  LeasedLedger(JdbcClient jdbc, Clock clock, int block) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.block = block;
  }

  @Override
  public void spend(KeyReference key, KeyPurpose purpose) {
    Lease lease = leases.computeIfAbsent(key, _ -> new Lease());
    lease.lock.lock();
    try {
      LocalDate today = LocalDate.ofInstant(clock.instant(), CustodyProblems.DAY_ZONE);
      if (!today.equals(lease.day)) {
        lease.left = 0;
        lease.day = today;
      }
      if (lease.left == 0) {
        lease.left = lease(key, today);
      }
      lease.left--;
    } finally {
      lease.lock.unlock();
    }
  }

  private long lease(KeyReference key, LocalDate day) {
    try {
      return jdbc.sql(LEASE)
          .param("key", key.toString())
          .param("day", day)
          .param("block", (long) block)
          .param("parts", (long) LEAST_BLOCKS)
          .query(Long.class)
          .optional()
          .orElseThrow(() -> new CustodyException.FuseBlown(key));
    } catch (DataAccessException failed) {
      throw new CustodyException.LedgerUnavailable(key, failed);
    }
  }
}
