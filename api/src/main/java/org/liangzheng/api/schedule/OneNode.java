package org.liangzheng.api.schedule;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Lets one node at a time do a job, by a PostgreSQL advisory lock. The lock lives on a connection
 * held for the job, outside any transaction; PostgreSQL drops it when the node dies. A node cut off
 * from the database may still be working while another begins: jobs guard what they write.
 */
public final class OneNode {

  private final DataSource dataSource;

  public OneNode(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * @param job a stable name
   * @return whether this node did the work; {@code false} when another is at it
   */
  public boolean tryRun(String job, Runnable work) {
    long key = key(job);
    try (Connection connection = dataSource.getConnection()) {
      if (!call(connection, "select pg_try_advisory_lock(?)", key)) {
        return false;
      }
      try {
        work.run();
        return true;
      } finally {
        call(connection, "select pg_advisory_unlock(?)", key);
      }
    } catch (SQLException failed) {
      throw new DataAccessResourceFailureException("the lock of a job could not be used", failed);
    }
  }

  private static boolean call(Connection connection, String query, long key) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setLong(1, key);
      try (ResultSet result = statement.executeQuery()) {
        return result.next() && result.getBoolean(1);
      }
    }
  }

  private static long key(String job) {
    return ByteBuffer.wrap(
            Sha256Digest.of(("liangzheng/" + job).getBytes(StandardCharsets.UTF_8))
                .value()
                .toByteArray())
        .getLong();
  }
}
