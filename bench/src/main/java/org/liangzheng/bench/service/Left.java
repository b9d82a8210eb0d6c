package org.liangzheng.bench.service;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What an act leaves in the database: the mean of some, done one after the other.
 *
 * @param commits writing transactions
 * @param kilobytes written ahead, in kB
 */
public record Left(double commits, double kilobytes) {
  private static final String TRANSACTIONS = "select pg_current_xact_id()::text";
  private static final String WRITTEN = "select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')";

  /**
   * What some acts left, each.
   *
   * @param times how many there were
   */
  public record Counted(Left left, long times) {}

  /** Does the act some times, one after the other, and looks before and after. */
  public static Left by(Connection connection, int times, Crowd.Work act) throws SQLException {
    Crowd one = new Crowd(1, () -> Duration.ZERO);
    return between(
            connection,
            () -> {
              for (int i = 0; i < times; i++) {
                one.run(0, act);
              }
              return times;
            })
        .left();
  }

  /** Lets some clients do the act at the same time, and looks before and after. */
  public static Counted by(Connection connection, Crowd crowd, long millis, Crowd.Work act)
      throws SQLException {
    AtomicLong times = new AtomicLong();
    return between(
        connection,
        () -> {
          var _ =
              crowd.run(
                  millis,
                  client -> {
                    act.work(client);
                    times.incrementAndGet();
                  });
          return times.get();
        });
  }

  private static Counted between(Connection connection, LongSupplier acts) throws SQLException {
    long transactions = Database.number(connection, TRANSACTIONS);
    long written = Database.number(connection, WRITTEN);
    long times = acts.getAsLong();
    long bytes = Database.number(connection, WRITTEN) - written;
    // The last look counts itself.
    long commits = Database.number(connection, TRANSACTIONS) - transactions - 1;
    return new Counted(new Left((double) commits / times, bytes / 1e3 / times), times);
  }
}
