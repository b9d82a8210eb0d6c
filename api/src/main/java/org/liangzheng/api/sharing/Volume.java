package org.liangzheng.api.sharing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.licence.LegalDay;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * How much each authority fetches: a limit a day, and an alarm at what is unusual for it.
 *
 * <p>Counts are taken from the database in blocks and spent from memory, so that no row is locked
 * by every fetch of an authority. The blocks of a day never add up to more than the limit, whatever
 * the number of nodes; what a node has left over, 64 at the most, is out of the others' reach, and
 * lost if it ends.
 */
@Component
class Volume {
  private static final Logger LOG = LoggerFactory.getLogger(Volume.class);
  private static final int DAYS = 14;
  private static final int LARGEST_BLOCK = 64;

  /** A block is no more than this part of what the day has had: the count is that exact. */
  private static final int OF_THE_DAY = 8;

  /** And no more than this part of what is left: near the limit blocks are single fetches. */
  private static final int OF_WHAT_IS_LEFT = 16;

  private static final String LEASE =
      """
      insert into sharing_volume as v (authority, legal_day, leased, last_block)
      select :authority, :day, 1, 1 where :limit > 0
      on conflict (authority, legal_day) do update set
        last_block = greatest(1, least(:most, v.leased / :ofDay, (:limit - v.leased) / :ofLeft)),
        leased = v.leased
          + greatest(1, least(:most, v.leased / :ofDay, (:limit - v.leased) / :ofLeft))
        where v.leased < :limit
      returning last_block, leased, alarmed
      """;

  private final JdbcClient database;
  private final AuditLog audit;
  private final SharingSettings settings;
  private final JsonMapper json;
  private final Map<OrganizationId, Lease> leases = new ConcurrentHashMap<>();

  Volume(JdbcClient database, AuditLog audit, SharingSettings settings, JsonMapper json) {
    this.database = database;
    this.audit = audit;
    this.settings = settings;
    this.json = json;
  }

  /** What this node may still count without asking. */
  private static final class Lease {
    private final ReentrantLock lock = new ReentrantLock();
    private LocalDate day = LocalDate.MIN;
    private int left;

    /**
     * Null: nothing unusual, or told already. Outside of the lock: who counts holds that while
     * waiting for a connection of the database, and who tells has one.
     */
    private final AtomicReference<@Nullable Unusual> unusual = new AtomicReference<>();
  }

  /**
   * What is unusual for an authority.
   *
   * @param fetches handed out on the day to all nodes
   */
  private record Unusual(LocalDate day, int fetches) {}

  /** One fetch that is counted. */
  record Taken(OrganizationId authority, LocalDate day) {}

  /** A block as the database gave it. */
  private record Block(int size, int leased, boolean alarmed) {}

  /**
   * Counts one more, outside of any transaction.
   *
   * @throws Problem FETCH_LIMIT_REACHED, and nothing is counted
   */
  Taken take(OrganizationId authority, Instant now) {
    LocalDate today = LegalDay.of(now);
    Lease lease = leases.computeIfAbsent(authority, _ -> new Lease());
    lease.lock.lock();
    try {
      if (!today.equals(lease.day)) {
        lease.day = today;
        lease.left = 0;
      }
      if (lease.left == 0) {
        Block block = block(authority, today);
        lease.left = block.size();
        lease.unusual.set(
            isUnusual(authority, today, block) ? new Unusual(today, block.leased()) : null);
      }
      lease.left--;
      return new Taken(authority, today);
    } finally {
      lease.lock.unlock();
    }
  }

  /** The fetch did not come about. */
  void giveBack(Taken taken) {
    Lease lease = leases.computeIfAbsent(taken.authority(), _ -> new Lease());
    lease.lock.lock();
    try {
      if (taken.day().equals(lease.day)) {
        lease.left++;
      }
    } finally {
      lease.lock.unlock();
    }
  }

  private Block block(OrganizationId authority, LocalDate today) {
    int limit = settings.limits().getOrDefault(authority.value(), settings.fetchesADay());
    return database
        .sql(LEASE)
        .param("authority", authority.value())
        .param("day", today)
        .param("limit", limit)
        .param("most", LARGEST_BLOCK)
        .param("ofDay", OF_THE_DAY)
        .param("ofLeft", OF_WHAT_IS_LEFT)
        .query((row, _) -> new Block(row.getInt(1), row.getInt(2), row.getBoolean(3)))
        .optional()
        .orElseThrow(() ->
            new Problem(SharingProblem.FETCH_LIMIT_REACHED, Integer.toString(limit))
                .withHeader("Retry-After", "3600"));
  }

  private boolean isUnusual(OrganizationId authority, LocalDate today, Block block) {
    return !block.alarmed()
        && block.leased() > settings.alarmFloor()
        && block.leased() > settings.alarmFactor() * mean(authority, today);
  }

  private double mean(OrganizationId authority, LocalDate today) {
    return database
        .sql(
            "select coalesce(avg(leased), 0)::float8 from sharing_volume"
                + " where authority = ? and legal_day < ? and legal_day >= ?")
        .params(authority.value(), today, today.minusDays(DAYS))
        .query(Double.class)
        .single();
  }

  /**
   * In the transaction of a fetch: if its authority's day has become unusual, the log is told, once
   * a day. If the transaction fails, the next block tries again.
   */
  void tell(Taken taken, UUID fetch, String actor) {
    int fetches = unusual(taken);
    if (fetches == 0) {
      return;
    }
    int first =
        database
            .sql(
                "update sharing_volume set alarmed = true"
                    + " where authority = ? and legal_day = ? and not alarmed")
            .params(taken.authority().value(), taken.day())
            .update();
    if (first == 1) {
      LOG.warn(
          "{} fetched about {} licences on {}: unusual for it",
          taken.authority().value(),
          fetches,
          taken.day());
      audit.record(
          new AuditFact(
              "FETCH_VOLUME_UNUSUAL",
              fetch,
              taken.authority(),
              actor,
              json.createObjectNode().put("day", taken.day().toString()).put("fetches", fetches)));
    }
  }

  private int unusual(Taken taken) {
    Lease lease = leases.computeIfAbsent(taken.authority(), _ -> new Lease());
    Unusual found = lease.unusual.get();
    return found != null
            && found.day().equals(taken.day())
            && lease.unusual.compareAndSet(found, null)
        ? found.fetches()
        : 0;
  }
}
