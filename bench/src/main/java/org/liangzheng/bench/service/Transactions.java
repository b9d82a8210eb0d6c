package org.liangzheng.bench.service;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bare insert-and-commit on the service's own server: a prepared statement and nothing else, each
 * client on its own connection.
 */
public final class Transactions {
  /** About what a row of an attempt, an intent or a use takes. */
  public static final int SMALL = 300;

  /** What such a row makes the server write ahead: itself, its place in the index, its commit. */
  private static final int SMALL_WRITTEN = 500;

  private static final AtomicLong NEXT = new AtomicLong(System.nanoTime());

  private final Connection[] connections;
  private final PreparedStatement[] small;
  private final PreparedStatement[] lazy;
  private final PreparedStatement[] large;
  private final byte[] few = new byte[SMALL];
  private final byte[] many;

  /**
   * Opens the connections.
   *
   * @param largeBytes size of a large row
   */
  public Transactions(Database database, int clients, int largeBytes) throws SQLException {
    connections = new Connection[clients];
    small = new PreparedStatement[clients];
    lazy = new PreparedStatement[clients];
    large = new PreparedStatement[clients];
    many = new byte[largeBytes];
    new SecureRandom().nextBytes(few);
    new SecureRandom().nextBytes(many);
    for (int i = 0; i < clients; i++) {
      Connection connection = database.connect();
      connections[i] = connection;
      small[i] = connection.prepareStatement("insert into bench.small values (?, ?)");
      lazy[i] =
          connection.prepareStatement(
              "insert into bench.small select ?, ?"
                  + " from (select set_config('synchronous_commit', 'off', true)) as lazily");
      large[i] = connection.prepareStatement("insert into bench.large values (?, ?)");
    }
  }

  /**
   * Size of the large row by which so many transactions write as much ahead as an act does.
   *
   * @param written bytes that the act writes ahead
   */
  public static int largeBytes(double written, double times) {
    return (int) Math.max(SMALL, written - times * SMALL_WRITTEN);
  }

  /** The connection of a client; what else it asks it may ask there. */
  public Connection connection(int client) {
    return connections[client];
  }

  /** Makes the tables, once for a service. */
  public static void prepare(Connection connection) throws SQLException {
    Database.execute(
        connection,
        "create schema bench",
        "create table bench.small (id uuid primary key, content bytea not null)",
        "create table bench.large (id uuid primary key, content bytea not null)",
        "alter table bench.large alter column content set storage external");
  }

  /**
   * Inserts and commits; the last row is the large one.
   *
   * @param times how often
   */
  public void commit(int client, int times) throws SQLException {
    for (int i = 1; i < times; i++) {
      insert(small[client], few);
    }
    insert(large[client], many);
  }

  /** Inserts and commits without waiting for the disk. */
  public void commitLazily(int client) throws SQLException {
    insert(lazy[client], few);
  }

  private static void insert(PreparedStatement statement, byte[] content) throws SQLException {
    statement.setObject(1, new UUID(NEXT.incrementAndGet(), 1L << 63));
    statement.setBytes(2, content);
    if (statement.executeUpdate() != 1) {
      throw new IllegalStateException("a row was not inserted");
    }
  }
}
