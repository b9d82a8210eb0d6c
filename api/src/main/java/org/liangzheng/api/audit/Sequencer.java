package org.liangzheng.api.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liangzheng.verifier.format.log.GrowingTree;
import org.liangzheng.verifier.format.log.TreeHash;
import org.liangzheng.verifier.format.log.TreePosition;
import org.liangzheng.verifier.format.log.TreeShape;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives committed entries their places, one node at a time: the lock ends with the transaction that
 * writes, so that a node that was cut off can write nothing afterwards.
 */
@Component
class Sequencer {
  private static final int BATCH = 2_000;

  /** Of {@code pg_try_advisory_xact_lock}; any number nobody else uses. */
  private static final long LOCK = 0x6c7a_6c6f_6700_0001L;

  private final AuditEntries entries;
  private final AuditNodes nodes;
  private final JdbcClient database;
  private final TransactionTemplate transactions;

  Sequencer(
      AuditEntries entries,
      AuditNodes nodes,
      JdbcClient database,
      TransactionTemplate transactions) {
    this.entries = entries;
    this.nodes = nodes;
    this.database = database;
    this.transactions = transactions;
  }

  /** Places everything that waits, unless another node is at it. */
  void run() {
    boolean more = true;
    while (more) {
      more = Boolean.TRUE.equals(transactions.execute(_ -> lock() && placeBatch()));
    }
  }

  private boolean lock() {
    return database
        .sql("select pg_try_advisory_xact_lock(?)")
        .param(LOCK)
        .query(Boolean.class)
        .single();
  }

  /** Returns whether there may be more. */
  private boolean placeBatch() {
    long size = entries.size();
    List<TreeHash> leaves = entries.place(size, BATCH);
    if (leaves.isEmpty()) {
      return false;
    }
    GrowingTree tree =
        size == 0
            ? new GrowingTree()
            : new GrowingTree(size, nodes.hashes(TreeShape.whole(size).positions()));
    Map<TreePosition, TreeHash> completed = new LinkedHashMap<>();
    for (TreeHash leaf : leaves) {
      tree.append(
          leaf,
          (position, hash) -> {
            if (position.level() > 0) {
              completed.put(position, hash);
            }
          });
    }
    if (!completed.isEmpty()) {
      nodes.insert(completed);
    }
    return leaves.size() == BATCH;
  }
}
