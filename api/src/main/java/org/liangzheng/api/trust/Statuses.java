package org.liangzheng.api.trust;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Status indexes of licences and seals, for the features that own these. What is set here is in the
 * signed status lists within two seconds of its commit, and soon after in the evidence pack.
 */
@Service
public class Statuses {
  /**
   * Tried at once; when all are taken twice running, the list is about two thirds full and grows.
   */
  private static final int CANDIDATES = 16;

  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  private static final int ROUNDS = 64;

  private final StatusRows rows;
  private final TransactionTemplate own;
  private final SecureRandom random;

  /** As last seen: lists only grow, so an old size still gives right indexes. */
  private final Map<StatusKind, Long> sizes = new ConcurrentHashMap<>();

  Statuses(StatusRows rows, PlatformTransactionManager transactions, SecureRandom random) {
    this.rows = rows;
    this.own = new TransactionTemplate(transactions);
    this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    this.random = random;
  }

  /**
   * Allots a random free index, in force from the start, in a transaction of its own. Call it
   * before the transaction of the act; an index whose act never comes stays unused, which harms
   * nobody.
   *
   * @return 0 to 2²⁸ − 1, never given twice within a kind
   */
  public long allot(StatusKind kind) {
    return draw(kind, null);
  }

  /**
   * The same for an act that may be begun anew: its owner has one index, however often it is asked
   * for, so that what is signed is the same in every attempt.
   *
   * @param owner opaque id of the licence version or seal version
   */
  public long allot(StatusKind kind, UUID owner) {
    return draw(kind, owner);
  }

  private long draw(StatusKind kind, @Nullable UUID owner) {
    for (int round = 0; round < ROUNDS; round++) {
      long size = sizes.computeIfAbsent(kind, rows::size);
      long[] candidates = random.longs(CANDIDATES, 0, size).toArray();
      Optional<Long> taken = own.execute(_ -> rows.take(kind, candidates, owner));
      if (taken != null && taken.isPresent()) {
        return taken.get();
      }
      Optional<Long> known = owner == null ? Optional.empty() : rows.of(kind, owner);
      if (known.isPresent()) {
        return known.get();
      }
      // Once may be another act that was quicker.
      if (round % 2 == 1) {
        own.executeWithoutResult(_ -> rows.grow(kind, size));
        sizes.remove(kind);
      }
    }
    throw new IllegalStateException("no free status index was found");
  }

  /**
   * Sets the status of an index, in the transaction of the act: both are there or neither.
   *
   * @param since when the act took effect; whole seconds are published
   * @throws IllegalArgumentException if that is before 1900 or after 2100: such a time is a
   *     mistake, and the table in packs could not hold it
   * @throws IllegalStateException outside a transaction, or if the index was never allotted
   */
  public void set(StatusKind kind, long index, StatusAct act, Instant since) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("an act and its status are written together");
    }
    if (since.isBefore(EARLIEST) || since.isAfter(LATEST)) {
      throw new IllegalArgumentException("no time at which an act takes effect");
    }
    if (!rows.set(kind, index, act, since)) {
      throw new IllegalStateException("this status index was never allotted");
    }
  }
}
