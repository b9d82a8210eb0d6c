package org.liangzheng.bench.service;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * What an act leaves in the database: the mean of some, done one after the other.
 *
 * @param commits writing transactions
 * @param kilobytes written ahead, in kB
 */
public record Left(double commits, double kilobytes) {
  private static final String TRANSACTIONS = "select pg_current_xact_id()::text";
  private static final String WRITTEN = "select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')";

  /** Does the act some times and looks before and after. */
  public static Left by(Connection connection, int times, Crowd.Work act) throws SQLException {
    long transactions = Database.number(connection, TRANSACTIONS);
    long written = Database.number(connection, WRITTEN);
    Crowd one = new Crowd(1, () -> Duration.ZERO);
    for (int i = 0; i < times; i++) {
      one.run(0, act);
    }
    long bytes = Database.number(connection, WRITTEN) - written;
    // The last look counts itself.
    long commits = Database.number(connection, TRANSACTIONS) - transactions - 1;
    return new Left((double) commits / times, bytes / 1e3 / times);
  }
}
