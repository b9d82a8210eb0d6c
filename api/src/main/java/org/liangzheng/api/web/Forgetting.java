package org.liangzheng.api.web;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** How a node forgets what it keeps in memory of rows that a transaction changes. */
public final class Forgetting {
  private Forgetting() {}

  /**
   * Forgets now, and once more when the transaction under way has ended: whoever looks in between
   * reads the rows as they were, and would keep that.
   *
   * @param forget harmless when done twice
   */
  public static void run(Runnable forget) {
    forget.run();
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
              forget.run();
            }
          });
    }
  }
}
